import { type Icon, IconClock, IconMoney, IconPin } from '../../components/icons';
import { daysFact, feeFact } from '../../components/procedure-facts';
import { feeQuote } from '../../domain/fees';
import type { ProcedureDetail } from '../../domain/procedure';
import { catalogue } from '../../state/catalogue';
import { rates } from '../../state/places';
import { t } from './words';

/** How long, how much, and whether one has to go: the three things that everybody asks. */
export function Facts({ detail }: { detail: ProcedureDetail }) {
  const presence = detail.presence?.required ?? 'none';
  return (
    <dl class="facts">
      <Fact sign={IconClock} name={t('days')} value={daysFact(detail.days?.value)} more={sure(detail.days)} />
      <Fact sign={IconMoney} name={t('fee')} value={feeWords(detail)} more={sure(detail.fee)} />
      <Fact sign={IconPin} name={t('presence')} value={t(`presence_${presence}`)} more={detail.presence?.text} />
    </dl>
  );
}

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
  value: string;
  more: string | undefined;
}

function Fact({ sign: Sign, name, value, more }: FactProps) {
  return (
    <div class="facts__one">
      <Sign />
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong>
        {more && more.replace(/\.$/, '') !== value && <p class="soft small">{more}</p>}
      </dd>
    </div>
  );
}
