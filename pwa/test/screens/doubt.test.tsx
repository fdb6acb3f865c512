/** What nobody vouches for is marked on the cards of the search and before sending: "hỏi lại". */
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type IndexFile, readIndex, withChanges } from '../../src/domain/catalogue';
import type { ProcedureDetail } from '../../src/domain/procedure';
import { CheckStep } from '../../src/screens/apply/steps/CheckStep';
import { SearchScreen } from '../../src/screens/search/SearchScreen';
import { catalogue } from '../../src/state/catalogue';
import { rates } from '../../src/state/places';
import file from '../search/index.json';
import { aDraft } from '../support/dossiers';

const AGAIN = ', hỏi lại';

beforeEach(() => void vi.stubGlobal('fetch', () => Promise.reject(new Error('no link'))));
afterEach(() => {
  render(null, document.body);
  vi.unstubAllGlobals();
  catalogue.value = null;
  rates.value = {};
});

function cards(index: unknown): Map<string, string[]> {
  catalogue.value = readIndex(index);
  render(<SearchScreen />, document.body);
  const found = [...document.body.querySelectorAll<HTMLAnchorElement>('a.link-card')];
  return new Map(found.map((card) => [card.pathname.slice('/thu-tuc/'.length).replace('-', '.'), (card.querySelector('.link-card__text')?.textContent ?? '').split(' · ')]));
}

describe('a card of the search', () => {
  /** Seen failing with the facts as they were before: "3 ngày làm việc · Không mất tiền". */
  it('marks every value of all 41 that is not sure, and no other', () => {
    const shown = cards(file);
    const marked = file.procedures.filter((row) => Number(row[4]) > 1);
    expect(shown.size).toBe(41);
    expect(marked.length).toBeGreaterThan(15);
    for (const row of file.procedures) {
      const [days, fee] = shown.get(String(row[0])) ?? [];
      expect([row[0], days?.endsWith(AGAIN), fee?.endsWith(AGAIN)]).toEqual([row[0], (Number(row[4]) & 2) > 0, (Number(row[4]) & 4) > 0]);
    }
    expect(shown.get('1.001266')).toEqual(['3 ngày làm việc, hỏi lại', 'Không mất tiền, hỏi lại']);
    expect(shown.get('1.000894')).toEqual(['Xong trong ngày', 'Tiền phí tùy trường hợp, hỏi lại']);
  });

  const old = { ...file, procedures: file.procedures.map((row) => row.map((part, place) => (place === 4 ? Number(part) & 1 : part))) };

  it('of an index that lies here from before is marked once its line came', () => {
    const line = file.procedures.filter(([code]) => code === '1.001266');
    const shown = cards(withChanges(old as unknown as IndexFile, { v: 'next', out: ['1.001266'], procedures: line }));
    expect([...shown.values()].flat().filter((fact) => fact.includes('hỏi lại'))).toEqual(['3 ngày làm việc, hỏi lại', 'Không mất tiền, hỏi lại']);
  });

  it('of an index that lies here from before is as it was', () => {
    const shown = [...cards(old).values()].flat();
    expect(shown.length).toBe(82);
    expect(shown.some((fact) => fact.includes('hỏi lại'))).toBe(false);
  });
});

describe('before sending', () => {
  const lines = (uncertain: string[], value: number | null = 3): string[] => {
    const rules = [{ kind: 'fixed', amount: 15000, online: 7000 }];
    const detail = { code: '1.004194', version: 1, mode: 'form', papers: [], sections: [], days: { value }, fee: { rules }, uncertain } as unknown as ProcedureDetail;
    render(<CheckStep draft={aDraft('one', { procedure: '1.004194' })} detail={detail} way={{ now: 1, all: 1, again: false, onNext: () => undefined }} />, document.body);
    return [...document.body.querySelectorAll('.lines__one dd')].map((line) => line.textContent).filter((text) => /ngày|đồng/.test(text));
  };

  /** Seen failing with the plain facts. */
  it('days and fee are marked where the procedure is not sure of them', () => {
    expect(lines(['days', 'fee'])).toEqual(['7.000 đồng, hỏi lại', '3 ngày làm việc, hỏi lại']);
    expect(lines(['papers'])).toEqual(['7.000 đồng', '3 ngày làm việc']);
    expect(lines(['days'], null)).toEqual(['7.000 đồng', 'Hỏi số ngày tại bộ phận một cửa']);
  });

  it('the commune’s own rate is sure', () => {
    rates.value = { '1.004194': { fee: { amount: 7000, online: null } } };
    expect(lines(['fee'])[0]).toBe('7.000 đồng');
  });
});
