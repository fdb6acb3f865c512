/**
 * Text without case and Vietnamese marks, for searching: "Luận Thành" is found by "luan thanh".
 * đ has no decomposition in Unicode, so it is replaced by hand.
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** Every word of the query begins a word of the text. */
export function matches(query: string, foldedText: string): boolean {
  const padded = ` ${foldedText}`;
  return fold(query)
    .split(' ')
    .every((word) => padded.includes(` ${word}`));
}
