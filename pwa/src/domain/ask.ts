/** Three questions that lead to a procedure without typing: for whom, what happened, what is wanted. */

export const PEOPLE = ['me', 'child', 'parent', 'other'] as const;
export type Who = (typeof PEOPLE)[number];

/** As the procedures' files name them (`life_events`), in the order in which they are offered. */
export const EVENTS = [
  'birth', 'marriage', 'residence', 'house_land', 'business', 'poverty', 'elderly', 'disability', 'death', 'care', 'school', 'merit', 'documents',
] as const;
export type LifeEvent = (typeof EVENTS)[number];

/** What happens to whom; to "other" may happen all of it. */
const HAPPENS: Record<Who, readonly LifeEvent[]> = {
  me: ['marriage', 'residence', 'house_land', 'business', 'poverty', 'documents', 'care', 'disability', 'elderly', 'merit', 'birth'],
  child: ['birth', 'school', 'documents', 'care', 'disability', 'residence', 'poverty'],
  parent: ['elderly', 'disability', 'poverty', 'death', 'merit', 'documents', 'residence', 'house_land', 'care'],
  other: EVENTS,
};

/** At most so many procedures stand under one pair of answers: more would be a list to search. */
export const MOST = 6;

/** What nobody seeks there, or finds under another answer, so that few are left to choose from. */
const ELSEWHERE: Partial<Record<LifeEvent, Partial<Record<Who, readonly string[]>>>> = {
  birth: {
    me: ['1.001193', '2.000986'],
    child: ['1.004772', '2.001088'],
    other: ['1.004859', '2.000635'],
  },
  documents: {
    me: ['1.004772', '1.004884', '2.001035'],
    child: ['1.004772', '1.004873', '2.000884', '2.001035'],
    parent: ['1.004772', '1.004884', '2.001035'],
    other: ['1.004772', '1.004884', '2.001035'],
  },
};

/** The family of procedures that an event opens as a whole. */
export const familyOf = (event: LifeEvent): string => (event === 'residence' ? 'move' : event);

/** Codes by event, as the catalogue has them in force today. */
export type ByEvent = Readonly<Record<string, readonly string[]>>;

/** The procedures under two answers. */
export function wanted(byEvent: ByEvent, who: Who, event: LifeEvent): string[] {
  const elsewhere = ELSEWHERE[event]?.[who] ?? [];
  return (byEvent[event] ?? []).filter((code) => !elsewhere.includes(code));
}

/** What may have happened to somebody: only what leads to a procedure. */
export const happened = (byEvent: ByEvent, who: Who): LifeEvent[] =>
  HAPPENS[who].filter((event) => wanted(byEvent, who, event).length > 0);

export const readWho = (text: string | undefined): Who | undefined => PEOPLE.find((who) => who === text);
export const readEvent = (text: string | undefined): LifeEvent | undefined => EVENTS.find((event) => event === text);
