import './devices.css';
import { useState } from 'preact/hooks';
import { type Device, endDevice } from '../../actions/session/devices';
import type { Fault } from '../../actions/session/outcome';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconDevice, IconLock, IconOut } from '../../components/icons';
import { Sheet } from '../../components/Sheet';
import { calendarDay, clockTime } from '../../domain/dates';
import { t } from './words';

interface DeviceListProps {
  devices: readonly Device[];
  onChange: () => void;
  onFault: (fault: Fault | null) => void;
}

export function DeviceList({ devices, onChange, onFault }: DeviceListProps) {
  const [ending, setEnding] = useState<Device | null>(null);
  const end = async (device: Device, lost: boolean) => {
    setEnding(null);
    onFault(await endDevice(device.id, lost));
    onChange();
  };
  return (
    <>
      <ul class="devices">
        {devices.map((device) => (
          <li key={device.id} class="devices__one">
            <IconDevice />
            <div>
              <strong>{device.name}</strong>
              <p class="soft small">{told(device)}</p>
            </div>
            {!device.here && (
              <Button kind="quiet" onClick={() => setEnding(device)}>
                {t(device.signed_in ? 'end' : 'end_lost')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {ending && <EndOne device={ending} onClose={() => setEnding(null)} onEnd={(lost) => void end(ending, lost)} />}
    </>
  );
}

interface EndOneProps {
  device: Device;
  onClose: () => void;
  onEnd: (lost: boolean) => void;
}

/** Signing out leaves the phone its queue; a lost one may send nothing more, which is said before. */
function EndOne({ device, onClose, onEnd }: EndOneProps) {
  const [lost, setLost] = useState(!device.signed_in);
  return (
    <Sheet
      title={t(lost ? 'lost_title' : 'end_title', { name: device.name })}
      onClose={onClose}
      actions={
        lost ? (
          <Button kind="danger" icon={IconLock} onClick={() => onEnd(true)} wide>
            {t('lost_go')}
          </Button>
        ) : (
          <>
            <Button icon={IconOut} onClick={() => onEnd(false)} wide>
              {t('end_go')}
            </Button>
            <Button kind="danger" icon={IconLock} onClick={() => setLost(true)} wide>
              {t('end_lost')}
            </Button>
          </>
        )
      }
    >
      {lost ? (
        <>
          <p>{t('lost_text')}</p>
          <Banner kind="warning" title={t('lost_queue')}>
            <p>{t('lost_found')}</p>
          </Banner>
        </>
      ) : (
        <p>{t('end_text')}</p>
      )}
    </Sheet>
  );
}

function told(device: Device): string {
  if (device.here) return t('here');
  if (!device.signed_in) return t('signed_out');
  const { day, month, year } = calendarDay(device.last_seen_at);
  return t('seen', { when: `${clockTime(device.last_seen_at)} ${day}/${month}/${year}` });
}
