import { dong } from '../../components/procedure-facts';
import type { Payment } from '../../domain/pay/payment';
import { lineWords } from './FeeWhy';
import { t } from './words';

/** What is owed, large and in words, and how it was counted. */
export function Sum({ payment, why = false }: { payment: Payment; why?: boolean }) {
  const { owed, words, quote } = payment;
  if (!owed) return null;
  return (
    <div class="sum">
      <p class="sum__number">{t('owed', { sum: dong(owed) })}</p>
      {words && <p>{t('words', { words })}</p>}
      {quote?.agreement === 'ask' && <p class="sum__new">{t('new_sum')}</p>}
      {quote?.reason && <p>{t('reason', { reason: quote.reason })}</p>}
      {why && quote && quote.lines.length > 0 && (
        <ul class="dots small">
          {quote.lines.map((line, index) => (
            <li key={index}>{lineWords(line)}</li>
          ))}
        </ul>
      )}
      <p class="soft small">{t(payment.waits ? 'waits' : 'not_now')}</p>
    </div>
  );
}
