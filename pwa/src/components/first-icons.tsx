/** Line icons on a 24-unit grid: those that the first screen and its frame draw. */
import type { FunctionComponent } from 'preact';

export interface IconProps {
  class?: string;
}

export type Icon = FunctionComponent<IconProps>;

/* @__NO_SIDE_EFFECTS__ */
export function icon(d: string): Icon {
  return (props) => (
    <svg class={`icon ${props.class ?? ''}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={d} />
    </svg>
  );
}

export const IconHome = icon('M3 11 12 4l9 7M6 9.5V20h12V9.5M10 20v-5h4v5');
export const IconFolder = icon('M3 7a2 2 0 0 1 2-2h4l2 2.5h8a2 2 0 0 1 2 2V17a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM7.5 13h6M7.5 16h4');
export const IconSearch = icon('M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5');
export const IconHelp = icon('M4 5h16v11h-8l-5 4v-4H4zM9.8 9a2.2 2.2 0 1 1 3.2 2c-.7.3-1 .7-1 1.2M12 14v.2');
export const IconBack = icon('M15 5l-7 7 7 7');
export const IconNext = icon('M9 5l7 7-7 7');
export const IconWarning = icon('M12 4 2.8 19.5h18.4zM12 10v4.5M12 17v.2');
export const IconStop = icon('M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM8.5 8.5l7 7M15.5 8.5l-7 7');
export const IconInfo = icon('M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5.5M12 7.8V8');
export const IconDone = icon('M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM8 12.3l2.8 2.7L16 9.5');
export const IconPhone = icon('M6 3.5h3l1.5 4-2 1.8a11 11 0 0 0 6.2 6.2l1.8-2 4 1.5v3c0 1.5-1 2.5-2.5 2.5C10.5 20 4 13.5 3.5 6 3.5 4.5 4.5 3.5 6 3.5z');
export const IconPeople = icon('M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2.5 19.5c.4-3.5 3-5 6.5-5s6.1 1.5 6.5 5M16 5.5a3 3 0 0 1 0 6M18 14.8c2 .6 3.3 2 3.5 4.7');
export const IconNoLink = icon('M3 9a14 14 0 0 1 4-2.6M10.5 5A14 14 0 0 1 21 9M6.5 13a9 9 0 0 1 4-2.3M17.5 13a9 9 0 0 0-2-1.4M12 18v.2M4 3l16 18');
export const IconGear = icon('M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M5.3 5.3l2.1 2.1M16.6 16.6l2.1 2.1M18.7 5.3l-2.1 2.1M7.4 16.6l-2.1 2.1');
