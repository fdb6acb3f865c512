import type { DeskDossier, ShownAnswer } from '../api/types';
import { td } from '../words';

/** What the form says, section by section. While a card is in view, what was read from it stands out. */
export function Answers({ dossier, card }: { dossier: DeskDossier; card: boolean }) {
  return (
    <>
      {dossier.sections.map((section) => (
        <section key={section.key} class="block">
          <h2 class="block__title">{section.title}</h2>
          <dl class="answers">
            {section.answers.map((answer) => (
              <Answer key={answer.key} answer={answer} marked={card && answer.from_card} />
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}

/** The answers to be compared with the card in view, gathered above the others. */
export function CardAnswers({ dossier }: { dossier: DeskDossier }) {
  const found = dossier.sections.flatMap((section) => section.answers.filter((answer) => answer.from_card && answer.text));
  if (!found.length) return null;
  return (
    <section class="block block--card">
      <h2 class="block__title">{td('card.title')}</h2>
      <dl class="answers">
        {found.map((answer) => (
          <Answer key={answer.key} answer={answer} marked />
        ))}
      </dl>
    </section>
  );
}

function Answer({ answer, marked }: { answer: ShownAnswer; marked: boolean }) {
  return (
    <div class={`answers__line${marked ? ' answers__line--card' : ''}`}>
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
