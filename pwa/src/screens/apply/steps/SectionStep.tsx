import { useEffect, useState } from 'preact/hooks';
import { editDraft, setAnswer } from '../../../actions/editDraft';
import { Banner } from '../../../components/Banner';
import { later } from '../../../components/later';
import type { Draft } from '../../../domain/draft';
import type { Field, ProcedureDetail } from '../../../domain/procedure';
import type { AskedSection } from '../../../domain/questions';
import { checkSection } from '../../../forms/check';
import { FieldInput } from '../../../forms/FieldInput';
import { prefill } from '../../../forms/prefill';
import { account } from '../../../state/shelf';
import { StepFrame, type StepWay } from '../StepFrame';
import { t } from '../words';

/** Scanning a card, and people known from before: a help, which a weak link may lack. */
export const Helper = later(() => import('../../../forms/people/Helper').then((m) => m.Helper), true);

interface SectionStepProps {
  draft: Draft;
  detail: ProcedureDetail | null;
  section: AskedSection;
  way: StepWay;
}

/** One section of the procedure's form, at most five questions. */
export function SectionStep({ draft, detail, section, way }: SectionStepProps) {
  const [tried, setTried] = useState(false);
  const asked = section.fields.map(({ key }) => key).join();
  // A question may come up by an answer to the one before it.
  useEffect(() => {
    const found = prefill(section, draft, sourcesOf(draft));
    if (Object.keys(found).length === 0) return;
    void editDraft((now) => ({ ...now, answers: { ...found, ...now.answers } }));
  }, [section.key, asked]);
  const personal = section.fields.some(({ prefill: source }) => /^(card|profile)/.test(source ?? ''));
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
      {personal && detail && <Helper detail={detail} draft={draft} section={section} onEdit={(change) => void editDraft(change)} />}
      {section.fields.map((field) => (
        <div key={field.key}>
          <FieldInput
            field={field}
            value={draft.answers[field.key]}
            fault={tried ? (faults.get(field.key) ?? null) : null}
            onChange={(answer) => void setAnswer(field.key, answer)}
          />
          <From field={field} draft={draft} />
        </div>
      ))}
    </StepFrame>
  );
}

/** What was not typed says where it is from, as long as it was not changed. */
function From({ field: { key }, draft: { answers, filled } }: { field: Field; draft: Draft }) {
  const mark = filled?.[key];
  if (!mark) return null;
  const still = mark.value !== undefined && JSON.stringify(mark.value) === JSON.stringify(answers[key]);
  const text = [still && t(`section.${mark.by}`), mark.said && t('section.said', { text: mark.said })].filter(Boolean).join(' ');
  return text ? <p class="soft small field__from">{text}</p> : null;
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
