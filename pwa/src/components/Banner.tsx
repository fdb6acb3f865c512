import type { ComponentChildren } from 'preact';
import { IconDone, IconInfo, IconStop, IconWarning } from './first-icons';

export type BannerKind = 'info' | 'good' | 'warning' | 'bad';

const SIGNS = { info: IconInfo, good: IconDone, warning: IconWarning, bad: IconStop };

interface BannerProps {
  kind?: BannerKind;
  title?: ComponentChildren;
  children?: ComponentChildren;
  /** Says it aloud at once: for what went wrong just now. */
  alert?: boolean;
}

export function Banner({ kind = 'info', title, children, alert }: BannerProps) {
  const Sign = SIGNS[kind];
  return (
    <div class={`banner banner--${kind}`} role={alert ? 'alert' : undefined}>
      <Sign />
      <div>
        {title && <p class="banner__title">{title}</p>}
        {children}
      </div>
    </div>
  );
}
