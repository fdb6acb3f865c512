import { useEffect, useState } from 'preact/hooks';
import { type Hamlet, readHamlets, type Wishes } from '../../actions/news/wishes';
import { Banner } from '../../components/Banner';
import { Card } from '../../components/Card';
import { Field } from '../../components/Field';
import { CheckTiles } from '../../components/Tiles';
import { t } from './words';

interface AnnouncementsProps {
  wishes: Wishes;
  change: (change: Partial<Wishes>) => Promise<void>;
}

/** The commune's own alerts, for the hamlet in which one lives; only who asks for them gets them. */
export function Announcements({ wishes, change }: AnnouncementsProps) {
  const [hamlets, setHamlets] = useState<Hamlet[]>([]);
  const [lacking, setLacking] = useState(false);
  useEffect(() => void readHamlets().then((end) => 'got' in end && setHamlets(end.got)), []);
  const toggle = async (on: boolean): Promise<void> => {
    setLacking(on && !wishes.hamlet);
    if (!on || wishes.hamlet) await change({ announcements: on });
  };
  const live = async (hamlet: string | null): Promise<void> => {
    setLacking(false);
    await change(hamlet ? { hamlet } : { hamlet, announcements: false });
  };
  if (hamlets.length === 0) return null;
  return (
    <Card title={t('commune')}>
      <p class="soft">{t('commune_text')}</p>
      <Field label={t('hamlet')}>
        {(aria) => (
          <select {...aria} class="input" value={wishes.hamlet ?? ''} onChange={(event) => void live(event.currentTarget.value || null)}>
            <option value="">{t('hamlet_choose')}</option>
            {hamlets.map(({ id: hamlet, name }) => (
              <option key={hamlet} value={hamlet}>{name}</option>
            ))}
          </select>
        )}
      </Field>
      {lacking && <Banner kind="warning" alert><p>{t('errors.hamlet')}</p></Banner>}
      <CheckTiles label={t('commune_ask')} options={[{ value: 'on', label: t('commune_on') }]} values={wishes.announcements ? ['on'] : []} onChange={(values) => void toggle(values.length > 0)} />
    </Card>
  );
}
