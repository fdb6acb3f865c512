/** How to take a picture right, drawn for those who read little: one drawing for each fault. */
import '../../../components/pictures.css';
import type { ComponentChildren } from 'preact';
import type { FaultKind } from '../../../capture/protocol';
import { Drawing } from '../../../components/pictures';

/** A phone seen from behind the hand: what it will take lies in its frame. */
const PHONE = (
  <>
    <path class="f-indigo" d="M10 2h28a3 3 0 0 1 3 3v38a3 3 0 0 1-3 3H10a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3z" />
    <path class="f-teal" d="M10 6h28v32H10z" />
    <circle class="f-white-fill" cx="24" cy="42" r="2" />
  </>
);
const SHEET = <path class="f-pale" d="M15 10h18v24H15z" />;
const LINES = <path class="f-line" d="M19 16h10M19 21h10M19 26h7" />;
const CARD = <path class="f-teal" d="M4 9h28v18H4z" />;

const DRAWN: Record<FaultKind, ComponentChildren> = {
  // Held with both hands, and nothing moves.
  blurred: (
    <>
      {PHONE}
      {SHEET}
      {LINES}
      <path class="f-skin" d="M0 24c4-3 10-2 11 1s-2 4-4 4l4 2c1 3-2 4-4 3l3 3c0 3-3 4-5 3l-5-2zM48 24c-4-3-10-2-11 1s2 4 4 4l-4 2c-1 3 2 4 4 3l-3 3c0 3 3 4 5 3l5-2z" />
    </>
  ),
  // A window beside the paper.
  dark: (
    <>
      <path class="f-indigo" d="M3 3h22v20H3z" />
      <path class="f-yellow" d="M6 6h7v6H6zM15 6h7v6h-7zM6 14h7v6H6zM15 14h7v6h-7z" />
      <path class="f-yellow" d="m8 25 8 11h8L16 25z" opacity=".5" />
      <path class="f-pale" d="M22 20h20v26H22z" />
      <path class="f-line" d="M27 27h10M27 33h10M27 39h7" />
    </>
  ),
  // The lamp above is off, and the paper shows all its words.
  glare: (
    <>
      <path class="f-pale" d="m3 36 24-11 18 8-24 13z" />
      <path class="f-line" d="m12 36 14-6M17 39l14-6.5M23 41.5l8-4" />
      <path class="f-yellow" d="M17 6h14l5 12H12z" />
      <path class="f-indigo" d="M22 0h4v6h-4z" />
      <path class="f-red" d="m12 3 2.5-2.5 22 19L34 22z" />
    </>
  ),
  // All four corners in the frame, with the table around them.
  cut: (
    <>
      {PHONE}
      {SHEET}
      {LINES}
      <path class="f-white" d="M12.5 12V8h4M31.5 8h4v4M35.5 32v4h-4M16.5 36h-4v-4" />
    </>
  ),
  // Nearer, until the paper fills the frame.
  far: (
    <>
      {PHONE}
      <path class="f-pale" d="M11 7h26v30H11z" />
      <path class="f-smoke" d="M19 16h10v12H19z" stroke-dasharray="2 2" />
      <path class="f-line" d="m17.5 14-4-4M13.5 14v-4h4M30.5 14l4-4M30.5 10h4v4M17.5 30l-4 4M13.5 30v4h4M30.5 30l4 4M30.5 34h4v-4" />
    </>
  ),
  upside_down: (
    <>
      <path class="f-pale" d="M13 8h22v30H13z" />
      <path class="f-line" d="M18 18h12M18 24h12M18 30h8" />
      <path class="f-red" d="M18 11h12v3H18z" />
      <path class="f-line" d="M40 12c6 9 4 22-6 29M34 36v5.5h5.5" />
    </>
  ),
  wrong_side: (
    <>
      {CARD}
      <path class="f-white" d="M8 14h20M8 19h20M8 23h20" />
      <path class="f-teal" d="M16 27h28v18H16z" />
      <path class="f-white-fill" d="M19 31h9v11h-9z" />
      <circle class="f-skin" cx="23.5" cy="35" r="2.5" />
      <path class="f-indigo" d="M20 42c0-3 1.5-4 3.5-4s3.5 1 3.5 4z" />
      <path class="f-white" d="M32 33h8M32 39h6" />
      <path class="f-line" d="M36 6c6 2 9 8 8 15M40 17l4 4 3.5-4" />
    </>
  ),
  // The written side lies under the empty one.
  blank: (
    <>
      <path class="f-pale" d="M6 6h26v36H6z" />
      <path class="f-line" d="M11 14h16M11 20h16M11 26h16M11 32h9" />
      <path class="f-white-fill" d="M32 6 20 42h12z" />
      <path class="f-line" d="M32 6 20 42h12z" />
      <path class="f-line" d="M38 12c6 7 6 17-1 24M36 30v6.5h6" />
    </>
  ),
};

export function AdvicePicture({ kind }: { kind: FaultKind }) {
  return <Drawing>{DRAWN[kind]}</Drawing>;
}
