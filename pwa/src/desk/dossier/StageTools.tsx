import type { Icon } from '../../components/icons';
import { IconContrast, IconFit, IconKeys, IconTurn, IconZoomIn, IconZoomOut } from '../parts/icons';
import { td } from '../words';
import { legendOpen } from './judging';
import { changeLook, look } from './Stage';

/** What is in view, and the tools; each also has a key. */
export function StageTools({ name }: { name: string }) {
  const { zoom, turn, contrast, wide } = look.value;
  return (
    <div class="stage-tools">
      <h2 class="stage-tools__name">{name}</h2>
      <Tool sign={IconZoomOut} word={td('tool.smaller')} onClick={() => changeLook({ zoom: zoom * 0.8 })} />
      <span class="stage-tools__zoom">{Math.round(zoom * 100)} %</span>
      <Tool sign={IconZoomIn} word={td('tool.larger')} onClick={() => changeLook({ zoom: zoom * 1.25 })} />
      <Tool sign={IconFit} word={td('tool.fit')} on={wide} onClick={() => changeLook({ zoom: 1, x: 0, y: 0, wide: !wide })} />
      <Tool sign={IconTurn} word={td('tool.turn')} onClick={() => changeLook({ turn: (turn + 90) % 360, x: 0, y: 0 })} />
      <Tool sign={IconContrast} word={td('tool.contrast')} on={contrast} onClick={() => changeLook({ contrast: !contrast })} />
      <Tool sign={IconKeys} word={td('tool.legend')} on={legendOpen.value} onClick={() => (legendOpen.value = !legendOpen.value)} />
    </div>
  );
}

function Tool({ sign: Sign, word, on, onClick }: { sign: Icon; word: string; on?: boolean; onClick: () => void }) {
  return (
    <button type="button" class="tool" title={word} aria-label={word} aria-pressed={on} onClick={onClick}>
      <Sign />
    </button>
  );
}
