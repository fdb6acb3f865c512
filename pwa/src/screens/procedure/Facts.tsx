import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../components/Button';
import { type Icon, IconClock, IconFolder, IconMoney, IconMoving, IconPaper, IconPeople } from '../../components/icons';
import { later } from '../../components/later';
import { daysFact, feeFact } from '../../components/procedure-facts';
import { feeQuote } from '../../domain/fees';
import type { ProcedureDetail } from '../../domain/procedure';
import { catalogue } from '../../state/catalogue';
import { hears } from '../../state/hearing';
import { rates } from '../../state/places';
import { Papers } from './Papers';
import { t } from './words';

/** What everybody asks, in the order in which it is asked: six rows of one sheet. */
export function Facts({ detail }: { detail: ProcedureDetail }) {
  const [drawn, setDrawn] = useState(false);
  const { outcome, result, note, who_may_file: who, presence, days, fee } = detail;
  const exempt = fee?.groups?.map(({ text, proof }) => `${text} (${proof})`) ?? fee?.exempt?.filter((each) => typeof each === 'string');
  return (
    <dl class="facts">
      <Fact sign={IconPaper} name={t('get')} value={outcome ?? result?.name ?? t('ask_desk')} more={note} />
      <Fact sign={IconPeople} name={t('who')} value={who?.text ?? t(who ? `who_${who.representative}` : 'ask_desk')} more={presence && (presence.text ?? t(`presence_${presence.required}`))} />
      <Fact sign={IconFolder} name={t('papers')}>
        <Papers detail={detail} />
      </Fact>
      <Fact sign={IconClock} name={t('days')} value={days?.value === undefined ? t('ask_desk') : daysFact(days.value)} more={sure(days)} />
      <Fact sign={IconMoney} name={t('fee')} value={feeWords(detail)} more={sure(fee)}>
        {!!exempt?.length && (
          <details class="small">
            <summary>{t('exempt')}</summary>
            <ul class="points">
              {exempt.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </details>
        )}
      </Fact>
      <Fact sign={IconMoving} name={t('next')} value={detail.mode === 'form' ? t('next_answer') : undefined} more={result?.text}>
        {drawn || hears() ? (
          <Next detail={detail} />
        ) : (
          <Button kind="quiet" onClick={() => setDrawn(true)}>
            {t('steps')}
          </Button>
        )}
      </Fact>
    </dl>
  );
}

const Next = later(() => import('./aloud').then(({ Next: Drawn }) => Drawn));

/** Where the confidence is low the explanation may hold a number that nobody should rely on. */
function sure(fact: { confidence?: string; text?: string } | undefined): string | undefined {
  return fact?.confidence === 'low' ? undefined : fact?.text;
}

/** By the commune's own rates where this phone has met them. */
function feeWords(detail: ProcedureDetail): string {
  const local = rates.value[detail.code] ?? {};
  const amount = feeQuote(detail, {}, { local });
  if (amount === 0 && feeQuote(detail, {}, { local, online: false })) return t('free_online');
  return feeFact(amount ?? shownFee(detail));
}

/** The index knows the amount that the server worked out; without it the plain rules tell. */
function shownFee(detail: ProcedureDetail): number | '?' | null {
  const row = catalogue.value?.entries.find((entry) => entry.code === detail.code);
  if (row) return row.fee;
  const rules = detail.fee?.rules ?? [];
  if (detail.fee?.confidence === 'low' || rules.some((rule) => rule.kind === 'unknown')) return '?';
  return rules.length > 0 && rules.every((rule) => rule.kind === 'free') ? 0 : null;
}

interface FactProps {
  sign: Icon;
  name: string;
  value?: string;
  more?: string | undefined;
  children?: ComponentChildren;
}

function Fact({ sign: Sign, name, value, more, children }: FactProps) {
  return (
    <div class="facts__one">
      <Sign />
      <dt>{name}</dt>
      <dd>
        {value && <strong>{value}</strong>}
        {children}
        {more && more.replace(/\.$/, '') !== value && <p class="soft small">{more}</p>}
      </dd>
    </div>
  );
}
