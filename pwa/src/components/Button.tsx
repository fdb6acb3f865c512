import type { ComponentChildren } from 'preact';
import type { Icon } from './first-icons';

export interface ButtonProps {
  children: ComponentChildren;
  /** One primary a screen. `quiet` looks like a link but is as easy to hit. */
  kind?: 'primary' | 'second' | 'quiet' | 'danger';
  icon?: Icon;
  /** Turns the button into a link. */
  href?: string;
  onClick?: () => void;
  type?: 'button' | 'submit';
  disabled?: boolean;
  /** Something is under way: the button stays, says so, and cannot be pressed twice. */
  busy?: boolean;
  wide?: boolean;
  download?: string;
}

export function Button({
  children, kind = 'primary', icon: Sign, href, onClick, type = 'button', disabled, busy, wide, download,
}: ButtonProps) {
  const look = `button button--${kind}${wide ? ' button--wide' : ''}`;
  const inside = (
    <>
      {busy ? <span class="spinner" /> : Sign && <Sign />}
      <span>{children}</span>
    </>
  );
  if (href !== undefined) {
    return (
      <a class={look} href={href} onClick={onClick} download={download}>
        {inside}
      </a>
    );
  }
  return (
    <button class={look} type={type} onClick={onClick} disabled={disabled || busy} aria-busy={busy}>
      {inside}
    </button>
  );
}
