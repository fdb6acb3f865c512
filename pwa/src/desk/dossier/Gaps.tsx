import { IconCheck, IconWarning } from '../../components/icons';
import type { DeskDossier } from '../api/types';
import { useProcedure } from '../start/useProcedure';
import { td } from '../words';

const SHOWN = 12;

/** What is missing comes before everything else. */
export function Gaps({ dossier }: { dossier: DeskDossier }) {
  const papers = dossier.papers.filter((paper) => paper.missing);
  const answers = dossier.sections.flatMap((section) => section.answers.filter((answer) => answer.not_known));
  const said = new Set(answers.map((answer) => `field:${answer.key}`));
  const silent = dossier.gaps.filter((gap) => gap.startsWith('field:') && !said.has(gap)).map((gap) => gap.slice('field:'.length));
  const labels = useLabels(dossier, silent);
  if (!papers.length && !answers.length && !silent.length) {
    // While papers are asked for, what is asked stands right below: nobody may read that all is here.
    if (dossier.supplement) return null;
    return (
      <p class="gaps gaps--none">
        <IconCheck /> {td('gaps.none')}
      </p>
    );
  }
  return (
    <section class="gaps">
      <h2 class="gaps__title">
        <IconWarning /> {td('gaps.title', { n: papers.length + answers.length + silent.length })}
      </h2>
      <ul>
        {papers.map((paper) => (
          <li key={paper.key}>
            <strong>{paper.name}</strong> · {td('gaps.paper')}
          </li>
        ))}
        {answers.map((answer) => (
          <li key={answer.key}>
            <strong>{answer.label}</strong> · {td('gaps.answer')}
          </li>
        ))}
        {silent.length > 0 && (
          <li>
            <strong>{td('gaps.others', { n: silent.length })}</strong>
            {labels.length > 0 && ` · ${labels.slice(0, SHOWN).join(', ')}${labels.length > SHOWN ? '…' : ''}`}
          </li>
        )}
      </ul>
    </section>
  );
}

/** A question nobody answered is not among the answers; the procedure knows how it is asked. */
function useLabels({ procedure, procedure_version }: DeskDossier, keys: readonly string[]): string[] {
  const { detail } = useProcedure(keys.length ? procedure : null, procedure_version);
  const fields = detail?.sections.flatMap((section) => section.fields) ?? [];
  return keys.flatMap((key) => fields.find((field) => field.key === key)?.label ?? []);
}
