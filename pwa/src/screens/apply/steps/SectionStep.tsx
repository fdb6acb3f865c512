import { useEffect, useState } from 'preact/hooks';
import { editDraft, setAnswer } from '../../../actions/editDraft';
import { Banner } from '../../../components/Banner';
import type { Draft } from '../../../domain/draft';
import type { AskedSection } from '../../../domain/questions';
import { checkSection } from '../../../forms/check';
import { FieldInput } from '../../../forms/FieldInput';
import { prefill } from '../../../forms/prefill';
import { account } from '../../../state/shelf';
import { StepFrame, type StepWay } from '../StepFrame';
import { t } from '../words';

interface SectionStepProps {
  draft: Draft;
  section: AskedSection;
  way: StepWay;
}

/** One section of the procedure's form, at most five questions. */
export function SectionStep({ draft, section, way }: SectionStepProps) {
  const [tried, setTried] = useState(false);
  useEffect(() => {
    const found = prefill(section, draft.answers, sourcesOf(draft));
    if (Object.keys(found).length === 0) return;
    void editDraft((now) => ({ ...now, answers: { ...found, ...now.answers } }));
  }, [section.key]);
  const faults = checkSection(section.fields, draft.answers);
  return (
    <StepFrame
      title={section.title}
      way={way}
      onNext={() => {
        setTried(true);
        return faults.size === 0;
      }}
    >
      {tried && faults.size > 0 && (
        <Banner kind="bad" alert title={t('section.wrong', { count: faults.size })} />
      )}
      {section.fields.map((field) => (
        <FieldInput
          key={field.key}
          field={field}
          value={draft.answers[field.key]}
          fault={tried ? (faults.get(field.key) ?? null) : null}
          onChange={(answer) => void setAnswer(field.key, answer)}
        />
      ))}
    </StepFrame>
  );
}

/** The account's data belong to the submitter; to the owner only when that is the same person. */
function sourcesOf(draft: Draft) {
  const person = account.peek();
  const own = draft.relation === 'self';
  const name = person?.full_name ?? (own ? (draft.owner?.full_name ?? null) : null);
  const submitter = name ? { full_name: name, phone: null } : null;
  const owner = own ? submitter : draft.owner ? { full_name: draft.owner.full_name, phone: null } : null;
  return { submitter, owner };
}
