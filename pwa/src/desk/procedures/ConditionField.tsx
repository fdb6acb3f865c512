import { Button } from '../../components/Button';
import { IconPlus } from '../../components/icons';
import type { Condition } from '../../domain/conditions';
import { Choice } from './Choice';
import { answersOf, begun, closed, opened, rowOf, type Group } from './condition-parts';
import { ConditionRow } from './ConditionRow';
import { conditionWords } from './saying';
import type { Question } from './types';
import { tq } from './words';

interface ConditionFieldProps {
  condition: Condition | null;
  questions: readonly Question[];
  onChange: (condition: Condition | null) => void;
  error: string | null;
}

const ALWAYS = '';
const MOST = 20;
/** Groups within groups: more than anybody reads are said in words. */
const DEEPEST = 2;

/** In which case a paper is needed: always, or when all or one of several answers were given. */
export function ConditionField({ condition, questions, onChange, error }: ConditionFieldProps) {
  const first = likeliest(questions);
  const choose = (way: string): void => {
    if (way === ALWAYS || !first) onChange(null);
    else onChange(closed(way as Group, condition ? opened(condition).parts : [begun(first)]));
  };
  return (
    <div class="when">
      <Choice
        label={tq('part.paper.when')}
        value={condition ? opened(condition).group : ALWAYS}
        options={[[ALWAYS, tq('always')], ...(first || condition ? ([['all', tq('when.all')], ['any', tq('when.any')]] as const) : [])]}
        onChoose={choose}
        error={error}
      />
      {condition && <Parts condition={condition} questions={questions} onChange={onChange} depth={1} />}
      {condition && <p class="soft small">{tq('when.said', { what: conditionWords(condition, questions) })}</p>}
    </div>
  );
}

interface PartsProps {
  condition: Condition;
  questions: readonly Question[];
  onChange: (condition: Condition | null) => void;
  depth: number;
}

/** The tests of a group, one a row, and one more. */
function Parts({ condition, questions, onChange, depth }: PartsProps) {
  const { group, parts } = opened(condition);
  const put = (place: number, part: Condition | null): void => onChange(closed(group, parts.flatMap((each, at) => (at === place ? (part ?? []) : each))));
  const first = likeliest(questions);
  return (
    <>
      <ul class="when__parts">
        {parts.map((part, place) => (
          <li key={place}>
            <Part part={part} questions={questions} onChange={(next) => put(place, next)} depth={depth} />
          </li>
        ))}
      </ul>
      {first && parts.length < MOST && (
        <Button kind="quiet" icon={IconPlus} onClick={() => onChange(closed(group, [...parts, begun(first)]))}>
          {tq('when.add')}
        </Button>
      )}
    </>
  );
}

function Part({ part, questions, onChange, depth }: Omit<PartsProps, 'condition'> & { part: Condition }) {
  const row = rowOf(part);
  if (row) return <ConditionRow row={row} questions={questions} onChange={onChange} />;
  if ('not' in part || depth >= DEEPEST) return <Said part={part} questions={questions} onRemove={() => onChange(null)} />;
  const { group, parts } = opened(part);
  return (
    <fieldset class="when__group">
      <Choice label={tq('when.group')} value={group} options={[['all', tq('when.all')], ['any', tq('when.any')]]} onChoose={(way) => onChange(way === 'any' ? { any: parts } : { all: parts })} />
      <Parts condition={part} questions={questions} onChange={onChange} depth={depth + 1} />
    </fieldset>
  );
}

/** A question with a few answers says more than one that is merely answered or not. */
function likeliest(questions: readonly Question[]): Question | undefined {
  return questions.find((each) => answersOf(each).length > 0) ?? questions[0];
}

/** What has no rows: it stays as it is, or goes. */
function Said({ part, questions, onRemove }: { part: Condition; questions: readonly Question[]; onRemove: () => void }) {
  return (
    <div class="when__row">
      <p>{conditionWords(part, questions)}</p>
      <Button kind="quiet" onClick={onRemove}>
        {tq('when.remove')}
      </Button>
    </div>
  );
}
