import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import type { Condition } from '../../domain/conditions';
import { Choice } from './Choice';
import { conditionWords, optionWords, plain } from './saying';
import type { Question } from './types';
import { tq } from './words';

interface ConditionFieldProps {
  condition: Condition | null;
  questions: readonly Question[];
  onChange: (condition: Condition | null) => void;
  error: string | null;
}

const ALWAYS = '';

/**
 * In which case a paper is needed: always, or by one answer of the form. Conditions of several parts
 * are shown in words and can be taken away; they are written in the package's files.
 */
export function ConditionField({ condition, questions, onChange, error }: ConditionFieldProps) {
  const simple = condition === null || 'is' in condition;
  if (!simple) {
    return (
      <div class="stack">
        <p>
          <strong>{tq('part.paper.when')}:</strong> {conditionWords(condition, questions)}
        </p>
        {error && <Banner kind="bad">{error}</Banner>}
        <Button kind="quiet" onClick={() => onChange(null)}>
          {tq('when.clear')}
        </Button>
      </div>
    );
  }
  const chosen = condition ? questions.find((question) => question.key === condition.field) : undefined;
  const asked = questions.filter((question) => valuesOf(question).length > 0);
  const put = (key: string): void => {
    const question = asked.find((each) => each.key === key);
    const [first] = question ? valuesOf(question) : [];
    onChange(question && first !== undefined ? { field: key, is: first } : null);
  };
  const values = chosen ? valuesOf(chosen) : [];
  return (
    <div class="form-grid form-grid--short">
      <Choice
        label={tq('part.paper.when')}
        value={condition?.field ?? ALWAYS}
        options={[[ALWAYS, tq('always')], ...lost(condition, chosen), ...asked.map((question) => [question.key, question.label] as const)]}
        onChoose={put}
        error={error}
      />
      {condition && chosen && (
        <Choice
          label={tq('when.answer')}
          value={plain(condition.is)}
          options={values.map((value) => [plain(value), optionWords(chosen, value)] as const)}
          onChoose={(text) => onChange({ field: chosen.key, is: values.find((value) => plain(value) === text) ?? text })}
        />
      )}
    </div>
  );
}

/** A condition on a question that is not there stays visible, so that it can be put right. */
function lost(condition: { field: string } | null, chosen: Question | undefined): (readonly [string, string])[] {
  return condition && !chosen ? [[condition.field, condition.field]] : [];
}

function valuesOf(question: Question): (string | boolean)[] {
  if (question.type === 'bool' || question.type === 'confirm') return [true, false];
  return question.options?.map(([code]) => code) ?? [];
}
