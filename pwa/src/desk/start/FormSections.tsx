import type { Answer, Answers } from '../../domain/answers';
import type { ProcedureDetail } from '../../domain/procedure';
import { askedSections } from '../../domain/questions';
import { type AnswerFault, checkSection } from '../../forms/check';
import { FieldInput } from '../../forms/FieldInput';

interface FormSectionsProps {
  detail: ProcedureDetail;
  answers: Answers;
  /** Shows what is wrong only after somebody tried to go on. */
  tried: boolean;
  onChange: (answers: Answers) => void;
}

/** All sections under one another: at the desk one types on, and does not turn pages. */
export function FormSections({ detail, answers, tried, onChange }: FormSectionsProps) {
  const set = (key: string, value: Answer | undefined): void => {
    const next = { ...answers };
    if (value === undefined) delete next[key];
    else next[key] = value;
    onChange(next);
  };
  return (
    <>
      {askedSections(detail, answers).map((section) => {
        const faults: Map<string, AnswerFault> = tried ? checkSection(section.fields, answers) : new Map<string, AnswerFault>();
        return (
          <section key={section.key} class="block">
            <h2 class="block__title">{section.title}</h2>
            <div class="form-grid">
              {section.fields.map((field) => (
                <FieldInput key={field.key} field={field} value={answers[field.key]} fault={faults.get(field.key) ?? null} onChange={(value) => set(field.key, value)} />
              ))}
            </div>
          </section>
        );
      })}
    </>
  );
}

export function faultCount(detail: ProcedureDetail, answers: Answers): number {
  return askedSections(detail, answers).reduce((sum, section) => sum + checkSection(section.fields, answers).size, 0);
}
