import { useEffect, useRef, useState } from 'preact/hooks';
import { keepPages, keptPages } from '../state/kept-pages';
import { officerId } from '../state/session';
import type { TakenPage } from './draft';

export type ChangePages = (change: (pages: TakenPage[]) => TakenPage[]) => void;

export interface KeptPages {
  pages: TakenPage[];
  setPages: ChangePages;
  /** The browser could not keep them: a reload would lose them. */
  unkept: boolean;
}

/** The scanned pages of a dossier being started, kept at every change and there again after a reload. */
export function useKeptPages(start: string): KeptPages {
  const [pages, setShown] = useState<TakenPage[]>([]);
  const [unkept, setUnkept] = useState(false);
  const latest = useRef(pages);
  const show = (next: TakenPage[]): void => {
    latest.current = next;
    setShown(next);
  };
  useEffect(() => {
    let wanted = true;
    void keptPages(officerId.peek(), start).then((found) => {
      if (!wanted || !found.length) return;
      const known = new Set(latest.current.map((page) => page.id));
      const back = found.filter((page) => !known.has(page.id)).map((page) => ({ ...page, address: URL.createObjectURL(page.blob) }));
      show([...back, ...latest.current]);
    });
    return () => {
      wanted = false;
      latest.current.forEach((page) => URL.revokeObjectURL(page.address));
    };
  }, [start]);
  const setPages: ChangePages = (change) => {
    show(change(latest.current));
    void keepPages(officerId.peek(), start, latest.current).then((done) => setUnkept(!done));
  };
  return { pages, setPages, unkept };
}
