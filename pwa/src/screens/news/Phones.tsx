import { useEffect, useState } from 'preact/hooks';
import { hindrance, subscribe, type Subscribed, unsubscribe } from '../../actions/news/subscribe';
import { type Browser, endBrowser, readBrowsers } from '../../actions/news/wishes';
import type { Fault } from '../../actions/session/outcome';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { IconDevice } from '../../components/icons';
import { Skeleton } from '../../components/Skeleton';
import { RadioTiles } from '../../components/Tiles';
import { calendarDay } from '../../domain/dates';
import { IconBell } from './icons';
import { Sample } from './Sample';
import { t, whyNot } from './words';

/** This phone on or off, how much its lock screen shows, and the other phones that are called. */
export function Phones({ onFault }: { onFault: (fault: Fault | null) => void }) {
  const [browsers, setBrowsers] = useState<Browser[] | null>(null);
  const [end, setEnd] = useState<Subscribed | null>(null);
  const [busy, setBusy] = useState(false);
  const load = async (): Promise<void> => {
    const got = await readBrowsers();
    if ('got' in got) setBrowsers(got.got);
    else onFault(got.fault);
  };
  useEffect(() => void load(), []);
  const here = browsers?.find((each) => each.here) ?? null;
  const why = here ? null : hindrance();
  const turn = async (work: () => Promise<Subscribed | boolean>): Promise<void> => {
    setBusy(true);
    const done = await work();
    setEnd(typeof done === 'string' ? done : done ? null : 'no_link');
    await load();
    setBusy(false);
  };
  return (
    <>
      <Card title={t('here')}>
        {!browsers && <Skeleton lines={2} />}
        {browsers && <p>{t(here ? 'here_on' : 'here_off')}</p>}
        {why && <p>{t(`why.${why}`)}</p>}
        {!why && end && end !== 'on' && <Banner kind="warning" alert><p>{whyNot(end)}</p></Banner>}
        {here && (
          <>
            <RadioTiles label={t('lock')} help={t('lock_text')} options={(['private', 'discreet'] as const).map((value) => ({ value, label: t(`lock_${value}`) }))} value={here.detail} onChoose={(detail) => void turn(() => subscribe(detail as 'private'))} />
            <p class="soft small">{t('sample')}</p>
            <Sample discreet={here.detail === 'discreet'} />
            <Button kind="quiet" busy={busy} onClick={() => void turn(unsubscribe)}>{t('off')}</Button>
          </>
        )}
        {browsers && !here && !why && <Button wide icon={IconBell} busy={busy} onClick={() => void turn(subscribe)}>{t('on')}</Button>}
      </Card>
      <Others browsers={browsers?.filter((each) => !each.here) ?? []} onEnd={(id) => void endBrowser(id).then(onFault).then(load)} />
    </>
  );
}

function Others({ browsers, onEnd }: { browsers: Browser[]; onEnd: (id: string) => void }) {
  if (browsers.length === 0) return null;
  return (
    <Card title={t('others')}>
      <ul class="called">
        {browsers.map(({ id, name, since }) => (
          <li key={id} class="called__one">
            <IconDevice />
            <div>
              <strong>{name || t('other')}</strong>
              <p class="soft small">{t('other_since', { day: dayOf(since) })}</p>
            </div>
            <Button kind="quiet" onClick={() => onEnd(id)}>{t('other_end')}</Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function dayOf(moment: string): string {
  const { day, month, year } = calendarDay(moment);
  return `${day}/${month}/${year}`;
}
