import { useRef, useState } from 'preact/hooks';
import { Button } from '../../components/Button';
import { IconCamera, IconCheck, IconPlus } from '../../components/icons';
import { Screen } from '../../components/Screen';
import { type Quad, WHOLE } from '../../capture/protocol';
import { paths } from '../../router/paths';
import { moved, movedByKey, told } from './corners';
import { IconWhole } from './icons';
import { Magnifier } from './Magnifier';
import type { Session, View } from './session';
import { useAddress } from './useAddress';
import { t } from './words';

type CornersAt = Extract<View, { at: 'corners' }>;

const NAMES = ['top_left', 'top_right', 'bottom_right', 'bottom_left'] as const;

/** The found corners, always shown and free to be dragged: only the person knows where the page ends. */
export function CornersView({ session, name, view }: { session: Session; name: string; view: CornersAt }) {
  const [quad, setQuad] = useState<Quad>(view.quad);
  const again = (): void => void session.again();
  const correcting = view.shot.shot.page !== null;
  return (
    <Screen
      title={name}
      back={paths.home}
      onBack={again}
      action={
        <>
          <Button wide icon={IconCheck} onClick={() => void session.use(quad, false)}>
            {t('use')}
          </Button>
          {!correcting && (
            <div class="ways">
              <Button kind="second" icon={IconCamera} onClick={again}>
                {t('again')}
              </Button>
              {view.waiting === 0 && !view.shot.shot.replaces && (
                <Button kind="second" icon={IconPlus} onClick={() => void session.use(quad, true)}>
                  {t('use_more')}
                </Button>
              )}
            </div>
          )}
        </>
      }
    >
      <div class="corners__say">
        <strong>{t(view.looked.found ? 'corners' : 'corners_none')}</strong>
        <Button kind="second" icon={IconWhole} onClick={() => setQuad(WHOLE)}>
          {t('whole')}
        </Button>
      </div>
      {view.waiting > 0 && <p class="soft small">{t('waiting', { n: view.waiting })}</p>}
      <Corners preview={view.looked.preview} size={view.looked} quad={quad} onMove={setQuad} />
    </Screen>
  );
}

interface CornersProps {
  preview: Blob;
  size: { width: number; height: number };
  quad: Quad;
  onMove: (quad: Quad) => void;
}

function Corners({ preview, size, quad, onMove }: CornersProps) {
  const address = useAddress(preview);
  const box = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  const drag = useDrag(box, quad, onMove, setHeld);
  const onKey = (corner: number, event: KeyboardEvent): void => {
    const next = movedByKey(quad, corner, event.key, event.shiftKey);
    if (!next) return;
    event.preventDefault();
    onMove(next);
    const point = next[corner];
    if (point) setSaid(t('moved', { corner: t(NAMES[corner] ?? 'top_left'), ...told(point) }));
  };
  const line = quad.map(({ x, y }) => `${x * 100},${y * 100}`).join(' ');
  return (
    <div class="corners" ref={box} style={{ '--shape': size.width / size.height }}>
      <img src={address} alt={t('picture')} />
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path class="corners__rest" d={`M0 0H100V100H0ZM${line.replaceAll(' ', 'L')}Z`} fill-rule="evenodd" />
        <polygon class="corners__line" points={line} />
      </svg>
      {quad.map(({ x, y }, corner) => (
        <button
          key={corner}
          type="button"
          class="corners__handle"
          aria-label={t(NAMES[corner] ?? 'top_left')}
          aria-describedby="corners-keys"
          style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
          onKeyDown={(event) => onKey(corner, event)}
          onFocus={(event) => event.currentTarget.matches(':focus-visible') && setHeld(corner)}
          onBlur={() => setHeld((now) => (now === corner ? null : now))}
          {...drag(corner)}
        />
      ))}
      {held !== null && address && <Magnifier address={address} box={box} quad={quad} corner={held} />}
      <p class="unseen" id="corners-keys">
        {t('keys')}
      </p>
      <p class="unseen" role="status">
        {said}
      </p>
    </div>
  );
}

type Box = { current: HTMLDivElement | null };

/** The finger keeps its distance from the corner that it took hold of, so that nothing jumps. */
function useDrag(box: Box, quad: Quad, onMove: (quad: Quad) => void, onHold: (corner: number | null) => void) {
  const offset = useRef<{ x: number; y: number } | null>(null);
  const at = (event: PointerEvent): { x: number; y: number } => {
    const { left, top, width, height } = box.current?.getBoundingClientRect() ?? { left: 0, top: 0, width: 1, height: 1 };
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
  };
  const letGo = (): void => {
    offset.current = null;
    onHold(null);
  };
  return (corner: number) => ({
    onPointerDown: (event: PointerEvent) => {
      const from = quad[corner];
      const finger = at(event);
      if (!from) return;
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      offset.current = { x: from.x - finger.x, y: from.y - finger.y };
      onHold(corner);
    },
    onPointerMove: (event: PointerEvent) => {
      if (!offset.current) return;
      const finger = at(event);
      onMove(moved(quad, corner, { x: finger.x + offset.current.x, y: finger.y + offset.current.y }));
    },
    onPointerUp: letGo,
    onPointerCancel: letGo,
  });
}
