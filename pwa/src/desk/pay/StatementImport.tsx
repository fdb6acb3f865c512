import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconPlus } from '../../components/icons';
import { deskPaths } from '../state/paths';
import { mayTakeMoney } from '../state/session';
import { postStatement, previewStatement } from './api';
import { StatementTable } from './StatementTable';
import type { StatementPreview, StatementTaken } from './types';
import { useCall } from './useCall';
import { type PayKey, tp } from './words';

const MOST_BYTES = 16 * 1024 * 1024;
const ACCEPTED = '.csv,text/csv,text/plain';
/** What an import counts, in the order in which an officer wants to know it. */
const COUNTED = ['matched', 'confirms', 'known', 'partial', 'over', 'double', 'unknown', 'faults'] as const;
const TO_DECIDE = ['partial', 'over', 'double', 'unknown'] as const;

/** A bank's file: looked at first, taken over only when the officer says so. */
export function StatementImport() {
  const [file, setFile] = useState<File | null>(null);
  const [preview, setPreview] = useState<StatementPreview | null>(null);
  const [taken, setTaken] = useState<StatementTaken | null>(null);
  const looking = useCall();
  const taking = useCall();
  if (!mayTakeMoney.value) return <Banner kind="info">{tp('read_only')}</Banner>;
  const large = file !== null && file.size > MOST_BYTES;
  const look = (chosen: File | null): void => {
    setFile(chosen);
    setPreview(null);
    setTaken(null);
    if (chosen && chosen.size <= MOST_BYTES) void looking.run(() => previewStatement(chosen), setPreview);
  };
  const take = (): void => {
    if (file) void taking.run(() => postStatement(file), (body) => {
      setTaken(body);
      setPreview(null);
    });
  };
  return (
    <section class="block" aria-label={tp('part.statement')}>
      <label class="pick-file">
        <IconPlus /> {tp(file ? 'statement.other' : 'statement.pick')}
        <input
          class="unseen"
          type="file"
          accept={ACCEPTED}
          onChange={(event) => {
            look(event.currentTarget.files?.[0] ?? null);
            event.currentTarget.value = '';
          }}
        />
      </label>
      <p class="soft small">{tp('statement.help')}</p>
      <div role="status">
        {looking.busy && <p>{tp('statement.reading', { name: file?.name ?? '' })}</p>}
        {large && <Banner kind="bad">{tp('errors.large')}</Banner>}
        {[looking.fault, taking.fault].map((fault) => fault && <Banner key={fault} kind="bad">{fault}</Banner>)}
        {looking.fault && file && (
          <Button kind="second" onClick={() => look(file)}>
            {tp('again')}
          </Button>
        )}
        {taken && <Taken taken={taken} />}
      </div>
      {preview && <Preview name={file?.name ?? ''} preview={preview} busy={taking.busy} onTake={take} onDrop={() => look(null)} />}
    </section>
  );
}

interface PreviewProps {
  name: string;
  preview: StatementPreview;
  busy: boolean;
  onTake: () => void;
  onDrop: () => void;
}

function Preview({ name, preview, busy, onTake, onDrop }: PreviewProps) {
  const fresh = preview.counts.lines - preview.counts.known;
  return (
    <>
      <h2 class="block__title">{tp('statement.preview', { name })}</h2>
      {preview.imported && <Banner kind="info">{tp('statement.imported')}</Banner>}
      <StatementTable preview={preview} />
      <p>{tp('statement.nothing_yet')}</p>
      <div class="row">
        <Button busy={busy} disabled={fresh <= 0} onClick={onTake}>
          {fresh > 0 ? tp('statement.take', { n: fresh }) : tp('statement.nothing_new')}
        </Button>
        <Button kind="quiet" onClick={onDrop}>
          {tp('not_now')}
        </Button>
      </div>
    </>
  );
}

/** What became of each line. */
function Taken({ taken: { counts } }: { taken: StatementTaken }) {
  const waiting = TO_DECIDE.reduce((all, each) => all + (counts[each] ?? 0), 0);
  return (
    <Banner kind={waiting || counts.faults ? 'warning' : 'good'} title={tp('statement.taken')}>
      <ul class="counts">
        {COUNTED.filter((each) => counts[each]).map((each) => (
          <li key={each}>{tp(`count.${each}` as PayKey, { n: counts[each] ?? 0 })}</li>
        ))}
      </ul>
      {waiting > 0 && <a href={deskPaths.money('lines')}>{tp('statement.decide', { n: waiting })}</a>}
    </Banner>
  );
}
