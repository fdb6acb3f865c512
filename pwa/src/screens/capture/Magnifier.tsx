import type { Quad } from '../../capture/protocol';

const ZOOM = 2.6;
const RADIUS = 64;
/** Pixels between it and the corner, where there is little room. */
const CLEAR = 20;

interface MagnifierProps {
  address: string;
  box: { current: HTMLElement | null };
  quad: Quad;
  corner: number;
}

/** What the finger covers, drawn large where the finger is not: at the picture's far edge, as far as that is in the window. */
export function Magnifier({ address, box, quad, corner }: MagnifierProps) {
  const point = quad[corner];
  const { top = 0, width = 0, height = 0 } = box.current?.getBoundingClientRect() ?? {};
  if (!point) return null;
  const across = width * ZOOM;
  const down = height * ZOOM;
  const finger = point.y * height;
  const far = top + finger < innerHeight / 2 ? Math.max(height - 2 * RADIUS, finger + CLEAR) : Math.min(0, finger - CLEAR - 2 * RADIUS);
  const lines = [quad[(corner + 3) % 4], quad[(corner + 1) % 4]].map((other) =>
    other ? `M${RADIUS} ${RADIUS}l${(other.x - point.x) * across} ${(other.y - point.y) * down}` : '',
  );
  return (
    <div
      class={`magnifier${point.x < 0.5 ? ' magnifier--right' : ''}`}
      style={{
        top: `${Math.max(-top, Math.min(innerHeight - top - 2 * RADIUS, far))}px`,
        backgroundImage: `url(${address})`,
        backgroundSize: `${across}px ${down}px`,
        backgroundPosition: `${RADIUS - point.x * across}px ${RADIUS - point.y * down}px`,
      }}
      aria-hidden="true"
    >
      <svg viewBox={`0 0 ${2 * RADIUS} ${2 * RADIUS}`}>
        <path class="magnifier__line" d={lines.join('')} />
        <circle class="magnifier__dot" cx={RADIUS} cy={RADIUS} r="5" />
      </svg>
    </div>
  );
}
