import './pin.css';
import type { ComponentChildren } from 'preact';
import { PIN_LENGTH } from '../domain/pin';
import { words } from '../words';
import vi from '../words/vi/pin.json';
import { Button } from './Button';
import { Drawing } from './pictures';

const t = words(vi, () => import('../words/en/pin.json'));

/** The place of a picture in this list is what the server knows of it: never reorder. */
const PICTURES: readonly (readonly [name: keyof typeof vi & `p.${string}`, drawing: ComponentChildren])[] = [
  ['p.buffalo', <><path class="f-indigo" d="M6 12c0 8 5 11 10 11h16c5 0 10-3 10-11-2 4-5 6-9 6H15c-4 0-7-2-9-6z" /><path class="f-indigo" d="M14 20h20l-3 20c-2 4-12 4-14 0z" /><path class="f-pale" d="M18 34h12v6c-2 3-10 3-12 0z" /><path class="f-white" d="M19 27v.2M29 27v.2" /></>],
  ['p.rooster', <><path class="f-yellow" d="M10 24c6 2 8-4 12-8l6 2c6 2 8 6 8 12 0 8-6 11-13 11S10 34 10 24z" /><path class="f-red" d="M22 16c-2-4 0-8 3-8 1-3 6-3 6 1 3 0 4 4 1 7l-4 3z" /><path class="f-teal" d="M10 24C4 20 4 12 8 8c0 6 4 8 8 12z" /><path class="f-line" d="M27 15v.2M32 17l4 2-4 1M20 41v4M26 41v4" /></>],
  ['p.fish', <><path class="f-teal" d="M4 24c7-11 20-13 30-3l10-8c-2 8-2 14 0 22l-10-8C24 37 11 35 4 24z" /><path class="f-white" d="M13 22v.2M20 17c3 5 3 9 0 14" /></>],
  ['p.flower', <><path class="f-red" d="M24 20c-6-4-6-14 0-16 6 2 6 12 0 16zM24 20c6 4 6 14 0 16-6-2-6-12 0-16zM24 20c-4 6-14 6-16 0 2-6 12-6 16 0zM24 20c4-6 14-6 16 0-2 6-12 6-16 0z" /><circle class="f-yellow" cx="24" cy="20" r="5" /><path class="f-line" d="M24 36v9M24 42c4 0 6-2 7-5" /></>],
  ['p.corn', <><path class="f-yellow" d="M17 20C17 10 20 4 24 4s7 6 7 16v12c0 6-14 6-14 0z" /><path class="f-line" d="M18 13h12M17 20h14M17 27h14M24 5v28" /><path class="f-teal" d="M24 45C12 44 10 32 12 22c6 4 10 12 12 23zM24 45c12-1 14-13 12-23-6 4-10 12-12 23z" /></>],
  ['p.mountain', <><path class="f-indigo" d="M2 42 18 12l9 14 6-8 13 24z" /><path class="f-white-fill" d="m18 12-6 11 4-2 3 3 3-4 2 1z" /></>],
  ['p.sun', <><circle class="f-yellow" cx="24" cy="24" r="11" /><path class="f-ring" d="M24 3v5M24 40v5M3 24h5M40 24h5M9 9l4 4M35 35l4 4M39 9l-4 4M13 35l-4 4" /></>],
  ['p.moon', <><path class="f-yellow" d="M30 4a20 20 0 1 0 14 30A17 17 0 0 1 30 4z" /><path class="f-ring f-ring--two" d="M37 12v.2M43 20v.2" /></>],
  ['p.house', <><path class="f-red" d="M3 22 24 6l21 16z" /><path class="f-yellow" d="M9 22h30v13H9z" /><path class="f-line" d="M11 35v9M24 35v9M37 35v9M20 35v-8h8v8" /></>],
  ['p.drum', <><path class="f-red" d="M9 13h30c3 8 3 16 0 24H9c-3-8-3-16 0-24z" /><path class="f-yellow" d="M8 10h32v5H8zM8 35h32v5H8z" /><path class="f-white" d="m10 19 9 12 9-12 10 12" /></>],
  ['p.basket', <><path class="f-yellow" d="M10 14h28l-5 28H15z" /><path class="f-line" d="M12 22h24M13 30h21M19 14l2 28M29 14l-2 28M10 14c-6 8-6 16-1 22M38 14c6 8 6 16 1 22" /></>],
  ['p.tree', <><path class="f-teal" d="M24 3c9 0 15 7 13 14 6 3 5 14-4 15H15c-9-1-10-12-4-15C9 10 15 3 24 3z" /><path class="f-red" d="M21 32h6l2 13H19z" /></>],
];

interface PinPadProps {
  chosen: readonly number[];
  onChange: (chosen: number[]) => void;
}

/** Twelve pictures, four of them chosen in order: a secret for people who do not remember digits. */
export function PinPad({ chosen, onChange }: PinPadProps) {
  const full = chosen.length >= PIN_LENGTH;
  return (
    <div class="pin">
      <ol class="pin__chosen" aria-label={t('chosen', { n: chosen.length })}>
        {Array.from({ length: PIN_LENGTH }, (_, place) => {
          const picture = PICTURES[chosen[place] ?? -1];
          return <li key={place}>{picture && <Drawing>{picture[1]}</Drawing>}</li>;
        })}
      </ol>
      <div class="pin__all">
        {PICTURES.map(([name, drawing], index) => (
          <button key={name} type="button" aria-label={t(name)} disabled={full} onClick={() => onChange([...chosen, index])}>
            <Drawing>{drawing}</Drawing>
            <span aria-hidden="true">{t(name)}</span>
          </button>
        ))}
      </div>
      <p class="unseen" role="status">
        {t('chosen', { n: chosen.length })}
      </p>
      {chosen.length > 0 && (
        <Button kind="quiet" onClick={() => onChange([])}>
          {t('again')}
        </Button>
      )}
    </div>
  );
}

/** Pictures to be shown and not chosen: what somebody at the desk is told to remember. */
export function PinPictures({ chosen }: { chosen: readonly number[] }) {
  return (
    <ol class="pin__shown">
      {chosen.map((place, index) => {
        const picture = PICTURES[place];
        return (
          <li key={index}>
            {picture && <Drawing>{picture[1]}</Drawing>}
            {picture && <span>{t(picture[0])}</span>}
          </li>
        );
      })}
    </ol>
  );
}
