import type { ComponentChildren } from 'preact';
import { Button } from '../../../components/Button';
import { ta } from '../../words';
import { showForm } from '../shown-form';

interface ActFormShellProps {
  onSubmit: () => void;
  children: ComponentChildren;
  /** The word on the button. */
  go: string;
  danger?: boolean;
  busy?: boolean;
}

export function ActFormShell({ onSubmit, children, go, danger, busy }: ActFormShellProps) {
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      <p class="soft small">{ta('undo.promise')}</p>
      <div class="row">
        <Button type="submit" kind={danger ? 'danger' : 'primary'} busy={busy}>
          {go}
        </Button>
        <Button kind="quiet" onClick={() => showForm(null)}>
          {ta('not_now')}
        </Button>
      </div>
    </form>
  );
}

/** As the server asks: a reason of two letters is none. */
export const REASON_LENGTH = 10;

export function reasonFault(reason: string, tried: boolean): string | null {
  return tried && reason.trim().length < REASON_LENGTH ? ta('fault.reason', { n: REASON_LENGTH }) : null;
}

/** "2026-11-30" typed as 30/11/2026. */
export function dayFault(iso: string | null, tried: boolean): string | null {
  return tried && !iso ? ta('fault.day') : null;
}
