import { TextInput } from '../../components/TextInput';
import { ts } from '../words';
import type { PersonFault, Started } from './draft';

interface PersonFieldsProps {
  person: Started['person'];
  faults: Partial<Record<keyof Started['person'], PersonFault>>;
  onChange: (person: Started['person']) => void;
}

/** Who sits opposite; found again by identity number, or by phone and name. */
export function PersonFields({ person, faults, onChange }: PersonFieldsProps) {
  const part = (key: keyof Started['person']) => ({
    label: ts(`person.${key}`),
    value: person[key],
    onInput: (value: string) => onChange({ ...person, [key]: value }),
    error: faults[key] ? ts(faults[key]) : null,
  });
  return (
    <section class="block">
      <h2 class="block__title">{ts('person.title')}</h2>
      <p class="soft">{ts('person.help')}</p>
      <div class="form-grid form-grid--short">
        <TextInput {...part('full_name')} maxLength={120} required />
        <TextInput {...part('id_number')} maxLength={16} inputMode="numeric" />
        <TextInput {...part('phone')} maxLength={20} inputMode="tel" />
        <TextInput {...part('birth_year')} maxLength={4} inputMode="numeric" />
      </div>
    </section>
  );
}
