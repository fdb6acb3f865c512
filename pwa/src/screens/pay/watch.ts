/** Asks whether the money has come: often at first, seldom later, at once when the person comes back. */
import { useEffect, useState } from 'preact/hooks';
import { type Asked, loadPayment } from '../../actions/pay/pay';
import type { OutboxEntry } from '../../domain/outbox';
import type { DossierRecord } from '../../domain/dossier';
import { online } from '../../state/connection';
import { entries } from '../../state/shelf';

const FIRST_MS = 3_000;
const LONGEST_MS = 60_000;

export function usePolling(ask: () => Promise<unknown>, active: boolean): void {
  useEffect(() => {
    if (!active) return;
    let pause = FIRST_MS;
    let timer: ReturnType<typeof setTimeout>;
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void look(), pause);
      pause = Math.min(LONGEST_MS, pause * 1.5);
    };
    const look = async (): Promise<void> => {
      if (document.visibilityState === 'visible' && online.peek()) await ask();
      wait();
    };
    const back = (): void => {
      if (document.visibilityState !== 'visible') return;
      pause = FIRST_MS;
      void look();
    };
    wait();
    document.addEventListener('visibilitychange', back);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', back);
      pause = Infinity;
    };
  }, [active]);
}

/** The choice that is still on its way to the commune, if any. */
export const intentOf = (dossier: string): OutboxEntry | undefined =>
  entries.value.find(({ kind, dossier: about }) => kind === 'pay_intent' && about === dossier);

/** Asked anew at every opening, when the dossier changed, and when a choice has arrived. */
export function usePayment(record: DossierRecord | undefined, id: string): Asked | null {
  const [asked, setAsked] = useState<Asked | null>(null);
  const waiting = intentOf(id)?.key;
  useEffect(() => {
    if (!record || waiting !== undefined) return;
    void loadPayment(id).then(setAsked);
  }, [id, record !== undefined, record?.detail?.updated_at, waiting]);
  return asked;
}
