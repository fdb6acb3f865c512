import '../../components/person.css';
import { useEffect, useState } from 'preact/hooks';
import { type Device, listDevices } from '../../actions/session/devices';
import type { Fault } from '../../actions/session/outcome';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { EmptyState } from '../../components/EmptyState';
import { IconPeople, IconPerson } from '../../components/icons';
import { Screen } from '../../components/Screen';
import { Skeleton } from '../../components/Skeleton';
import { paths } from '../../router/paths';
import { account } from '../../state/shelf';
import { DeviceList } from './DeviceList';
import { EndAll } from './EndAll';
import { PinChoice } from './PinChoice';
import { SignOut } from './SignOut';
import { t } from './words';

/** Who is signed in here, on which phones, and the ways out. */
export function DevicesScreen() {
  const now = account.value;
  return (
    <Screen title={t('title')} back={paths.settings}>
      {now ? (
        <SignedIn key={now.id} name={now.full_name} phone={now.phone_masked} />
      ) : (
        <EmptyState picture="basket" title={t('out_title')} text={t('out_text')}>
          <Button href={`${paths.signIn}?next=${paths.devices}`}>{t('sign_in')}</Button>
        </EmptyState>
      )}
    </Screen>
  );
}

function SignedIn({ name, phone }: { name: string; phone: string | null }) {
  const [devices, setDevices] = useState<Device[] | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const load = async () => {
    const outcome = await listDevices();
    if ('devices' in outcome) setDevices(outcome.devices);
    setFault('fault' in outcome ? outcome.fault : null);
  };
  useEffect(() => void load(), []);
  return (
    <>
      <div class="card person">
        <span class="person__face">
          <IconPerson />
        </span>
        <span class="person__body">
          <strong>{name}</strong>
          {phone && <span class="soft small">{phone}</span>}
        </span>
      </div>
      <FaultNote fault={fault} />
      {fault?.kind === 'told' && <Button href={`${paths.signIn}?next=${paths.devices}`}>{t('sign_in')}</Button>}
      <Card title={t('devices')}>
        {devices ? <DeviceList devices={devices} onChange={() => void load()} onFault={setFault} /> : !fault && <Skeleton lines={2} />}
      </Card>
      <PinChoice />
      <Button kind="second" icon={IconPeople} href={paths.signIn} wide>
        {t('switch')}
      </Button>
      <SignOut />
      <EndAll onFault={setFault} />
    </>
  );
}

function FaultNote({ fault }: { fault: Fault | null }) {
  if (!fault) return null;
  return (
    <Banner kind="warning" alert>
      <p>{fault.kind === 'told' ? fault.text : t(`errors.${fault.kind}`)}</p>
    </Banner>
  );
}
