import { useEffect, useState } from 'preact/hooks';
import { openOnDesk } from '../state/dossier';
import { getPayment } from './api';
import type { DeskPayment } from './types';

export interface Payment {
  payment: DeskPayment | null;
  fault: boolean;
  reload: () => void;
  /** What an act answered; the dossier moved on with it. */
  take: (after: DeskPayment) => void;
}

/** The money of the open dossier; asked again whenever the dossier moves on. */
export function usePayment(dossier: string, version: number): Payment {
  const [payment, setPayment] = useState<DeskPayment | null>(null);
  const [fault, setFault] = useState(false);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let wanted = true;
    void getPayment(dossier).then((answer) => {
      if (!wanted) return;
      setFault(answer.kind !== 'ok');
      if (answer.kind === 'ok') setPayment(answer.body);
    });
    return () => {
      wanted = false;
    };
  }, [dossier, version, asked]);
  const take = (after: DeskPayment): void => {
    setPayment(after);
    void openOnDesk(dossier);
  };
  return { payment, fault, reload: () => setAsked(asked + 1), take };
}
