import { useState } from 'preact/hooks';
import { Button } from '../../components/Button';
import { EmptyState } from '../../components/EmptyState';
import { showDate } from '../../domain/dates';
import { say } from '../state/dossier';
import { deskPaths } from '../state/paths';
import { mayTakeMoney } from '../state/session';
import { getLines } from './api';
import { LineForm } from './LineForm';
import { sum } from './parts';
import { effectOf } from './sums';
import type { BankLine, BankLines } from './types';
import { NotLoaded, useLoaded } from './useLoaded';
import { tp, wordFor } from './words';

/** Money that came and that nobody could match; each line waits for an officer's decision. */
export function Lines() {
  const [page, setPage] = useState(1);
  const loaded = useLoaded(() => getLines(page), String(page));
  const [open, setOpen] = useState<string | null>(null);
  const { value } = loaded;
  const decided = (after: BankLines): void => {
    setOpen(null);
    loaded.set(after);
    setPage(after.page);
    say({ key: 'said.saved' });
  };
  if (value?.total === 0) return <EmptyState picture="mountains" title={tp('lines.empty')} text={tp('lines.empty_text')} />;
  return (
    <section class="block" aria-label={tp('part.lines')}>
      <NotLoaded of={loaded} />
      {value && (
        <>
          <p class="soft">{tp('lines.total', { n: value.total })}</p>
          <table class="sums">
            <thead>
              <tr>
                <th scope="col">{tp('column.day')}</th>
                <th scope="col" class="sums__sum">{tp('column.sum')}</th>
                <th scope="col">{tp('column.purpose')}</th>
                <th scope="col">{tp('column.why')}</th>
                <th scope="col">
                  <span class="unseen">{tp('line.decide')}</span>
                </th>
              </tr>
            </thead>
            {value.items.map((line) => (
              <Row key={line.id} line={line} open={open === line.id} onOpen={() => setOpen(open === line.id ? null : line.id)} onDone={decided} onStale={loaded.reload} />
            ))}
          </table>
          <Pages page={value.page} pages={value.pages} onPage={setPage} />
        </>
      )}
    </section>
  );
}

interface RowProps {
  line: BankLine;
  open: boolean;
  onOpen: () => void;
  onDone: (after: BankLines) => void;
  onStale: () => void;
}

function Row({ line, open, onOpen, onDone, onStale }: RowProps) {
  return (
    <tbody class={open ? 'sums__open' : undefined}>
      <tr>
        <td>{showDate(line.booked_on)}</td>
        <td class="sums__sum">{sum(line.amount)}</td>
        <td class="sums__purpose">
          {line.purpose}
          <span class="soft small">
            {wordFor('source', line.source)} · {line.reference}
          </span>
        </td>
        <td>
          <strong>{wordFor('line_state', line.state)}</strong>
          <Effect line={line} />
          {line.dossier && <a href={deskPaths.dossier(line.dossier)}>{tp('open_dossier')}</a>}
        </td>
        <td>
          {mayTakeMoney.value && (
            <Button kind="second" onClick={onOpen}>
              {tp(open ? 'not_now' : 'line.decide')}
            </Button>
          )}
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={5}>
            <LineForm line={line} onDone={onDone} onClose={onOpen} onStale={onStale} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

/** What it lacks, or what is too much. */
function Effect({ line }: { line: BankLine }) {
  const effect = effectOf(line);
  if (!effect || line.expected === null) return null;
  return (
    <span class="soft small">
      {tp('line.expected', { sum: sum(line.expected) })}{' '}
      {effect.owed > 0 && tp('line.owed', { sum: sum(effect.owed) })}
      {effect.back > 0 && tp('line.back', { sum: sum(effect.back) })}
    </span>
  );
}

function Pages({ page, pages, onPage }: { page: number; pages: number; onPage: (page: number) => void }) {
  if (pages < 2) return null;
  return (
    <div class="row">
      <Button kind="second" disabled={page <= 1} onClick={() => onPage(page - 1)}>
        {tp('pages.before')}
      </Button>
      <span>{tp('pages', { page, pages })}</span>
      <Button kind="second" disabled={page >= pages} onClick={() => onPage(page + 1)}>
        {tp('pages.after')}
      </Button>
    </div>
  );
}
