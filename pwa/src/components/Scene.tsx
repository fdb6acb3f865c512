/** Drawings for places that are empty: a stilt house under mountains, a path, a basket. */
import './scene.css';

export type SceneName = 'mountains' | 'basket' | 'path';

const HILLS = (
  <>
    <circle class="ink-sun" cx="150" cy="38" r="16" />
    <path class="ink-far" d="M0 104 46 46l26 30 34-48 38 50 22-24 34 50z" />
    <path class="ink-near" d="M0 120V96c30-14 54-14 84-2s72 14 116-4v30z" />
  </>
);

const HOUSE = (
  <>
    <path class="ink-roof" d="M66 66 100 40l34 26z" />
    <path class="ink-wall" d="M74 66h52v20H74z" />
    <path class="ink-line" d="M80 86v16M100 86v16M120 86v16M94 86V74h12v12M126 86l12 16" />
  </>
);

const BASKET = (
  <>
    <path class="ink-wall" d="M76 62h48l-7 42H83z" />
    <path class="ink-line" d="M76 62h48l-7 42H83zM79 76h42M81 90h38M90 62l3 42M110 62l-3 42M82 62c0-24 36-24 36 0" />
    <path class="ink-roof" d="M72 58h56v6H72z" />
  </>
);

const PATH = <path class="ink-road" d="M96 120c-12-18 26-20 12-38-8-10 4-14 2-20" />;

const FRONT = { mountains: HOUSE, basket: BASKET, path: PATH };

export function Scene({ name }: { name: SceneName }) {
  return (
    <svg class="scene" viewBox="0 0 200 120" aria-hidden="true">
      {HILLS}
      {FRONT[name]}
    </svg>
  );
}
