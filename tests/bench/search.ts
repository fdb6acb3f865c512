/** The phone's search by itself, for `tests.bench.catalogue`: every letter of every phrasing, in ms. */
import { readIndex } from '../../pwa/src/domain/catalogue';
import { searchOver } from '../../pwa/src/domain/search';

interface Letters {
  ready: number;
  first: number[];
  later: number[];
}

/** The fastest of several times: other programs only ever add. Each time begins with a fresh index. */
function typed(file: unknown, phrasings: string[], times: number): Letters {
  const rounds = Array.from({ length: times }, () => once(file, phrasings));
  const fastest = (of: 'first' | 'later') => rounds[0]?.[of].map((_, at) => Math.min(...rounds.map((round) => round[of][at] ?? 0))) ?? [];
  return { ready: Math.min(...rounds.map(({ ready }) => ready)), first: fastest('first'), later: fastest('later') };
}

function once(file: unknown, phrasings: string[]): Letters {
  const entries = readIndex(file)?.entries ?? [];
  const began = performance.now();
  const search = searchOver(entries);
  const letters: Letters = { ready: performance.now() - began, first: [], later: [] };
  for (const phrasing of phrasings) {
    for (let end = 1; end <= phrasing.length; end += 1) {
      const before = performance.now();
      search(phrasing.slice(0, end));
      (end === 1 ? letters.first : letters.later).push(performance.now() - before);
    }
  }
  return letters;
}

Object.assign(window, { typed });
