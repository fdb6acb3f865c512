import type { Icon } from '../../components/icons';
import { IconContrast, IconDarker, IconFit, IconKeys, IconLighter, IconPrint, IconSeal, IconTurn, IconZoomIn, IconZoomOut } from '../parts/icons';
import { td } from '../words';
import { legendOpen } from './judging';
import { changeLook, look } from './look';

/** What is in view, and the tools; each also has a key. */
export function StageTools({ name, pdf, onCheck }: { name: string; pdf: string; onCheck: () => void }) {
  const { zoom, turn, contrast, light, wide } = look.value;
  return (
    <div class="stage-tools">
      <h2 class="stage-tools__name">{name}</h2>
      <Tool sign={IconZoomOut} word={td('tool.smaller')} onClick={() => changeLook({ zoom: zoom * 0.8 })} />
      <span class="stage-tools__zoom">{Math.round(zoom * 100)} %</span>
      <Tool sign={IconZoomIn} word={td('tool.larger')} onClick={() => changeLook({ zoom: zoom * 1.25 })} />
      <Tool sign={IconFit} word={td('tool.fit')} on={wide} onClick={() => changeLook({ zoom: 1, x: 0, y: 0, wide: !wide })} />
      <Tool sign={IconTurn} word={td('tool.turn')} onClick={() => changeLook({ turn: (turn + 90) % 360, x: 0, y: 0 })} />
      <Tool sign={IconContrast} word={td('tool.contrast')} on={contrast} onClick={() => changeLook({ contrast: !contrast })} />
      <Tool sign={IconDarker} word={td('tool.darker')} onClick={() => changeLook({ light: light - 1 })} />
      <Tool sign={IconLighter} word={td('tool.lighter')} onClick={() => changeLook({ light: light + 1 })} />
      <a class="tool" href={pdf} target="_blank" rel="noopener" title={td('tool.print')} aria-label={td('tool.print')}>
        <IconPrint />
      </a>
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
