import './help.css';
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../components/Button';
import { Card, LinkCard } from '../../components/Card';
import { EmptyState } from '../../components/EmptyState';
import { IconDevice, IconGear, IconPhone, IconShield } from '../../components/icons';
import { Screen } from '../../components/Screen';
import { Skeleton } from '../../components/Skeleton';
import { showPhone } from '../../domain/phones';
import { paths } from '../../router/paths';
import { type Agency, agencies, loadAgencies } from '../../state/places';
import { ownAgencies } from '../../state/shelf';
import { ownFirst } from './own-first';
import { words } from '../../words';
import vi from '../../words/vi/help.json';

const t = words(vi, () => import('../../words/en/help.json'));

const HOW = ['how_1', 'how_2', 'how_3', 'how_4'] as const;
const SAFE = ['safe_1', 'safe_2', 'safe_3'] as const;

/** Whom to call, first; everything here is on the phone after the first visit. */
export function HelpScreen() {
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    void loadAgencies().finally(() => setAsked(true));
  }, []);
  const known = agencies.value;
  return (
    <Screen title={t('title')}>
      <p class="help__lead">{t('lead')}</p>
      {!known && !asked && <Skeleton lines={2} />}
      {!known?.length && asked && <EmptyState picture="mountains" title={t('none')} text={t('none_text')} />}
      {ownFirst(known ?? [], ownAgencies.value).map((agency) => <Commune key={agency.code} agency={agency} />)}
      <Card title={t('how')}>
        <ol class="help__how">
          {HOW.map((step) => (
            <li key={step}>{t(step)}</li>
          ))}
        </ol>
      </Card>
      <Card title={<span class="row"><IconShield /> {t('safe')}</span>}>
        <ul class="stack">
          {SAFE.map((rule) => (
            <li key={rule}>{t(rule)}</li>
          ))}
        </ul>
      </Card>
      <LinkCard href={paths.devices} picture={<IconDevice />} title={t('account')} />
      <LinkCard href={paths.settings} picture={<IconGear />} title={t('settings')} />
    </Screen>
  );
}

function Commune({ agency }: { agency: Agency }) {
  return (
    <Card title={agency.name}>
      {agency.phone && (
        <Button href={`tel:${agency.phone}`} icon={IconPhone} wide>
          {t('call', { phone: showPhone(agency.phone) })}
        </Button>
      )}
      <dl class="help__facts">
        {agency.hours_text && <Fact name={t('hours')} value={agency.hours_text} />}
        {agency.address && <Fact name={t('address')} value={agency.address} />}
      </dl>
      {(agency.contacts?.length ?? 0) > 0 && <h3 class="help__people">{t('contacts')}</h3>}
      {agency.contacts?.map(({ name, role, phone }) => (
        <a key={phone} class="help__person" href={`tel:${phone}`}>
          <IconPhone />
          <span>
            <strong>{name}</strong>
            <span class="soft small">
              {role} · {showPhone(phone)}
            </span>
          </span>
        </a>
      ))}
    </Card>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt class="soft small">{name}</dt>
      <dd class="help__value">{value}</dd>
    </div>
  );
}
