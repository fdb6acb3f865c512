import './empty.css';
import type { ComponentChildren } from 'preact';
import { Scene, type SceneName } from './Scene';

interface EmptyStateProps {
  picture: SceneName;
  title: ComponentChildren;
  text?: ComponentChildren;
  /** The way on: a button or two. */
  children?: ComponentChildren;
}

/** Nothing here yet: a drawing, what would stand here, and the way on. */
export function EmptyState({ picture, title, text, children }: EmptyStateProps) {
  return (
    <div class="empty">
      <Scene name={picture} />
      <p class="empty__title">{title}</p>
      {text && <p class="empty__text">{text}</p>}
      {children && <div class="empty__way">{children}</div>}
    </div>
  );
}
