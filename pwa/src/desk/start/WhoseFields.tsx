import { Banner } from '../../components/Banner';
import { TextInput } from '../../components/TextInput';
import { RadioTiles } from '../../components/Tiles';
import type { ProcedureDetail } from '../../domain/procedure';
import { ts } from '../words';
import { type PersonFaults, RELATIONS, type Started, type StartRelation } from './draft';

interface WhoseFieldsProps {
  detail: ProcedureDetail;
  started: Started;
  faults: PersonFaults;
  onChange: (change: Pick<Started, 'relation' | 'owner'>) => void;
}

/** For whom the person opposite files: a mother for her child, a neighbour for somebody old. */
export function WhoseFields({ detail, started: { relation, owner }, faults, onChange }: WhoseFieldsProps) {
  const part = (key: keyof Started['owner']) => ({
    label: ts(`owner.${key}`),
    value: owner[key],
    onInput: (value: string) => onChange({ relation, owner: { ...owner, [key]: value } }),
    error: faults[key] ? ts(faults[key]) : null,
  });
  const other = relation !== 'self';
  return (
    <section class="block">
      <RadioTiles
        label={ts('whose.title')}
        value={relation}
        onChoose={(chosen) => onChange({ relation: chosen as StartRelation, owner })}
        options={RELATIONS.map((each) => ({ value: each, label: ts(`whose.${each}`), help: ts(`whose.${each}_help`) }))}
      />
      {other && detail.who_may_file?.representative === false && (
        <Banner kind="warning" title={ts('whose.must_self')}>
          <p>{detail.who_may_file.text}</p>
        </Banner>
      )}
      {other && (
        <div class="form-grid form-grid--short">
          <TextInput {...part('full_name')} maxLength={120} required />
          <TextInput {...part('id_number')} maxLength={16} inputMode="numeric" />
          <TextInput {...part('birth_year')} maxLength={4} inputMode="numeric" />
        </div>
      )}
    </section>
  );
}
