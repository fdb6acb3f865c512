import { Banner } from '../../components/Banner';
import { dong } from '../../components/procedure-facts';
import { RadioTiles } from '../../components/Tiles';
import type { Draft } from '../../domain/draft';
import { feeQuote, type LocalRates } from '../../domain/fees';
import { moneyInWords } from '../../domain/money';
import { feeLines } from '../../domain/pay/lines';
import type { FeeLine } from '../../domain/pay/payment';
import type { ProcedureDetail } from '../../domain/procedure';
import { askedAnswers } from '../../domain/questions';
import { words } from '../../words';
import vi from '../../words/vi/fee.json';

const t = words(vi, () => import('../../words/en/fee.json'));

export interface FeeWhyProps {
  detail: ProcedureDetail;
  draft: Draft;
  local: LocalRates | undefined;
  /** The sum that stands above, and that travels with the submission. */
  amount: number | null;
  onExempt: (group: string | undefined) => void;
}

/** Why the sum is what it is, the sum in words, and who pays nothing by which paper. */
export function FeeWhy({ detail, draft, local, amount, onExempt }: FeeWhyProps) {
  const exempt = detail.fee?.groups?.find(({ key }) => key === draft.exempt);
  const asked = { local, unsure: detail.fee?.confidence === 'low' };
  const answers = askedAnswers(detail, draft.answers);
  const lines = feeLines(detail.fee?.rules ?? [], answers, { ...asked, online: true });
  const atDesk = amount === 0 && !exempt ? feeQuote(detail, answers, { ...asked, online: false }) : 0;
  return (
    <>
      {atDesk !== 0 && (
        <Banner kind="good" title={t('free_online')}>
          {atDesk !== null && <p>{t('free_online_desk', { sum: dong(atDesk) })}</p>}
        </Banner>
      )}
      {amount !== null && amount > 0 && <p>{t('words', { words: moneyInWords(amount) })}</p>}
      {!exempt && lines.length > 0 && amount !== 0 && (
        <>
          <h3 class="small">{t('why')}</h3>
          <ul class="dots">
            {lines.map((line, index) => (
              <li key={index}>{lineWords(line)}</li>
            ))}
          </ul>
        </>
      )}
      {amount === null && <p>{t('ask')}</p>}
      {amount !== 0 && <p class="soft small">{t(amount === null ? 'ask_later' : detail.fee?.collect ?? 'before')}</p>}
      <Exempt detail={detail} chosen={exempt?.key} amount={amount} onExempt={onExempt} />
    </>
  );
}

export function lineWords({ kind, amount, unit_amount: unit, quantity, local }: FeeLine): string {
  if (amount === null) return t('line.ask');
  const sum = dong(amount);
  if (kind === 'per_copy' && unit !== null && quantity !== null) return t('line.per_copy', { unit: dong(unit), n: quantity, sum });
  if (kind === 'per_page') return t('line.per_page', { sum });
  if (kind === 'free') return t('line.free');
  return t(local ? 'line.local' : 'line.fixed', { sum });
}

interface ExemptProps {
  detail: ProcedureDetail;
  chosen: string | undefined;
  amount: number | null;
  onExempt: (group: string | undefined) => void;
}

/** Only asked where there is something to be exempt from. */
function Exempt({ detail, chosen, amount, onExempt }: ExemptProps) {
  const today = new Date().toISOString().slice(0, 10);
  const groups = (detail.fee?.groups ?? []).filter(({ to }) => !to || to >= today);
  if (groups.length === 0 || (amount === 0 && !chosen)) return null;
  return (
    <>
      <RadioTiles
        label={t('exempt.ask')}
        help={t('exempt.note')}
        value={chosen ?? ''}
        onChoose={(key) => onExempt(key || undefined)}
        options={[
          { value: '', label: t('exempt.none') },
          ...groups.map(({ key, text, proof }) => ({ value: key, label: text, help: t('exempt.proof', { proof }) })),
        ]}
      />
      {chosen && <Banner kind="good" title={t('exempt.free')} />}
    </>
  );
}
