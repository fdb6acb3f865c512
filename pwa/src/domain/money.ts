/** Sums in words, as an official receipt says them. Alike on the server: catalogue/vectors/money.json. */

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];
const SCALES = ['', 'nghìn', 'triệu'];
const BILLION = 1e9;

/** `24000` as "hai mươi tư nghìn đồng"; `amount` is a whole number from zero, below 10^15. */
export function moneyInWords(amount: number): string {
  return `${inWords(amount)} đồng`;
}

function inWords(amount: number): string {
  if (amount === 0) return digit(0);
  const words: string[] = [];
  const billions = Math.floor(amount / BILLION);
  if (billions > 0) words.push(inWords(billions), 'tỷ');
  for (let scale = SCALES.length - 1; scale >= 0; scale--) {
    const group = Math.floor((amount % BILLION) / 1000 ** scale) % 1000;
    if (group > 0) words.push(groupInWords(group, words.length > 0), SCALES[scale] ?? '');
  }
  return words.filter(Boolean).join(' ');
}

/** Three digits; `whole` when something stands before them, so that zeros are said too. */
function groupInWords(group: number, whole: boolean): string {
  const hundreds = Math.floor(group / 100);
  const tens = Math.floor((group % 100) / 10);
  const ones = group % 10;
  const words = hundreds > 0 || whole ? [digit(hundreds), 'trăm'] : [];
  if (tens > 0) {
    words.push(tens === 1 ? 'mười' : `${digit(tens)} mươi`);
    if (ones > 0) words.push(lastDigit(tens, ones));
  } else if (ones > 0) {
    words.push(...(words.length > 0 ? ['linh'] : []), digit(ones));
  }
  return words.join(' ');
}

/** The last digit changes its sound after a ten: mốt, tư, lăm. */
function lastDigit(tens: number, ones: number): string {
  if (ones === 5) return 'lăm';
  if (tens > 1 && ones === 1) return 'mốt';
  return tens > 1 && ones === 4 ? 'tư' : digit(ones);
}

function digit(value: number): string {
  return DIGITS[value] ?? '';
}
