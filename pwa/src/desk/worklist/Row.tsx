import { StateBadge } from '../../components/StateBadge';
import type { Row as RowData } from '../api/types';
import { IconSheets } from '../parts/icons';
import { UnverifiedMark } from '../parts/UnverifiedMark';
import { DueMark, shortMoment } from '../parts/DueMark';
import { deskState } from '../parts/states';
import { actOf } from '../state/acts';
import { nameOf } from '../state/office';
import { deskPaths } from '../state/paths';
import { officerId } from '../state/session';
import { t } from '../words';

export function Row({ row }: { row: RowData }) {
  return (
    <li>
      <a class="line" href={deskPaths.dossier(row.id)} data-row={row.id}>
        <span class="line__due">
          <DueMark due={row} />
        </span>
        <span class="line__who">
          <strong class="line__name">{row.owner_name}</strong>
          <span class="line__procedure">{row.procedure_name}</span>
        </span>
        <span class="line__reference">
          <span class="line__slip">{row.slip ?? '—'}</span>
          {row.code ? <span class="line__code">{row.code}</span> : row.received_at && <span class="line__code">{t('row.received', { at: shortMoment(row.received_at) })}</span>}
        </span>
        <span class="line__notes">
          <Notes row={row} />
        </span>
        <span class="line__state">
          <StateBadge state={row.state} label={deskState(row.state)} />
          <Holder officer={row.officer_id} />
        </span>
      </a>
    </li>
  );
}

function Notes({ row }: { row: RowData }) {
  const notes: [look: string, text: string][] = [];
  if (actOf(row.id)) notes.push(['wait', t('note.leaving')]);
  if (!row.opened && row.state === '1') notes.push(['new', t('note.new')]);
  if (row.kind === 'assistance') notes.push(['help', t('note.assistance')]);
  if (row.gaps > 0) notes.push(['wait', t('note.gaps', { n: row.gaps })]);
  if (row.channel === 'desk') notes.push(['plain', t('note.desk')]);
  if (row.pages > 0) notes.push(['plain', t('note.pages', { n: row.pages })]);
  return (
    <>
      {!row.verified && <UnverifiedMark />}
      {row.together > 0 && (
        <span class="note note--set">
          <IconSheets /> {t('note.set', { n: row.together })}
        </span>
      )}
      {notes.map(([look, text]) => (
        <span key={text} class={`note note--${look}`}>
          {text}
        </span>
      ))}
    </>
  );
}

function Holder({ officer }: { officer: string | null }) {
  if (!officer) return null;
  const mine = officer === officerId.value;
  return <span class="line__holder">{mine ? t('row.mine') : nameOf(officer)}</span>;
}
