import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { IconDown, IconUp } from '../../components/icons';
import type { EditedPaper } from './types';
import type { Work } from './useEdit';
import { tq } from './words';

export interface Order {
  list: RefObject<HTMLOListElement | null>;
  /** Where the paper that was moved stands now, for who does not see it. */
  said: string;
  move: (place: number, to: number) => void;
}

/** Papers change places one by one; the button that was pressed keeps the focus on its way. */
export function useOrder(work: Work): Order {
  const list = useRef<HTMLOListElement>(null);
  const [moved, setMoved] = useState<{ key: string; up: boolean; said: string } | null>(null);
  useLayoutEffect(() => {
    const buttons = moved && list.current?.querySelectorAll<HTMLButtonElement>(`[data-paper="${moved.key}"] .papers__moves button`);
    const [up, down] = buttons ?? [];
    const wanted = moved?.up ? up : down;
    (wanted?.disabled ? [up, down].find((each) => each && !each.disabled) : wanted)?.focus();
  }, [moved]);
  const move = (place: number, to: number): void => {
    const papers = [...(work.typed?.parts.papers ?? [])];
    const [paper] = papers.splice(place, 1);
    if (!paper) return;
    papers.splice(to, 0, paper);
    work.set('papers', papers);
    setMoved({ key: paper.key, up: to < place, said: tq('paper.moved', { name: paper.name, place: to + 1, n: papers.length }) });
  };
  return { list, said: moved?.said ?? '', move };
}

interface MovesProps {
  paper: EditedPaper;
  place: number;
  last: number;
  onMove: Order['move'];
}

/** Up and down beside a paper, to be pressed or reached by Tab. */
export function Moves({ paper, place, last, onMove }: MovesProps) {
  const { name } = paper;
  return (
    <span class="papers__moves">
      <button type="button" aria-label={tq('paper.up', { name })} disabled={place === 0} onClick={() => onMove(place, place - 1)}>
        <IconUp />
      </button>
      <button type="button" aria-label={tq('paper.down', { name })} disabled={place === last} onClick={() => onMove(place, place + 1)}>
        <IconDown />
      </button>
    </span>
  );
}
