/** Wheel, mouse and fingers on the page in view. */
import { useEffect, useRef } from 'preact/hooks';
import { changeLook, look, zoomAround } from './look';

interface Place {
  x: number;
  y: number;
}

/** The wheel makes larger around the pointer. The listener is not passive: the page must not scroll. */
export function useWheel(frame: { current: HTMLElement | null }): void {
  useEffect(() => {
    const element = frame.current;
    const turnWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const to = fromMiddle(element as HTMLElement, { x: event.clientX, y: event.clientY });
      zoomAround(Math.exp(-event.deltaY / 500), to.x, to.y);
    };
    element?.addEventListener('wheel', turnWheel, { passive: false });
    return () => element?.removeEventListener('wheel', turnWheel);
  }, []);
}

type Handlers = Record<'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel', (event: PointerEvent) => void>;

/** One pointer moves the page; under two fingers stays what lay under them. */
export function useDrag(): Handlers {
  const down = useRef(new Map<number, Place>());
  const end = (event: PointerEvent): void => void down.current.delete(event.pointerId);
  return {
    onPointerDown: (event) => {
      if (event.button !== 0 || (event.target as Element).closest('button')) return;
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      down.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    },
    onPointerMove: (event) => {
      const fingers = down.current;
      const was = fingers.get(event.pointerId);
      if (!was) return;
      const now = { x: event.clientX, y: event.clientY };
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
      // With two fingers the point between them moves half as far as the one that moved.
      const part = other ? 0.5 : 1;
      changeLook({ x: look.peek().x + (now.x - was.x) * part, y: look.peek().y + (now.y - was.y) * part });
      if (other) {
        const middle = fromMiddle(event.currentTarget as HTMLElement, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
        zoomAround(apart(now, other) / Math.max(1, apart(was, other)), middle.x, middle.y);
      }
      fingers.set(event.pointerId, now);
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}

function apart(one: Place, other: Place): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

function fromMiddle(element: HTMLElement, { x, y }: Place): Place {
  const box = element.getBoundingClientRect();
  return { x: x - box.left - box.width / 2, y: y - box.top - box.height / 2 };
}
