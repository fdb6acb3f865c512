/** Drawings of papers to bring or photograph; the names are those of the procedures' files. */
import './pictures.css';
import { Drawing } from './pictures';

const LEAF = 'pale:M10 4h28v40H10z';
const LINES = 'line:M16 13h16M16 19h16M16 25h10';

const DRAWN: Record<string, string> = {
  id_card: 'teal:M4 11h40v27H4z|white-fill:M8 19h12v15H8z|skin:14 24 3|indigo:M9 34c0-4 2-6 5-6s5 2 5 6z|white:M25 22h14M25 28h14M25 34h8M8 15h20',
  civil_record: 'red:M8 4h32v40H8z|pale:M11 7h26v34H11z|line:M17 14h14M15 21h18M15 26h18|red:30 34 5',
  marriage_certificate: 'red:M8 4h32v40H8z|pale:M11 7h26v34H11z|line:M17 14h14M15 35h18|ring:20.5 25 5|ring f-ring--two:27.5 25 5',
  birth_proof: `${LEAF}|line:M16 11h16|skin:24 20 5|red:M18 31c0-4 3-6 6-6s6 2 6 6-3 8-6 8-6-4-6-8z`,
  death_notice: `${LEAF}|${LINES}|indigo:M38 4v14L24 4z|line:M16 37h16`,
  court_paper: `${LEAF}|line:M24 11v20M18 33h12M15 16h18M15 16l-3 8h6zM33 16l-3 8h6z`,
  house_book: 'teal:M9 4h28a3 3 0 0 1 3 3v37H12a3 3 0 0 1-3-3z|white:m16 24 8-8 8 8M18 23v10h12V23',
  land_book: 'red:M8 4h32v40H8z|white:M15 12h18|yellow:M15 30l9-9 9 9v7H15z',
  contract: 'teal:M15 3h25v36H15z|pale:M8 9h25v36H8z|line:M13 17h15M13 23h15M13 36c2-4 4-4 4 0s3 0 4-1|red:M23 38h6v3h-6z',
  authority_letter: `${LEAF}|line:M16 11h16M20 24h8M25 21l3 3-3 3M15 38h12|red:15 24 3.5|teal:33 24 3.5`,
  letter: `${LEAF}|line:M16 12c2-2 4 2 6 0s4 2 6 0 3 1 4 0M16 19c2-2 4 2 6 0s4 2 6 0 3 1 4 0M16 26c2-2 4 2 6 0s3 1 4 0|yellow:m29 41 2-6 10-12 4 3-10 12z`,
  medical: `${LEAF}|red:M21 10h6v6h6v6h-6v6h-6v-6h-6v-6h6z|line:M16 34h16M16 39h10`,
  business: `${LEAF}|line:M16 10h16|red:m14 22 2-6h16l2 6c0 3-5 3-5 0 0 3-5 3-5 0 0 3-5 3-5 0 0 3-5 3-5 0z|yellow:M16 26h16v11H16z`,
  drawing: 'indigo:M5 9h38v30H5z|white:M11 15h15v18H11zM26 24h11v9H26M18 15v9h-7',
  school: `${LEAF}|indigo:m24 10 12 5-12 5-12-5z|line:M16 27h16M16 33h16`,
  merit: `${LEAF}|red:M19 9h10l-2 8h-6z|yellow:24 22 7|line:M16 35h16`,
  photo: 'pale:M11 5h26v38H11z|skin:24 19 7|indigo:M13 41c0-9 4-13 11-13s11 4 11 13z',
  form: `${LEAF}|line:M22 13h11M22 22h11M22 31h11|teal:M14 10h5v5h-5zM14 19h5v5h-5zM14 28h5v5h-5z`,
};

const PLAIN = `${LEAF}|${LINES}`;

export function PaperPicture({ name }: { name: string | undefined }) {
  return <Drawing>{DRAWN[name ?? ''] ?? PLAIN}</Drawing>;
}
