/** The page in view: wheel and keys make it larger, dragging moves it, `r` turns it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { td } from '../words';
import { useDrag, useWheel } from './gestures';
import { filterOf, look } from './look';

interface Size {
  width: number;
  height: number;
}

interface Props {
  /** The whole picture, and the small one that is here already: it stands there until the whole one is. */
  src: string;
  preview: string;
  alt: string;
  /** The whole picture is here: the line is free. */
  onShown: () => void;
}

export function Stage({ src, preview, alt, onShown }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const room = useSize(frame);
  const [natural, setNatural] = useState<Size | null>(null);
  const [whole, setWhole] = useState(false);
  const [failed, setFailed] = useState(0);
  const { zoom, turn, x, y, wide } = look.value;
  const drag = useDrag();
  useWheel(frame);
  const size = natural && room ? fitted(natural, room, turn, wide) : null;
  const top = size && wide ? Math.max(0, (turned(size, turn).height - (room?.height ?? 0)) / 2) : 0;
  const style = size ? {
    width: `${size.width}px`,
    height: `${size.height}px`,
    marginLeft: `${-size.width / 2}px`,
    marginTop: `${-size.height / 2}px`,
    transform: `translate(${x}px, ${y + top * zoom}px) scale(${zoom}) rotate(${turn}deg)`,
    filter: filterOf(look.value),
    visibility: 'visible' as const,
  } : undefined;
  const measure = (event: Event): void => {
    const { naturalWidth, naturalHeight } = event.currentTarget as HTMLImageElement;
    setNatural({ width: naturalWidth, height: naturalHeight });
  };
  return (
    <div class="stage" ref={frame} {...drag}>
      {failed > 0 && !whole && (
        <p class="stage__fault" role="alert">
          {td('errors.page')}{' '}
          <button type="button" onClick={() => setFailed(-Date.now())}>
            {td('page.again')}
          </button>
        </p>
      )}
      {!whole && failed <= 0 && <img class="stage__page" src={preview} alt="" draggable={false} onLoad={measure} style={style} />}
      <img
        class="stage__page"
        // Another try is another element: an address with a mark of its own would be kept twice.
        key={failed < 0 ? failed : 0}
        src={src}
        alt={alt}
        draggable={false}
        onLoad={(event) => {
          measure(event);
          setWhole(true);
          onShown();
        }}
        onError={() => setFailed(Date.now())}
        style={whole ? style : undefined}
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
