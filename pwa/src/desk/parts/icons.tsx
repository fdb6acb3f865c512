/** Icons that only the desk draws, on the grid of the others. */
import type { Icon } from '../../components/icons';

function icon(d: string): Icon {
  return (props) => (
    <svg class={`icon ${props.class ?? ''}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={d} />
    </svg>
  );
}

export const IconCalendar = icon('M4 6h16v14H4zM4 10.5h16M8 3.5V8M16 3.5V8');
export const IconZoomIn = icon('M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21M10.5 7.5v6M7.5 10.5h6');
export const IconZoomOut = icon('M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21M7.5 10.5h6');
export const IconFit = icon('M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M9 9h6v6H9z');
export const IconTurn = icon('M19.5 12a7.5 7.5 0 1 1-2.4-5.5L20 9M20 4v5h-5');
export const IconContrast = icon('M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 3.5v17M12 8h6.5M12 12h8M12 16h6.5');
export const IconDarker = icon('M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z');
export const IconLighter = icon('M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5V5M12 19v2.5M2.5 12H5M19 12h2.5M5.3 5.3 7 7M17 17l1.7 1.7M18.7 5.3 17 7M7 17l-1.7 1.7');
export const IconSeal = icon('M12 3l7 3v5.5c0 4.5-3 7.6-7 9.5-4-1.9-7-5-7-9.5V6zM8.8 12l2.3 2.3 4.2-4.4');
export const IconKeys = icon('M3 7h18v10H3zM6.5 10.5v.2M10 10.5v.2M14 10.5v.2M17.5 10.5v.2M8 14h8');
export const IconCopy = icon('M9 8h11v12H9zM15 8V4H4v12h5');
export const IconUndo = icon('M8 5 4 9l4 4M4.5 9H14a5.5 5.5 0 0 1 0 11H9');
export const IconPrint = icon('M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z');
export const IconFlag = icon('M6 21V4M6 5c4-2 7 2 12 0v9c-5 2-8-2-12 0');
export const IconSheets = icon('M8 9h12v11H8zM5 16V6.5h11.5M2 12.5V4h11');
