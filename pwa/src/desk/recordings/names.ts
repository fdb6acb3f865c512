const LENGTH = 8;

/** "PSMHEPJA lan 2.M4A" belongs to the sentence psmhepja; null for a name that begins with no id. */
export function idIn(name: string, ids: ReadonlySet<string>): string | null {
  const id = name.slice(0, LENGTH).toLowerCase();
  return ids.has(id) ? id : null;
}
