import { useState } from 'preact/hooks';
import type { Fault } from '../../actions/session/outcome';

/** Runs one verb at a time and keeps what went wrong with it. */
export function useVerb() {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const run = async (verb: () => Promise<Fault | null>): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setFault(null);
    const outcome = await verb();
    setBusy(false);
    setFault(outcome);
    return outcome === null;
  };
  return { busy, fault, run };
}
