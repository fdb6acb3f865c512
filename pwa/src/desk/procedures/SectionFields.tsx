import { TextInput } from '../../components/TextInput';
import type { Errors } from './errors';
import type { EditedField, EditedSection } from './types';
import type { Work } from './useEdit';
import { tq } from './words';

const FIELD = ['label', 'help', 'example'] as const;

/** The plain words of the form's questions; which questions there are is national. */
export function SectionFields({ work, errors }: { work: Work; errors: Errors }) {
  const sections = work.typed?.parts.sections ?? [];
  if (!sections.length) return null;
  const put = (section: EditedSection): void => work.set('sections', sections.map((each) => (each.key === section.key ? section : each)));
  return (
    <section class="block">
      <h2 class="block__title">{tq('questions')}</h2>
      <p class="soft">{tq('questions.about')}</p>
      {sections.map((section) => (
        <details key={section.key} class="fold">
          <summary>{section.title}</summary>
          <Section section={section} errors={errors} onChange={put} />
        </details>
      ))}
    </section>
  );
}

interface SectionProps {
  section: EditedSection;
  errors: Errors;
  onChange: (section: EditedSection) => void;
}

function Section({ section, errors, onChange }: SectionProps) {
  const path = `sections.${section.key}`;
  const putField = (field: EditedField): void => onChange({ ...section, fields: section.fields.map((each) => (each.key === field.key ? field : each)) });
  return (
    <div class="form-grid">
      <TextInput label={tq('part.title')} value={section.title} onInput={(title) => onChange({ ...section, title })} maxLength={300} required error={errors(`${path}.title`)} />
      {section.fields.map((field) => (
        <fieldset key={field.key} class="editor__rule">
          <legend>{field.label}</legend>
          <div class="form-grid">
            {FIELD.map((name) => (
              <TextInput
                key={name}
                label={tq(`part.${name}`)}
                value={field[name] ?? ''}
                onInput={(text) => putField({ ...field, [name]: text || (name === 'label' ? '' : null) })}
                maxLength={300}
                required={name === 'label'}
                error={errors(`${path}.fields.${field.key}.${name}`)}
              />
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
