/** What a person decides about money, in one transaction each with what it concerns. */
import type { DossierRecord } from '../../domain/dossier';
import type { OutboxEntry } from '../../domain/outbox';
import { feeAsked } from '../../domain/pay/asked';
import type { Payment, PayWay } from '../../domain/pay/payment';
import { writing } from '../database';

/**
 * The choice of a way to pay, and no second one: the same choice again is the entry that waits, and
 * another way takes its place as long as it was not sent.
 */
export const keepIntent = (entry: OutboxEntry, way: PayWay): Promise<OutboxEntry> =>
  writing(['outbox', 'dossiers'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const all = await outbox.getAll();
    const before = all.filter(({ kind, dossier }) => kind === 'pay_intent' && dossier === entry.dossier);
    const same = before.find(({ body, parked }) => body === entry.body && parked === null);
    if (same) return same;
    for (const { key } of before) await outbox.delete(key);
    const placed = { ...entry, seq: Math.max(0, ...all.map(({ seq }) => seq)) + 1 };
    await outbox.put(placed);
    const dossiers = transaction.objectStore('dossiers');
    const record = await dossiers.get(entry.dossier);
    if (record) await dossiers.put({ ...record, pay_way: way });
    return placed;
  });

/**
 * "Đồng ý và gửi lại": the same submission under the next revision, with the sum that the person has
 * now seen. Only the sum that stands in the parked entry can be agreed to.
 */
export const agreeToFee = (key: string): Promise<void> =>
  writing(['outbox', 'drafts'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const entry = await outbox.get(key);
    const fee = entry && feeAsked(entry);
    if (entry?.parked !== 'fee_higher' || !fee) return;
    const drafts = transaction.objectStore('drafts');
    const draft = await drafts.get(entry.dossier);
    const revision = entry.revision + 1;
    const body = JSON.parse(entry.body) as { fee_quote: object };
    const fee_quote = { ...body.fee_quote, amount: fee.amount };
    await outbox.put({
      ...entry,
      revision,
      body: JSON.stringify({ ...body, revision, fee_quote }),
      ...{ phase: 'text', missing: [], parked: null, said: null, fee: null, next_at: 0 },
    });
    // A draft that was changed since keeps its changes for a revision of its own.
    const next = draft && draft.revision > entry.revision ? Math.max(draft.revision, revision + 1) : revision;
    if (draft) await drafts.put({ ...draft, revision: next, frozen: revision });
  });

/** What the server told of the money, beside the dossier that this phone knows. */
export const keepPayment = (payment: Payment): Promise<void> =>
  writing(['dossiers'], async (transaction) => {
    const store = transaction.objectStore('dossiers');
    const record: DossierRecord | undefined = await store.get(payment.dossier);
    if (record) await store.put({ ...record, payment });
  });
