import { Button } from '../../components/Button';
import type { Difference } from '../../domain/people';
import { answerText } from '../show';
import { t } from './words';

interface DifferencesProps {
  differences: readonly Difference[];
  by: 'card' | 'known';
  onChoose: (difference: Difference, other: boolean) => void;
}

/** Two answers to one question: both are shown, the person chooses. */
export function Differences({ differences, by, onChoose }: DifferencesProps) {
  return (
    <>
      {differences.map((difference) => (
        <section key={difference.field.key} class="card differs" role="group" aria-label={difference.field.label}>
          <h2>{t('differs', { label: difference.field.label })}</h2>
          <p>{t('now', { value: answerText(difference.field, difference.now) })}</p>
          <p>{t(by === 'card' ? 'card_says' : 'known_says', { value: answerText(difference.field, difference.other) })}</p>
          <Button kind="second" wide onClick={() => onChoose(difference, true)}>
            {t(by === 'card' ? 'take_card' : 'take_known')}
          </Button>
          <Button kind="quiet" onClick={() => onChoose(difference, false)}>
            {t('keep')}
          </Button>
        </section>
      ))}
    </>
  );
}
