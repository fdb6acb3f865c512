/**
 * Drawn pictures of what a procedure is about, for people who read little: flat shapes in the
 * colours of brocade. Here are those of the first screen; `more-pictures.tsx` has the others.
 */
import './pictures.css';
import type { ComponentChildren } from 'preact';

export const SHEET = 'pale:M11 5h19l8 8v30H11z|line:M30 5v8h8M17 19h14M17 25h14';

const DRAWN = {
  birth: 'red:M13 30c0-9 5-13 11-13s11 4 11 13c0 8-4 13-11 13s-11-5-11-13z|yellow:M13.5 27 24 36l10.5-9 .5 5-11 9-11-9z|skin:24 14 9|indigo:M15 13a9 9 0 0 1 18 0c-3-4-6-5-9-5s-6 1-9 5z|line:M20.5 15v.2M27.5 15v.2M22 18.5c1.3 1 2.7 1 4 0',
  copies: 'teal:M17 4h17l6 6v26H17z|pale:M9 12h17l6 6v26H9z|line:M26 12v6h6M14 24h12M14 30h12M14 36h7',
  stamp: `${SHEET}|red:31 36 9|white:m27 36 3 3 5.5-5.5`,
  signature: `${SHEET}|line:M15 37c3-6 5-6 5-1s3 1 4-1 3 3 5 0|yellow:m28 32 11-13 5 4-11 13-6 2z`,
  marriage: 'ring:18 29 11|ring f-ring--two:30 29 11|red:M24 15c-5-3-6-6-4-8s4 0 4 1c0-1 2-3 4-1s1 5-4 8z',
  single: `${SHEET}|ring:30 35 8|red:M24 17c-4-2-5-5-3-6.5s3 0 3 1c0-1 1-2.5 3-1s1 4.5-3 6.5z`,
  elder: 'indigo:M9 44c0-10 5-16 13-16s13 6 13 16z|skin:22 18 9|white-fill:M13 17a9 9 0 0 1 18 0c2-9-3-13-9-13s-11 4-9 13zM18 23c2 4 6 4 8 0-1 6-7 6-8 0z|line:M19 17.5v.2M25 17.5v.2|yellow:37 36 8|line:M37 31.5v9M34.5 34h4M35 38h4.5',
  residence: 'red:M4 22 20 8l16 14z|yellow:M8 22h24v12H8z|line:M10 34v9M20 34v9M30 34v9M16 34v-8h8v8|teal:M38 45s7-8 7-13.5a7 7 0 0 0-14 0C31 37 38 45 38 45z|pale:38 31.5 2.8',
  documents: SHEET,
} satisfies Record<string, string>;

export type PictureName = keyof typeof DRAWN;

const BY_CODE: Record<string, PictureName> = {
  '1.000894': 'marriage',
  '1.001193': 'birth',
  '1.004873': 'single',
  '1.014027': 'elder',
  '2.000635': 'copies',
  '2.000815': 'stamp',
  '2.000884': 'signature',
  '1.004194': 'residence',
};

/** Null where the first screen has no drawing of this procedure. */
export function pictureOf(code: string): PictureName | null {
  return BY_CODE[code] ?? null;
}

export function Picture({ name }: { name: PictureName }) {
  return <Drawing>{DRAWN[name]}</Drawing>;
}

/** Shapes as `colour:path`, or `colour:x y radius` for a circle, with a stroke between; or elements. */
export function Drawing({ children }: { children: ComponentChildren }) {
  return (
    <svg class="picture" viewBox="0 0 48 48" aria-hidden="true">
      {typeof children === 'string' ? children.split('|').map(shape) : children}
    </svg>
  );
}

function shape(said: string): ComponentChildren {
  const [colour, d = ''] = said.split(':');
  const [cx, cy, r] = d.split(' ');
  return d > ':' ? <path class={`f-${colour}`} d={d} /> : <circle class={`f-${colour}`} cx={cx} cy={cy} r={r} />;
}
