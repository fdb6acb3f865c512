/** Drawings of papers to bring or photograph; the names are those of the procedures' files. */
import './pictures.css';
import type { ComponentChildren } from 'preact';
import { Drawing } from './pictures';

const LEAF = <path class="f-pale" d="M10 4h28v40H10z" />;
const LINES = <path class="f-line" d="M16 13h16M16 19h16M16 25h10" />;

const DRAWN: Record<string, ComponentChildren> = {
  id_card: (
    <>
      <path class="f-teal" d="M4 11h40v27H4z" />
      <path class="f-white-fill" d="M8 19h12v15H8z" />
      <circle class="f-skin" cx="14" cy="24" r="3" />
      <path class="f-indigo" d="M9 34c0-4 2-6 5-6s5 2 5 6z" />
      <path class="f-white" d="M25 22h14M25 28h14M25 34h8M8 15h20" />
    </>
  ),
  civil_record: (
    <>
      <path class="f-red" d="M8 4h32v40H8z" />
      <path class="f-pale" d="M11 7h26v34H11z" />
      <path class="f-line" d="M17 14h14M15 21h18M15 26h18" />
      <circle class="f-red" cx="30" cy="34" r="5" />
    </>
  ),
  marriage_certificate: (
    <>
      <path class="f-red" d="M8 4h32v40H8z" />
      <path class="f-pale" d="M11 7h26v34H11z" />
      <path class="f-line" d="M17 14h14M15 35h18" />
      <circle class="f-ring" cx="20.5" cy="25" r="5" />
      <circle class="f-ring f-ring--two" cx="27.5" cy="25" r="5" />
    </>
  ),
  birth_proof: (
    <>
      {LEAF}
      <path class="f-line" d="M16 11h16" />
      <circle class="f-skin" cx="24" cy="20" r="5" />
      <path class="f-red" d="M18 31c0-4 3-6 6-6s6 2 6 6-3 8-6 8-6-4-6-8z" />
    </>
  ),
  death_notice: (
    <>
      {LEAF}
      {LINES}
      <path class="f-indigo" d="M38 4v14L24 4z" />
      <path class="f-line" d="M16 37h16" />
    </>
  ),
  court_paper: (
    <>
      {LEAF}
      <path class="f-line" d="M24 11v20M18 33h12M15 16h18M15 16l-3 8h6zM33 16l-3 8h6z" />
    </>
  ),
  house_book: (
    <>
      <path class="f-teal" d="M9 4h28a3 3 0 0 1 3 3v37H12a3 3 0 0 1-3-3z" />
      <path class="f-white" d="m16 24 8-8 8 8M18 23v10h12V23" />
    </>
  ),
  land_book: (
    <>
      <path class="f-red" d="M8 4h32v40H8z" />
      <path class="f-white" d="M15 12h18" />
      <path class="f-yellow" d="M15 30l9-9 9 9v7H15z" />
    </>
  ),
  contract: (
    <>
      <path class="f-teal" d="M15 3h25v36H15z" />
      <path class="f-pale" d="M8 9h25v36H8z" />
      <path class="f-line" d="M13 17h15M13 23h15M13 36c2-4 4-4 4 0s3 0 4-1" />
      <path class="f-red" d="M23 38h6v3h-6z" />
    </>
  ),
  authority_letter: (
    <>
      {LEAF}
      <path class="f-line" d="M16 11h16M20 24h8M25 21l3 3-3 3M15 38h12" />
      <circle class="f-red" cx="15" cy="24" r="3.5" />
      <circle class="f-teal" cx="33" cy="24" r="3.5" />
    </>
  ),
  letter: (
    <>
      {LEAF}
      <path class="f-line" d="M16 12c2-2 4 2 6 0s4 2 6 0 3 1 4 0M16 19c2-2 4 2 6 0s4 2 6 0 3 1 4 0M16 26c2-2 4 2 6 0s3 1 4 0" />
      <path class="f-yellow" d="m29 41 2-6 10-12 4 3-10 12z" />
    </>
  ),
  medical: (
    <>
      {LEAF}
      <path class="f-red" d="M21 10h6v6h6v6h-6v6h-6v-6h-6v-6h6z" />
      <path class="f-line" d="M16 34h16M16 39h10" />
    </>
  ),
  business: (
    <>
      {LEAF}
      <path class="f-line" d="M16 10h16" />
      <path class="f-red" d="m14 22 2-6h16l2 6c0 3-5 3-5 0 0 3-5 3-5 0 0 3-5 3-5 0 0 3-5 3-5 0z" />
      <path class="f-yellow" d="M16 26h16v11H16z" />
    </>
  ),
  drawing: (
    <>
      <path class="f-indigo" d="M5 9h38v30H5z" />
      <path class="f-white" d="M11 15h15v18H11zM26 24h11v9H26M18 15v9h-7" />
    </>
  ),
  school: (
    <>
      {LEAF}
      <path class="f-indigo" d="m24 10 12 5-12 5-12-5z" />
      <path class="f-line" d="M16 27h16M16 33h16" />
    </>
  ),
  merit: (
    <>
      {LEAF}
      <path class="f-red" d="M19 9h10l-2 8h-6z" />
      <circle class="f-yellow" cx="24" cy="22" r="7" />
      <path class="f-line" d="M16 35h16" />
    </>
  ),
  photo: (
    <>
      <path class="f-pale" d="M11 5h26v38H11z" />
      <circle class="f-skin" cx="24" cy="19" r="7" />
      <path class="f-indigo" d="M13 41c0-9 4-13 11-13s11 4 11 13z" />
    </>
  ),
  form: (
    <>
      {LEAF}
      <path class="f-line" d="M22 13h11M22 22h11M22 31h11" />
      <path class="f-teal" d="M14 10h5v5h-5zM14 19h5v5h-5zM14 28h5v5h-5z" />
    </>
  ),
};

const PLAIN = (
  <>
    {LEAF}
    {LINES}
  </>
);

export function PaperPicture({ name }: { name: string | undefined }) {
  return <Drawing>{DRAWN[name ?? ''] ?? PLAIN}</Drawing>;
}
