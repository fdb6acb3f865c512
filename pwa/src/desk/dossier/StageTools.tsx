import type { Icon } from '../../components/icons';
import { IconContrast, IconDarker, IconFit, IconKeys, IconLighter, IconSeal, IconTurn, IconZoomIn, IconZoomOut } from '../parts/icons';
import { td } from '../words';
import { legendOpen } from './judging';
import type { PageName } from './naming';
import { changeLook, look } from './look';

/** What is in view, and the tools; each also has a key. */
export function StageTools({ name, onCheck }: { name: PageName; onCheck: () => void }) {
  const { zoom, turn, contrast, light, wide } = look.value;
  return (
    <div class="stage-tools">
      <h2 class="stage-tools__name" title={name.paper + name.place}>
        <span class="stage-tools__paper">{name.paper}</span>
        <span class="stage-tools__place">{name.place}</span>
      </h2>
      <Tool sign={IconZoomOut} word={td('tool.smaller')} onClick={() => changeLook({ zoom: zoom * 0.8 })} />
      <span class="stage-tools__zoom">{Math.round(zoom * 100)} %</span>
      <Tool sign={IconZoomIn} word={td('tool.larger')} onClick={() => changeLook({ zoom: zoom * 1.25 })} />
      <Tool sign={IconFit} word={td('tool.fit')} on={wide} onClick={() => changeLook({ zoom: 1, x: 0, y: 0, wide: !wide })} />
      <Tool sign={IconTurn} word={td('tool.turn')} onClick={() => changeLook({ turn: (turn + 90) % 360, x: 0, y: 0 })} />
      <Tool sign={IconContrast} word={td('tool.contrast')} on={contrast} onClick={() => changeLook({ contrast: !contrast })} />
      <Tool sign={IconDarker} word={td('tool.darker')} onClick={() => changeLook({ light: light - 1 })} />
      <Tool sign={IconLighter} word={td('tool.lighter')} onClick={() => changeLook({ light: light + 1 })} />
      <Tool sign={IconSeal} word={td('tool.check')} onClick={onCheck} />
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
