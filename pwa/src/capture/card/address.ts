/**
 * The address on a card as one of today's communes, where that is certain. Cards before 1/7/2025 name
 * commune, district and province of that time; `old-communes.json` says of each of today's communes
 * which of the 10,035 old ones, whole or in part, it was made of (docs/decisions/0088). An old commune
 * that was divided, or a name that two have, gives several: then the person is asked.
 */
import { fold } from '../../domain/fold';
import old from './old-communes.json';

/** What the list of communes on the phone has of each, in the order of their codes. */
export interface Unit {
  code: string;
  name: string;
  province: string;
  province_name: string;
}

export interface FoundPlace {
  /** One: certain. None or several: ask. */
  communes: string[];
  /** Hamlet and street, with the names of before where they have changed: nothing of the card is lost. */
  detail: string;
}

/** From this day on cards bear the new names. */
const RENAMED = '2025-07-01';
const KIND =
  /^(?:tỉnh|thành phố|tp|thị xã|tx|quận|q\.|huyện|h\.|xã|x\.|phường|p\.|thị trấn|tt|đặc khu)[.\s]+|^(?:tp|tx|tt|q|h|x|p)\./iu;

/** "Thành phố Lai Châu", "TP.Lai Châu" and "LAI CHÂU" are the same; so are "Phường 01" and "phường 1". */
export const bare = (name: string): string =>
  fold(name.normalize('NFC').trim().replace(KIND, '')).replace(/^0+(?=\d)/, '');

export function findPlace(address: string, issued_on: string | null, units: readonly Unit[]): FoundPlace {
  const parts = address.split(/\s*,\s*/).filter(Boolean);
  const names = parts.map(bare);
  const before = inOldNames(names, units);
  const after = issued_on !== null && issued_on < RENAMED ? [] : inNewNames(names, units);
  const found = new Set([...before, ...after].map(({ code }) => code));
  const [only] = found;
  if (found.size !== 1 || only === undefined) return { communes: [...found], detail: address };
  const unit = units.find(({ code }) => code === only);
  return { communes: [only], detail: after.length > 0 ? parts.slice(0, -2).join(', ') : detailOf(parts, unit) };
}

/** "Bản Chiềng (trước là Xuân Cao, Thường Xuân)": the post and the neighbours know it by that name. */
function detailOf(parts: readonly string[], unit: Unit | undefined): string {
  const hamlet = parts.slice(0, -3).join(', ');
  const [commune = '', district = '', province = ''] = parts.slice(-3);
  const same = bare(commune) === fold(unit?.name ?? '');
  const moved = bare(province) !== fold(unit?.province_name ?? '');
  if (same && !moved) return hamlet;
  const was = [commune, district, ...(moved ? [province] : [])].join(', ');
  return hamlet ? `${hamlet} (trước là ${was})` : `Trước là ${was}`;
}

function inNewNames(names: readonly string[], units: readonly Unit[]): Unit[] {
  const [commune, province] = names.slice(-2);
  return units.filter((unit) => fold(unit.name) === commune && bare(unit.province_name) === province);
}

function inOldNames(names: readonly string[], units: readonly Unit[]): Unit[] {
  const [commune, district, province] = names.slice(-3);
  if (!commune || !district || !province) return [];
  const provinces = [...new Set(units.map((unit) => unit.province))];
  return provinces.flatMap((code, place) => {
    const own = units.filter((unit) => unit.province === code);
    const [heads = '', ...lines] = (old.provinces[place] ?? '').split('\n');
    const marks = marksOf(heads, district, province);
    // Another list than the one this file was made for: then nothing is certain.
    if (marks.length === 0 || lines.length !== own.length) return [];
    return own.filter((unit, index) => has(lines[index] ?? '', marks, commune, fold(unit.name)));
  });
}

const FIRST = 65;
const LETTERS = 26;
const BEYOND = 0xc0;
/** Districts are numbered over all provinces of the line: A to Z, then letters from U+00C0 on. */
const markOf = (index: number): string => String.fromCharCode(index < LETTERS ? FIRST + index : BEYOND - LETTERS + index);

/** "ha giang:bac me,bac quang;tuyen quang:chiem hoa": marks of the districts so named in that province. */
function marksOf(heads: string, district: string, province: string): string[] {
  const all = heads.split(';').flatMap((head) => {
    const [name, list = ''] = head.split(':');
    return list.split(',').map((each) => name === province && each === district);
  });
  return all.flatMap((wanted, index) => (wanted ? [markOf(index)] : []));
}

/** "B,nam cao": of district B the commune of the same name, and Nam Cao. */
function has(line: string, marks: readonly string[], commune: string, name: string): boolean {
  return (line.match(/[^a-z0-9 ,][a-z0-9 ,]*/g) ?? []).some(
    (group) =>
      marks.includes(group.charAt(0)) &&
      group
        .slice(1)
        .split(',')
        .some((each) => (each || name) === commune),
  );
}
