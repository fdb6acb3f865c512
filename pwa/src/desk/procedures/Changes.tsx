import type { Change, Parts, Question } from './types';
import { valueOf, whatOf } from './saying';
import { tq } from './words';

interface ChangesProps {
  changes: readonly Change[];
  /** The parts after the change, and before: a paper that goes is named by what it was. */
  parts: Parts;
  before?: Parts | undefined;
  questions: readonly Question[];
}

/** Old beside new, one line a thing that changes. */
export function Changes({ changes, parts, before, questions }: ChangesProps) {
  return (
    <dl class="changes">
      {changes.map((change) => (
        <div key={change.path} class="changes__one">
          <dt>{whatOf(change.path, named(change, parts, before))}</dt>
          <dd>
            <span class="changes__side">{tq('was')}</span>
            <del>{valueOf(change, change.before, questions)}</del>
          </dd>
          <dd>
            <span class="changes__side">{tq('becomes')}</span>
            <ins>{valueOf(change, change.after, questions)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What keeps its place is called as it was before: that is how the reader knows it. */
function named(change: Change, parts: Parts, before: Parts | undefined): Parts {
  return before && change.before !== null ? before : parts;
}
