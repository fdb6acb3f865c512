import type { DossierState } from '../../domain/states';
import { t } from '../words';

/** A state as officers call it. */
export function deskState(state: DossierState): string {
  return t(`state.${state}`);
}
