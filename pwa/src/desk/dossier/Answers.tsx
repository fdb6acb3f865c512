import type { DeskDossier, DeskPaper, ShownAnswer } from '../api/types';
import { td } from '../words';

interface AnswersProps {
  dossier: DeskDossier;
  /** What the page in view should say too. */
  compared: readonly ShownAnswer[];
}

/** What the form says, section by section; what the page in view should say stands out. */
export function Answers({ dossier, compared }: AnswersProps) {
  return (
    <>
      {dossier.sections.map((section) => (
        <section key={section.key} class="block">
          <h2 class="block__title">{section.title}</h2>
          <dl class="answers">
            {section.answers.map((answer) => (
              <Answer key={answer.key} answer={answer} marked={compared.includes(answer)} />
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}

/** The answers next to the paper they come from: what to compare with the page in view. */
export function ComparedAnswers({ paper, compared }: { paper: DeskPaper | undefined; compared: readonly ShownAnswer[] }) {
  if (!paper || !compared.length) return null;
  return (
    <section class="block block--compared">
      <h2 class="block__title">{td('compare.title', { paper: paper.name })}</h2>
      <dl class="answers">
        {compared.map((answer) => (
          <Answer key={answer.key} answer={answer} marked />
        ))}
      </dl>
    </section>
  );
}

function Answer({ answer, marked }: { answer: ShownAnswer; marked: boolean }) {
  return (
    <div class={`answers__line${marked ? ' answers__line--marked' : ''}`}>
      <dt title={answer.official === answer.label ? undefined : answer.official}>{answer.label}</dt>
      <dd>{answer.columns && answer.rows ? <Table answer={answer} /> : answer.not_known ? <span class="answers__unknown">{td('answer.unknown')}</span> : (answer.text ?? '—')}</dd>
    </div>
  );
}

function Table({ answer }: { answer: ShownAnswer }) {
  return (
    <table class="answers__table">
      <thead>
        <tr>
          {answer.columns?.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {answer.rows?.map((row, index) => (
          <tr key={index}>
            {row.map((cell, place) => (
              <td key={place}>{cell ?? '—'}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
