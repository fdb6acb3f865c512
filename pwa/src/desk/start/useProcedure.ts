import { useEffect, useState } from 'preact/hooks';
import type { ProcedureDetail } from '../../domain/procedure';
import { loadProcedure } from '../../state/procedures';
import { loadCommunes } from '../../state/places';

/** A procedure's form; `version` keeps the one that a draft was made under. */
export function useProcedure(code: string | null, version?: number): { detail: ProcedureDetail | null; fault: boolean } {
  const [detail, setDetail] = useState<ProcedureDetail | null>(null);
  const [fault, setFault] = useState(false);
  useEffect(() => {
    setDetail(null);
    setFault(false);
    if (!code) return undefined;
    let wanted = true;
    void loadCommunes();
    void loadProcedure(code, version).then((found) => {
      if (!wanted) return;
      if ('data' in found) setDetail(found.data);
      else setFault(true);
    });
    return () => {
      wanted = false;
    };
  }, [code, version]);
  return { detail, fault };
}
