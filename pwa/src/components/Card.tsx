import type { ComponentChildren } from 'preact';
import { IconNext } from './first-icons';

interface CardProps {
  children: ComponentChildren;
  title?: ComponentChildren;
  class?: string;
}

/** A sheet of paper on the table: one thing and what belongs to it. */
export function Card({ children, title, class: more = '' }: CardProps) {
  return (
    <section class={`card ${more}`}>
      {title && <h2 class="card__title">{title}</h2>}
      {children}
    </section>
  );
}

interface LinkCardProps {
  href: string;
  title: ComponentChildren;
  text?: ComponentChildren;
  /** An icon or a drawn picture at the left. */
  picture?: ComponentChildren;
  /** A state or a number at the right. */
  side?: ComponentChildren;
  onClick?: () => void;
}

/** A whole card that leads somewhere. */
export function LinkCard({ href, title, text, picture, side, onClick }: LinkCardProps) {
  return (
    <a class="card link-card" href={href} onClick={onClick}>
      {picture && <span class="link-card__picture">{picture}</span>}
      <span class="link-card__body">
        <span class="link-card__title">{title}</span>
        {text && <span class="link-card__text">{text}</span>}
        {side && <span class="link-card__side">{side}</span>}
      </span>
      <IconNext class="link-card__arrow" />
    </a>
  );
}
