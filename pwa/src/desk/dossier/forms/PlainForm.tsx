import { type ActKey, ta } from '../../words';
import type { ActFormProps } from '../ActPanel';
import { ActFormShell } from './shared';

/** An act that needs nothing but to be meant. */
export function PlainForm({ action, onSend }: ActFormProps) {
  return (
    <ActFormShell go={ta(`act.${action}`)} onSubmit={() => onSend({})}>
      <p>{ta(`about.${action}` as ActKey)}</p>
    </ActFormShell>
  );
}
