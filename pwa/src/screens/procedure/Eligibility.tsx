import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { RadioTiles } from '../../components/Tiles';
import type { Answers } from '../../domain/answers';
import type { EligibilityQuestion, ProcedureDetail } from '../../domain/procedure';
import { eligibilityOf } from '../../domain/questions';
import { eligibilityAnswers } from '../../state/procedure-page';
import { t } from './words';

/** A few questions that spare somebody a dossier which could not succeed; a form that is begun now knows them. */
export function Eligibility({ detail }: { detail: ProcedureDetail }) {
  const { code } = detail;
  const given = eligibilityAnswers.value;
  const answers = given?.code === code ? given.answers : {};
  const setAnswers = (changed: Answers): void => {
    eligibilityAnswers.value = { code, answers: changed };
  };
  if (!detail.eligibility?.length) return null;
  const { asked, stop, complete } = eligibilityOf(detail, answers);
  return (
    <Card title={t('check')}>
      {asked.map((question) => (
        <Question key={question.key} question={question} answers={answers} onAnswer={(value) => setAnswers({ ...answers, [question.key]: value })} />
      ))}
      <div class="stack" role="status">
        {stop && <Banner kind="warning">{stop.text}</Banner>}
        {complete && <Banner kind="good">{t('check_good')}</Banner>}
      </div>
      {(stop || complete) && (
        <Button kind="quiet" onClick={() => setAnswers({})}>
          {t('check_again')}
        </Button>
      )}
    </Card>
  );
}

interface QuestionProps {
  question: EligibilityQuestion;
  answers: Answers;
  onAnswer: (value: boolean) => void;
}

function Question({ question, answers, onAnswer }: QuestionProps) {
  const chosen = answers[question.key];
  const options = [
    { value: 'true', label: t('yes') },
    { value: 'false', label: t('no') },
  ];
  return (
    <RadioTiles
      label={question.ask}
      options={options}
      value={typeof chosen === 'boolean' ? String(chosen) : null}
      onChoose={(value) => onAnswer(value === 'true')}
    />
  );
}
