/** This phone as the server knows it: an id made here once, and a name its owner will recognise. */
import type { ThisDevice } from '../api/session';
import { newId } from '../domain/ids';

const STORED = 'motcua.device';

export function thisDevice(): ThisDevice {
  return { id: deviceId(), name: deviceName(navigator.userAgent) };
}

let remembered: string | null = null;

function deviceId(): string {
  try {
    remembered ??= localStorage.getItem(STORED);
    if (!remembered) {
      remembered = newId();
      localStorage.setItem(STORED, remembered);
    }
  } catch {
    remembered ??= newId();
  }
  return remembered;
}

const SYSTEMS = [/Android/, /iPhone/, /iPad/, /Windows/, /Mac OS/, /Linux/];
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Zalo/, 'Zalo'],
  [/coc_coc/, 'Cốc Cốc'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Edg/, 'Edge'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
];

export function deviceName(agent: string): string {
  const system = SYSTEMS.map((each) => each.exec(agent)?.[0]).find(Boolean);
  const browser = BROWSERS.find(([mark]) => mark.test(agent))?.[1];
  const model = /Android [^;]+; ([^;)]+?)(?: Build|\))/.exec(agent)?.[1];
  const known = model && model !== 'K' ? model : system;
  return [known, browser].filter(Boolean).join(' · ').slice(0, 60) || 'Web';
}
