import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { TextInput } from '../../components/TextInput';
import { REASON_LENGTH } from '../dossier/forms/shared';
import { grouped } from './sums';
import { tp } from './words';

/** "16.000 đồng" */
export function sum(amount: number): string {
  return tp('sum', { sum: grouped(amount) });
}

export function Line({ word, children }: { word: ComponentChildren; children: ComponentChildren }) {
  return (
    <div class="answers__line">
      <dt>{word}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface MoneyFormProps {
  title: string;
  /** The word on the button. */
  go: string;
  busy: boolean;
  fault: string | null;
  /** An earlier try left without an answer: nothing may be changed, only asked again. */
  inDoubt?: boolean;
  onAgain?: () => void;
  onSubmit: () => void;
  onClose: () => void;
  children: ComponentChildren;
}

/** A small form in its place; its first field has the focus, Escape closes it, its text is kept. */
export function MoneyForm({ title, go, busy, fault, inDoubt, onAgain, onSubmit, onClose, children }: MoneyFormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>('input:not([type=hidden]), textarea, select, button');
    first?.focus();
    form.current?.scrollIntoView?.({ block: 'nearest' });
  }, []);
  return (
    <form
      ref={form}
      class="money-form"
      noValidate
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (inDoubt) onAgain?.();
        else onSubmit();
      }}
    >
      <p class="money-form__title">{title}</p>
      <fieldset class="money-form__fields" disabled={inDoubt || busy}>
        {children}
      </fieldset>
      <div role="alert">
        {inDoubt ? <Banner kind="warning">{tp('errors.in_doubt')}</Banner> : fault && <Banner kind="bad">{fault}</Banner>}
      </div>
      <div class="row">
        <Button type="submit" busy={busy}>
          {inDoubt ? tp('again') : go}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {tp('not_now')}
        </Button>
      </div>
    </form>
  );
}

interface ReasonProps {
  value: string;
  onInput: (value: string) => void;
  tried: boolean;
  help?: string;
}

export function Reason({ value, onInput, tried, help }: ReasonProps) {
  const short = tried && !enough(value);
  return (
    <TextInput label={tp('reason')} help={help} value={value} onInput={onInput} required maxLength={500} error={short ? tp('fault.reason', { n: REASON_LENGTH }) : null} />
  );
}

export function enough(reason: string): boolean {
  return reason.trim().length >= REASON_LENGTH;
}
