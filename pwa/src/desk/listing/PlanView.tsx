import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { showDate, today } from '../../domain/dates';
import { PosterLink } from '../procedures/Posters';
import { deskPaths } from '../state/paths';
import { csvOf, save } from './report';
import type { Finding, Level, Line, LineKind, Plan } from './types';
import { tl } from './words';

const KINDS: LineKind[] = ['new', 'changed', 'unchanged', 'retired'];
const LEVELS: Level[] = ['error', 'left_out', 'note'];
/** Of each kind so many are drawn; the report has all findings. */
const SHOWN = 100;

/** What publishing the file would do, and what is to be said of its rows. */
export function PlanView({ plan, name }: { plan: Plan; name: string }) {
  const { counts, lines, findings } = plan;
  return (
    <>
      <h2 class="block__title">{tl('plan', { name, day: showDate(plan.from) })}</h2>
      <ul class="tally">
        {KINDS.map((kind) => (
          <li key={kind} class={`tally__one tally__one--${kind}`}>
            <strong>{counts[kind]}</strong> {tl(`kind.${kind}`)}
          </li>
        ))}
      </ul>
      {counts.error > 0 && <Banner kind="bad">{tl('errors.faulty', { n: counts.error })}</Banner>}
      {findings.length > 0 && (
        <Button kind="second" onClick={() => save(reportOf(findings), tl('report.name'))}>
          {tl('report.save', { n: findings.length })}
        </Button>
      )}
      {LEVELS.map((level) => (
        <Findings key={level} level={level} findings={findings.filter((each) => each.level === level)} />
      ))}
      {KINDS.map((kind) => (
        <Lines key={kind} kind={kind} lines={lines.filter((each) => each.kind === kind)} />
      ))}
    </>
  );
}

function reportOf(findings: readonly Finding[]): string {
  const head = [tl('row'), tl('column'), tl('code'), tl('report.level'), tl('message')];
  return csvOf(head, findings, ({ level }) => tl(`level.${level}`));
}

function Findings({ level, findings }: { level: Level; findings: Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <details class="listed" open={level === 'error'}>
      <summary>
        {tl(`level.${level}`)} ({findings.length})
      </summary>
      <table class="sums">
        <thead>
          <tr>
            <th scope="col">{tl('row')}</th>
            <th scope="col">{tl('column')}</th>
            <th scope="col">{tl('message')}</th>
          </tr>
        </thead>
        <tbody>
          {findings.slice(0, SHOWN).map((each, index) => (
            <tr key={index}>
              <td>{each.row || tl('whole_file')}</td>
              <td>{each.column}</td>
              <td>
                {each.message} {each.code && <span class="soft small">{each.code}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Rest of={findings.length} />
    </details>
  );
}

/** What was published, each with its page and, where it holds already, the page to print. */
export function Published({ plan }: { plan: Plan }) {
  const now = plan.from <= today(Date.now());
  return KINDS.map((kind) => <Lines key={kind} kind={kind} lines={plan.lines.filter((each) => each.kind === kind)} published poster={now && kind !== 'retired'} />);
}

interface LinesProps {
  kind: LineKind;
  lines: Line[];
  published?: boolean;
  poster?: boolean;
}

function Lines({ kind, lines, published = false, poster = false }: LinesProps) {
  if (lines.length === 0) return null;
  return (
    <details class="listed">
      <summary>
        {tl(`lines.${kind as Exclude<LineKind, 'unchanged'>}`)} ({lines.length})
      </summary>
      <ul class="listed__lines">
        {lines.slice(0, SHOWN).map((line) => (
          <li key={line.code}>
            <Named line={line} known={published || kind !== 'new'} /> <span class="soft small">{line.code}</span> {poster && <PosterLink code={line.code} />}
            {line.changes.map(({ part, before, after }) => (
              <p key={part} class="small">
                {part}: <del>{before || tl('nothing')}</del> → <ins>{after || tl('nothing')}</ins>
              </p>
            ))}
          </li>
        ))}
      </ul>
      <Rest of={lines.length} />
    </details>
  );
}

/** Leads to the procedure's page, beside this one: what was looked at here must not be lost. */
function Named({ line, known }: { line: Line; known: boolean }) {
  if (!known) return <>{line.name}</>;
  return (
    <a href={deskPaths.procedure(line.code)} target="_blank" rel="noopener">
      {line.name}
    </a>
  );
}

function Rest({ of }: { of: number }) {
  return of > SHOWN ? <p class="soft small">{tl('rest', { n: of - SHOWN })}</p> : null;
}
