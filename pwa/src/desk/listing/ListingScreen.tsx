import './listing.css';
import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconPlus } from '../../components/icons';
import { TextInput } from '../../components/TextInput';
import { maskDate, readDate, showDate, today } from '../../domain/dates';
import { useTitle } from '../parts/useTitle';
import { useCall } from '../pay/useCall';
import { deskPaths } from '../state/paths';
import { isAdministrator } from '../state/session';
import { previewList, publishList, templates, type Wish } from './api';
import { PlanView, Published } from './PlanView';
import type { Plan } from './types';
import { tl } from './words';

const DAY_MS = 86_400_000;
const MOST_BYTES = 8 * 1024 * 1024;
const ACCEPTED = '.csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The commune's whole list from a file: looked at first, published from a day on. */
export function ListingScreen() {
  useTitle(tl('title'));
  return (
    <main class="page" id="main" tabIndex={-1}>
      <header class="page__head">
        <div>
          <h1 class="page__title">{tl('title')}</h1>
          <p class="soft">{tl('about')}</p>
        </div>
        <a href={deskPaths.procedures}>{tl('procedures')}</a>
      </header>
      {isAdministrator.value ? <Import /> : <Banner>{tl('not_administrator')}</Banner>}
    </main>
  );
}

function Import() {
  const [file, setFile] = useState<File | null>(null);
  const [wish, setWish] = useState<Wish>(() => ({ from: today(Date.now() + DAY_MS), whole: false }));
  const [plan, setPlan] = useState<Plan | null>(null);
  const [done, setDone] = useState<Plan | null>(null);
  const looking = useCall();
  const publishing = useCall();
  const large = file !== null && file.size > MOST_BYTES;
  const look = (chosen: File | null, wanted: Wish): void => {
    setFile(chosen);
    setWish(wanted);
    setPlan(null);
    setDone(null);
    if (chosen && chosen.size <= MOST_BYTES) void looking.run(() => previewList(chosen, wanted), setPlan);
  };
  const publish = (): void => {
    if (!file || !plan) return;
    void publishing.run(() => publishList(file, wish, plan.plan), (body) => {
      setDone(body);
      setPlan(null);
    });
  };
  return (
    <section class="block listing">
      <p>
        {tl('template')} <a href={templates.xlsx}>{tl('template.xlsx')}</a> · <a href={templates.csv}>{tl('template.csv')}</a>
      </p>
      <Wishes wish={wish} onChange={(changed) => look(file, changed)} />
      <label class="pick-file">
        <IconPlus /> {tl(file ? 'other' : 'pick')}
        <input
          class="unseen"
          type="file"
          accept={ACCEPTED}
          onChange={(event) => {
            look(event.currentTarget.files?.[0] ?? null, wish);
            event.currentTarget.value = '';
          }}
        />
      </label>
      <div role="status">
        {looking.busy && <p>{tl('reading', { name: file?.name ?? '' })}</p>}
        {large && <Banner kind="bad">{tl('errors.large')}</Banner>}
        {[looking.fault, publishing.fault].map((fault) => fault && <Banner key={fault} kind="bad">{fault}</Banner>)}
        {(looking.fault ?? publishing.fault) && file && (
          <Button kind="second" onClick={() => look(file, wish)}>
            {tl('again')}
          </Button>
        )}
        {done && <Done plan={done} />}
      </div>
      {plan && file && (
        <>
          <PlanView plan={plan} name={file.name} />
          <Publish plan={plan} busy={publishing.busy} onPublish={publish} onDrop={() => look(null, wish)} />
        </>
      )}
    </section>
  );
}

/** From which day, and whether the file names everything. */
function Wishes({ wish, onChange }: { wish: Wish; onChange: (wish: Wish) => void }) {
  const [typed, setTyped] = useState(showDate(wish.from));
  const day = readDate(typed);
  const type = (text: string): void => {
    const masked = maskDate(text);
    const from = readDate(masked);
    setTyped(masked);
    if (from && from !== wish.from) onChange({ ...wish, from });
  };
  return (
    <div class="listing__wishes">
      <TextInput label={tl('from')} value={typed} onInput={type} inputMode="numeric" error={day ? undefined : tl('fault.day')} />
      <label class="field__unknown">
        <input type="checkbox" checked={wish.whole} onChange={(event) => onChange({ ...wish, whole: event.currentTarget.checked })} />
        <span>{tl('whole')}</span>
      </label>
    </div>
  );
}

interface PublishProps {
  plan: Plan;
  busy: boolean;
  onPublish: () => void;
  onDrop: () => void;
}

function Publish({ plan, busy, onPublish, onDrop }: PublishProps) {
  const { counts } = plan;
  const changes = counts.new + counts.changed + counts.retired;
  return (
    <>
      <p>{tl('nothing_yet')}</p>
      <div class="row">
        <Button busy={busy} disabled={changes === 0 || counts.error > 0} onClick={onPublish}>
          {changes > 0 ? tl('publish', { n: changes, day: showDate(plan.from) }) : tl('nothing_new')}
        </Button>
        <Button kind="quiet" onClick={onDrop}>
          {tl('not_now')}
        </Button>
      </div>
    </>
  );
}

function Done({ plan }: { plan: Plan }) {
  const { counts, from } = plan;
  return (
    <>
      <Banner kind="good" title={tl('done', { day: showDate(from) })}>
        {tl('done_counts', { fresh: counts.new, changed: counts.changed, retired: counts.retired })}
      </Banner>
      <Published plan={plan} />
    </>
  );
}
