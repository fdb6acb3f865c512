import { useEffect, useState } from 'preact/hooks';
import type { Draft } from '../../domain/draft';
import type { ProcedureDetail } from '../../domain/procedure';
import { type Loaded, loadProcedure } from '../../state/procedures';

/** The version under which the draft was made, whatever is in force now. */
export function useDetail(draft: Draft | null): Loaded<ProcedureDetail> | null {
  const [loaded, setLoaded] = useState<Loaded<ProcedureDetail> | null>(null);
  const code = draft?.procedure;
  const version = draft?.version;
  useEffect(() => {
    let left = false;
    if (code) {
      void loadProcedure(code, version).then((result) => {
        if (!left) setLoaded(result);
      });
    }
    return () => {
      left = true;
    };
  }, [code, version]);
  return loaded;
}
