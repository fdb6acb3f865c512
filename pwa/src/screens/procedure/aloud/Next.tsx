import './aloud.css';
import type { ComponentChildren } from 'preact';
import { Drawing } from '../../../components/pictures';
import type { ProcedureDetail } from '../../../domain/procedure';
import { steps } from './sentences';
import { keyed } from './keyed';
import { t } from './words';

const PHONE = <path class="f-indigo" d="M8 3h19a3 3 0 0 1 3 3v36a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3z" />;
const DESK = (
  <>
    <path class="f-yellow" d="M4 31h40v5H4z" />
    <path class="f-teal" d="M8 36h32v9H8z" />
    <circle class="f-skin" cx="17" cy="14" r="6" />
    <path class="f-indigo" d="M7 31c0-7 4-10 10-10s10 3 10 10z" />
  </>
);

/** One drawing a step, from the phone in the hand to the paper in the hand. */
const DRAWN: ComponentChildren[] = [
  <>
    {PHONE}
    <path class="f-pale" d="M8 8h19v30H8z" />
    <path class="f-line" d="M12 14h11M12 20h8" />
    <path class="f-red" d="M21 25h6l2-3h7l2 3h6v16H21z" />
    <circle class="f-pale" cx="32.5" cy="33" r="5" />
  </>,
  <>
    <path class="f-teal" d="m2 44 12-18 8 10 7-12 17 20z" />
    {PHONE}
    <path class="f-pale" d="M8 8h19v30H8z" />
    <path class="f-yellow" d="M17 13 46 4 37 31l-8-9z" />
    <path class="f-line" d="m29 22 17-18" />
  </>,
  <>
    {DESK}
    <circle class="f-pale" cx="36" cy="16" r="9" />
    <path class="f-line" d="M36 10v6l4 3" />
  </>,
  <>
    <path class="f-pale" d="M8 4h24v32H8z" />
    <path class="f-line" d="M13 11h14M13 17h14M13 23h8" />
    <circle class="f-red" cx="27" cy="29" r="6" />
    <path class="f-skin" d="M4 34c6-3 10 2 16 2h9c4 0 4 5 0 5H19l14 1 9-6c3-2 5 2 3 4l-11 7H14L4 43z" />
  </>,
];

/** Without a form somebody calls back. */
const CALLED = (
  <>
    <path class="f-red" d="M6 5h9l4 11-6 5c3 7 7 11 14 14l5-6 11 4v9c0 2-2 4-4 4C21 46 4 27 3 8c0-2 1-3 3-3z" />
    <path class="f-line" d="M27 10c6 1 10 5 11 11M28 3c10 1 16 8 17 17" />
  </>
);

/** What happens after this screen, drawn. */
export function Next({ detail }: { detail: ProcedureDetail }) {
  const told = steps(detail);
  return (
    <ol class="steps">
      {told.map((sentences, number) => (
        <li key={number} class="steps__one">
          <Drawing>{detail.mode === 'assistance' ? [DRAWN[0], DRAWN[1], CALLED, DESK][number] : DRAWN[number]}</Drawing>
          <p>{sentences.map((text) => t(keyed(text))).join(' ')}</p>
        </li>
      ))}
    </ol>
  );
}
