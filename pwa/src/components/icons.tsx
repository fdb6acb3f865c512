/** Every line icon; those of the first screen stand in a file of their own, which travels with it. */
import { icon } from './first-icons';

export * from './first-icons';

export const IconClose = icon('M6 6l12 12M18 6 6 18');
export const IconCheck = icon('M5 12.5l4.5 4.5L19 7.5');
export const IconClock = icon('M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2');
export const IconMoving = icon('M4 12a8 8 0 0 1 14-5.3L20 9M20 4v5h-5M20 12a8 8 0 0 1-14 5.3L4 15M4 20v-5h5');
export const IconHand = icon('M4 12v-1.5a1.5 1.5 0 0 1 3 0V12m0-1V6a1.5 1.5 0 0 1 3 0v5m0-1V4.5a1.5 1.5 0 0 1 3 0V10.5m0 .5V6a1.5 1.5 0 0 1 3 0v8l1-1.5c1-1.4 3-.5 2.5 1-1 3-3 7-8 7-4.5 0-8-3-8.5-8.5');
export const IconPen = icon('M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM13.5 7l3.5 3.5');
export const IconCamera = icon('M3 8h4l1.5-2.5h7L17 8h4v11H3zM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z');
export const IconPerson = icon('M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.5c.5-4 3.5-6 7.5-6s7 2 7.5 6');
export const IconPlus = icon('M12 5v14M5 12h14');
export const IconTrash = icon('M4.5 7h15M9 7V4.5h6V7M6.5 7l1 13h9l1-13M10 11v5.5M14 11v5.5');
export const IconSound = icon('M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11');
export const IconDevice = icon('M7 2.5h10v19H7zM11 18.5h2');
export const IconMoney = icon('M3 6.5h18v11H3zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM6 9.5v5M18 9.5v5');
export const IconPaper = icon('M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6');
export const IconLock = icon('M6 11h12v9.5H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 15v2');
export const IconShield = icon('M12 3l7.5 3v5.5c0 4.5-3 7.8-7.5 9.5-4.5-1.7-7.5-5-7.5-9.5V6zM8.5 12l2.5 2.5 4.5-5');
export const IconOut = icon('M13 4H5v16h8M10 12h11M17 8l4 4-4 4');
export const IconSend = icon('M4 12 20.5 4.5 15 20l-3.5-6zM11.5 14 20.5 4.5');
export const IconDownload = icon('M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14');
export const IconShare = icon('M12 15V4M8 7.5 12 3.5l4 4M6 11H4.5v9.5h15V11H18');
export const IconUp = icon('M12 19V5M6 11l6-6 6 6');
export const IconDown = icon('M12 5v14M6 13l6 6 6-6');
export const IconScan = icon('M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16');
