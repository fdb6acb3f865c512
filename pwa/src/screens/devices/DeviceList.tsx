import './devices.css';
import { useState } from 'preact/hooks';
import { type Device, endDevice } from '../../actions/session/devices';
import type { Fault } from '../../actions/session/outcome';
import { Button } from '../../components/Button';
import { IconDevice } from '../../components/icons';
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
                {t('end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {ending && (
        <Sheet
          title={t('end_title', { name: ending.name })}
          onClose={() => setEnding(null)}
          actions={
            <>
              <Button onClick={() => void end(ending, false)}>{t('end_go')}</Button>
              <Button kind="danger" onClick={() => void end(ending, true)}>
                {t('end_lost')}
              </Button>
            </>
          }
        >
          <p>{t('end_text')}</p>
        </Sheet>
      )}
    </>
  );
}

function told(device: Device): string {
  if (device.here) return t('here');
  if (!device.signed_in) return t('signed_out');
  const { day, month, year } = calendarDay(device.last_seen_at);
  return t('seen', { when: `${clockTime(device.last_seen_at)} ${day}/${month}/${year}` });
}
