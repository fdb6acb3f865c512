import { Button } from '../../components/Button';
import { IconTrash } from '../../components/icons';
import type { Answer } from '../../domain/answers';
import type { Condition } from '../../domain/conditions';
import { Choice } from './Choice';
import { answersOf, begun, made, testsFor, type Test } from './condition-parts';
import { WholeNumber } from './FeeFields';
import { optionWords, plain } from './saying';
import type { Question } from './types';
import { tq } from './words';

interface RowProps {
  row: { field: string; test: Test; values: Answer[] };
  questions: readonly Question[];
  onChange: (condition: Condition | null) => void;
}

/** One test: which question, how it is compared, with what. */
export function ConditionRow({ row, questions, onChange }: RowProps) {
  const { field, test, values } = row;
  const question = questions.find((each) => each.key === field);
  const ask = (key: string): void => {
    const next = questions.find((each) => each.key === key);
    if (next) onChange(begun(next, test));
  };
  const tests = question ? testsFor(question) : [];
  return (
    <div class="when__row">
      <Choice
        label={tq('when.question')}
        value={field}
        options={[...(question ? [] : [[field, field] as const]), ...questions.map((each) => [each.key, each.label] as const)]}
        onChoose={ask}
      />
      {question && (
        <Choice
          label={tq('when.test')}
          value={test}
          options={[...tests, ...(tests.includes(test) ? [] : [test])].map((each) => [each, tq(`test.${each}`)] as const)}
          onChoose={(next) => onChange(begun(question, next as Test, values))}
        />
      )}
      {question && <Wanted question={question} row={row} onChange={onChange} />}
      <Button kind="quiet" icon={IconTrash} onClick={() => onChange(null)}>
        {tq('when.remove')}
      </Button>
    </div>
  );
}

/** With what an answer is compared: one answer, several, or a number. */
function Wanted({ question, row: { field, test, values }, onChange }: { question: Question } & Omit<RowProps, 'questions'>) {
  const answers = answersOf(question);
  if (test === 'at_least' || test === 'below') {
    const number = typeof values[0] === 'number' ? values[0] : null;
    return <WholeNumber key={field} label={tq('when.number')} help="" value={number} onChange={(next) => next !== null && onChange(made(field, test, [next]))} error={null} />;
  }
  if (test === 'one_of' || test === 'none_of') {
    const pick = (answer: string | boolean): void => {
      const next = answers.filter((each) => values.includes(each) !== (each === answer));
      if (next.length) onChange(made(field, test, next));
    };
    return (
      <fieldset class="when__several">
        <legend>{tq('when.answer')}</legend>
        {answers.map((answer) => (
          <label key={plain(answer)}>
            <input type="checkbox" checked={values.includes(answer)} onChange={() => pick(answer)} /> {optionWords(question, answer)}
          </label>
        ))}
      </fieldset>
    );
  }
  if (test === 'known' || test === 'unknown') return null;
  const known = answers.some((answer) => answer === values[0]);
  return (
    <Choice
      label={tq('when.answer')}
      value={plain(values[0])}
      options={[...(known ? [] : [values[0]]), ...answers].map((answer) => [plain(answer), optionWords(question, answer)] as const)}
      onChoose={(text) => onChange(made(field, test, [answers.find((answer) => plain(answer) === text) ?? text]))}
    />
  );
}
