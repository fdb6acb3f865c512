import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { RadioTiles } from '../../components/Tiles';
import { showDate } from '../../domain/dates';
import { communeOf } from '../../state/places';
import { communeName } from '../inputs/places';
import type { Reading } from './ScanSheet';
import { t } from './words';

interface CardFoundProps {
  reading: Reading;
  address: boolean;
  onUse: (commune: string | undefined) => void;
  onAgain: () => void;
}

/** A card with something to ask: what does not fit, or which of today's communes it is. */
export function CardFound({ reading: { card, choices }, address, onUse, onAgain }: CardFoundProps) {
  const [chosen, setChosen] = useState<string | null>(choices.length === 1 ? (choices[0] ?? null) : null);
  const several = address && choices.length > 1;
  return (
    <>
      <h2>{card.full_name ? t('found', { name: card.full_name }) : t('found_unnamed')}</h2>
      {card.doubts.length > 0 && (
        <Banner kind="warning" alert title={t('doubts')}>
          <ul class="dots">
            {card.doubts.map((doubt) => (
              <li key={doubt}>{t(`doubt.${doubt}`)}</li>
            ))}
          </ul>
        </Banner>
      )}
      <dl class="card-lines">
        <div>
          <dt>{t('number')}</dt>
          <dd>{card.id_number}</dd>
        </div>
        {card.birth_date && (
          <div>
            <dt>{t('born')}</dt>
            <dd>{showDate(card.birth_date)}</dd>
          </div>
        )}
        {card.address && (
          <div>
            <dt>{t('address')}</dt>
            <dd>{card.address}</dd>
          </div>
        )}
      </dl>
      {several && (
        <RadioTiles
          label={t('which')}
          help={t('which_help')}
          value={chosen}
          onChoose={setChosen}
          options={choices.map((code) => {
            const commune = communeOf(code);
            return { value: code, label: commune ? communeName(commune) : code };
          })}
        />
      )}
      {address && choices.length === 0 && <p>{t('unknown_place')}</p>}
      <Button wide onClick={() => onUse(chosen ?? undefined)}>
        {t('use')}
      </Button>
      <Button kind="quiet" onClick={onAgain}>
        {t('again')}
      </Button>
    </>
  );
}
