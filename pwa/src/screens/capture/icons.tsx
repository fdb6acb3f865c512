import { icon } from '../../components/icons';

export const IconLamp = icon('M13 2.5 5.5 13.5H11l-1 8 8-11.5h-5.5z');
export const IconTurn = icon('M19 12a7 7 0 1 1-2.5-5.4M19.5 3v5h-5');
export const IconCorners = icon('M5 6l13-2 2 14-14 2zM5 4.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6M18 2.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6M20 16.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6M6 18.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6');
export const IconWhole = icon('M4 4h16v16H4z');
