/** Phone numbers of Vietnam, stored as E.164; unknown prefixes are not refused (facts change). */
export function readPhone(typed: string): string | null {
  const digits = typed.replace(/[\s.\-()]/g, '');
  const found = /^(?:\+84|84|0)(\d{9,10})$/.exec(digits);
  if (!found) return null;
  const national = found[1] ?? '';
  const landline = national.startsWith('2');
  if (landline ? national.length !== 10 : !/^[35789]\d{8}$/.test(national)) return null;
  return `+84${national}`;
}

/** "+84912345678" becomes "0912 345 678". */
export function showPhone(number: string): string {
  const national = number.startsWith('+84') ? `0${number.slice(3)}` : number;
  return national.replace(/^(\d{4})(\d{3})(\d+)$/, '$1 $2 $3');
}

/** A personal number (số định danh, 12 digits) or an old card's (CMND, 9 digits). */
export function readIdNumber(typed: string): string | null {
  const digits = typed.replace(/[\s.]/g, '');
  return /^(\d{12}|\d{9})$/.test(digits) ? digits : null;
}

/** A tax number (mã số thuế): 10 digits, a branch's 3 more, or a person's 12-digit number. */
export function readTaxNumber(typed: string): string | null {
  const text = typed.replace(/\s/g, '');
  return /^\d{10}(-\d{3}|\d{2,3})?$/.test(text) ? text : null;
}
