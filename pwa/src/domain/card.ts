/**
 * What the QR code of an ID card says: the CCCD of 2021–2024 (code in front) and the căn cước since
 * 1/7/2024 (code on the back). Both hold text between "|": number, old number, name, birth date, sex,
 * address, day of issue; the newer one goes on with fields whose order nobody has published.
 *
 * It saves typing and proves nothing: whoever can print a QR code can print this one. So nothing here
 * refuses a person. What does not fit together is told, and the person decides.
 */
import { today } from './dates';
import { fold } from './fold';

export interface Card {
  /** Số định danh cá nhân: 12 digits. */
  id_number: string;
  /** Số CMND: 9 digits, of people who had one. */
  old_number: string | null;
  full_name: string;
  /** "2001-03-15", the year alone where day and month are 00, or null where it is no date. */
  birth_date: string | null;
  sex: 'nam' | 'nu' | null;
  /** As on the card; of a CCCD often the address before 1/7/2025, in three levels. */
  address: string;
  issued_on: string | null;
  /** Fields after the seventh, as they are: never shown as something they may not be. */
  rest: string[];
  doubts: Doubt[];
}

/** What does not fit together; each has a sentence in words/<language>/card.json. */
export type Doubt = 'province' | 'birth_year' | 'sex' | 'birth' | 'issued' | 'early' | 'name' | 'sex_unread';

const FEWEST = 6;
/** A longer text is another code, whatever its beginning looks like. */
const MOST = 12;
const LONGEST = 1500;

/**
 * Provinces by which people were numbered at birth; the mergers of 2025 renumbered nobody. These are
 * not the codes of today's provinces: 015 is Yên Bái, and 15 is the new Lào Cai.
 */
const PROVINCES =
  '001002004006008010011012014015017019020022024025026027030031033034035036037038040042044045046048' +
  '049051052054056058060062064066067068070072074075077079080082083084086087089091092093094095096';

/** Null where the text is not of an ID card. `now`: for dates that cannot have come yet (ms). */
export function readCard(text: string, now: number): Card | null {
  if (text.length > LONGEST) return null;
  const fields = repaired(text)
    .normalize('NFC')
    .replace(/^\uFEFF/, '')
    .split('|')
    .map((field) => field.replace(/\s+/g, ' ').trim());
  const [id_number = '', second = '', ...others] = fields;
  if (fields.length < FEWEST || fields.length > MOST || !/^\d{12}$/.test(id_number)) return null;
  // The earliest cards have no place for the old number: the name stands there.
  const short = /\p{L}/u.test(second);
  const [full_name = '', birth = '', sex = '', address = '', issued = '', ...rest] = short ? [second, ...others] : others;
  const card = {
    id_number,
    old_number: /^\d{9}$/.test(second) ? second : null,
    full_name,
    birth_date: readDay(birth),
    sex: readSex(sex),
    address,
    issued_on: readDay(issued),
    rest,
  };
  return { ...card, doubts: doubtsOf(card, issued !== '', today(now)) };
}

/** Day 00 and month 00 stand for a year alone, as on the papers of old people. */
function readDay(written: string): string | null {
  const found = /^(\d{2})[/.-]?(\d{2})[/.-]?(\d{4})$/.exec(written);
  if (!found) return null;
  const [, day = '', month = '', year = ''] = found;
  if (Number(year) < 1850) return null;
  if (day === '00' || month === '00') return year;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const real = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return real ? `${year}-${month}-${day}` : null;
}

const readSex = (written: string): Card['sex'] =>
  ({ nam: 'nam', nữ: 'nu', nu: 'nu' } as const)[written.toLowerCase() as 'nam' | 'nữ' | 'nu'] ?? null;

/** Century and sex stand in the fourth digit: 0 and 1 of 19.., 2 and 3 of 20..; odd is a woman. */
export function bornBy(id_number: string): { year: string; sex: 'nam' | 'nu' } {
  const digit = Number(id_number[3]);
  return { year: `${19 + Math.floor(digit / 2)}${id_number.slice(4, 6)}`, sex: digit % 2 ? 'nu' : 'nam' };
}

const isProvince = (code: string): boolean => PROVINCES.match(/.{3}/g)?.includes(code) ?? false;

function doubtsOf(card: Omit<Card, 'doubts'>, issuedGiven: boolean, day: string): Doubt[] {
  const { birth_date: birth, issued_on: issued } = card;
  const told = bornBy(card.id_number);
  const found: [Doubt, boolean][] = [
    ['name', !/\p{L}/u.test(card.full_name) || /\d/.test(card.full_name)],
    ['province', !isProvince(card.id_number.slice(0, 3))],
    ['birth', birth === null || birth > day],
    ['birth_year', birth !== null && !birth.startsWith(told.year)],
    ['sex_unread', card.sex === null],
    ['sex', card.sex !== null && card.sex !== told.sex],
    ['issued', issuedGiven && (issued === null || issued > day)],
    ['early', issued !== null && birth !== null && issued < birth],
  ];
  return found.filter(([, holds]) => holds).map(([doubt]) => doubt);
}

/** Some readers take the bytes of UTF-8 for single letters ("LÃ² Thá»‹" of "Lò Thị"); then back again. */
function repaired(text: string): string {
  const codes = Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
  if (codes.some((code) => code > 0xff) || !/[\u00c0-\u00ff][\u0080-\u00bf]/.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(codes));
  } catch {
    return text;
  }
}

export interface Someone {
  full_name?: string | undefined;
  id_number?: string | undefined;
}

/**
 * Whether a card is of none of these people ("Giấy này của ai?"). By the number where both have one:
 * names are written in many ways; else by the name without marks. Nobody known: no question.
 */
export function cardMismatch(card: Card, people: readonly Someone[]): boolean {
  const known = people.filter(({ full_name, id_number }) => full_name?.trim() || id_number);
  return known.length > 0 && !known.some((person) => isOf(card, person));
}

function isOf(card: Card, { full_name, id_number }: Someone): boolean {
  if (id_number) return id_number === card.id_number || id_number === card.old_number;
  return plain(full_name ?? '') === plain(card.full_name);
}

const plain = (name: string): string => fold(name).replace(/\s/g, '');
