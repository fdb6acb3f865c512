import { useEffect, useRef } from 'preact/hooks';
import { startSupplement } from '../../actions/editSubmitted';
import { Banner } from '../../components/Banner';
import { Card } from '../../components/Card';
import { IconPhone } from '../../components/icons';
import { type DossierRecord, stateOf, type SupplementRequest } from '../../domain/dossier';
import { showPhone } from '../../domain/phones';
import { paths } from '../../router/paths';
import { go, query } from '../../state/navigation';
import { followLetters, letters } from '../../state/news';
import { agencies, loadAgencies } from '../../state/places';
import { readAsk } from './ask';
import { t } from './words';

/** What a touch on a notification asked for: to call the desk, or to photograph what is asked. */
export function Act({ record }: { record: DossierRecord }) {
  return query.value.goi ? <CallDesk record={record} /> : <Photograph record={record} />;
}

function CallDesk({ record: { id, detail } }: { record: DossierRecord }) {
  const button = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    void followLetters();
    void loadAgencies();
  }, []);
  const agency = agencies.value?.find(({ code }) => code === detail?.agency);
  const tel = letters.value.find(({ dossier, tel }) => dossier === id && tel)?.tel ?? agency?.phone;
  // A thumb finds it at once, and so does who cannot see the screen.
  useEffect(() => button.current?.focus(), [tel]);
  if (!tel) return null;
  return (
    <Card title={t('call_desk')}>
      {agency && <p>{[agency.desk_name, agency.name].filter(Boolean).join(', ')}</p>}
      <a ref={button} class="button button--primary button--wide letters__call" href={`tel:${tel.replaceAll(' ', '')}`}>
        <IconPhone />
        <span>{showPhone(tel)}</span>
      </a>
      {agency?.hours_text && <p class="soft small">{agency.hours_text}</p>}
    </Card>
  );
}

/** Which papers are asked for, the dossier says, and where it could not be fetched the push that asked. */
function Photograph({ record }: { record: DossierRecord }) {
  const { id, detail, stale } = record;
  useEffect(() => void followLetters(), []);
  const asked = letters.value.find(({ dossier, ask }) => dossier === id && ask);
  const request = detail?.supplement ?? (stale && stateOf(record) === '5' ? readAsk(asked?.ask) : null);
  useEffect(() => {
    if (request) void begin(record, request);
  }, [request?.request_id]);
  return request || !stale ? null : <Banner kind="warning"><p>{t('photo_wait')}</p></Banner>;
}

async function begin(record: DossierRecord, request: SupplementRequest): Promise<void> {
  const { items } = request;
  const draft = await startSupplement(record, request);
  // The way back leads over the list of what is asked, not here again.
  go(paths.apply(draft, 'bo-sung'), { replace: true });
  const [only] = items;
  if (only && items.length === 1) go(paths.capture(draft, only.paper));
}
