/** The page in view: wheel and keys make it larger, dragging moves it, `r` turns it. */
import { signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { td } from '../words';

export interface Look {
  /** 1 fits the page into the frame. */
  zoom: number;
  turn: number;
  x: number;
  y: number;
  contrast: boolean;
  /** Fits the width instead of the whole page. */
  wide: boolean;
}

const LEAST = 0.5;
const MOST = 8;

export const look = signal<Look>({ zoom: 1, turn: 0, x: 0, y: 0, contrast: false, wide: true });

export function changeLook(change: Partial<Look>): void {
  const next = { ...look.peek(), ...change };
  look.value = { ...next, zoom: Math.min(MOST, Math.max(LEAST, next.zoom)) };
}

/** Another page begins whole and upright; contrast and fitting stay as one likes them. */
export function resetLook(): void {
  changeLook({ zoom: 1, turn: 0, x: 0, y: 0 });
}

interface Size {
  width: number;
  height: number;
}

export function Stage({ src, alt }: { src: string; alt: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const room = useSize(frame);
  const [natural, setNatural] = useState<Size | null>(null);
  const [failed, setFailed] = useState(0);
  const { zoom, turn, x, y, contrast, wide } = look.value;
  const drag = useDrag();
  useWheel(frame);
  const size = natural && room ? fitted(natural, room, turn, wide) : null;
  const top = size && wide ? Math.max(0, (turned(size, turn).height - (room?.height ?? 0)) / 2) : 0;
  return (
    <div class={`stage${contrast ? ' stage--contrast' : ''}`} ref={frame} {...drag}>
      {failed > 0 && natural === null && (
        <p class="stage__fault" role="alert">
          {td('errors.page')}{' '}
          <button type="button" onClick={() => setFailed(-Date.now())}>
            {td('page.again')}
          </button>
        </p>
      )}
      <img
        class="stage__page"
        // Another try is another element: an address with a mark of its own would be kept twice.
        key={failed < 0 ? failed : 0}
        src={src}
        alt={alt}
        draggable={false}
        onLoad={(event) => setNatural({ width: event.currentTarget.naturalWidth, height: event.currentTarget.naturalHeight })}
        onError={() => setFailed(Date.now())}
        style={
          size ? {
            width: `${size.width}px`,
            height: `${size.height}px`,
            marginLeft: `${-size.width / 2}px`,
            marginTop: `${-size.height / 2}px`,
            transform: `translate(${x}px, ${y + top * zoom}px) scale(${zoom}) rotate(${turn}deg)`,
            visibility: 'visible',
          } : undefined
        }
      />
    </div>
  );
}

const MARGIN = 16;

function fitted(natural: Size, room: Size, turn: number, wide: boolean): Size {
  const shown = turned(natural, turn);
  const byWidth = (room.width - MARGIN) / shown.width;
  const byHeight = (room.height - MARGIN) / shown.height;
  const scale = wide ? byWidth : Math.min(byWidth, byHeight);
  return { width: natural.width * scale, height: natural.height * scale };
}

function turned({ width, height }: Size, turn: number): Size {
  return turn % 180 === 0 ? { width, height } : { width: height, height: width };
}

function useSize(frame: { current: HTMLElement | null }): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return size;
}

/** The wheel makes larger around the pointer. The listener is not passive: the page must not scroll. */
function useWheel(frame: { current: HTMLElement | null }): void {
  useEffect(() => {
    const element = frame.current;
    const turnWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { zoom, x, y } = look.peek();
      const next = Math.min(MOST, Math.max(LEAST, zoom * Math.exp(-event.deltaY / 500)));
      const box = (element as HTMLElement).getBoundingClientRect();
      const toX = event.clientX - box.left - box.width / 2;
      const toY = event.clientY - box.top - box.height / 2;
      const grown = next / zoom;
      changeLook({ zoom: next, x: toX - (toX - x) * grown, y: toY - (toY - y) * grown });
    };
    element?.addEventListener('wheel', turnWheel, { passive: false });
    return () => element?.removeEventListener('wheel', turnWheel);
  }, []);
}

type Handlers = Record<'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel', (event: PointerEvent) => void>;

function useDrag(): Handlers {
  const from = useRef<{ x: number; y: number } | null>(null);
  const end = (): void => void (from.current = null);
  return {
    onPointerDown: (event) => {
      if (event.button !== 0 || (event.target as Element).closest('button')) return;
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      from.current = { x: event.clientX - look.peek().x, y: event.clientY - look.peek().y };
    },
    onPointerMove: (event) => {
      if (from.current) changeLook({ x: event.clientX - from.current.x, y: event.clientY - from.current.y });
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}
