import { Banner } from '../../components/Banner';
import { IconWarning } from '../../components/icons';
import type { FaultKind } from '../../capture/protocol';
import { AdvicePicture } from './advice/pictures';
import { advice } from './advice/words';
import { t } from './words';

/** What is wrong in one sentence, and drawn how to do it right; what else is wrong follows in a word. */
export function Advice({ kinds }: { kinds: readonly FaultKind[] }) {
  const [first, ...others] = kinds;
  if (!first) return null;
  return (
    <div class="advice" role="alert">
      <AdvicePicture kind={first} />
      <div>
        <h2>{advice(first)}</h2>
        <p>{advice(`${first}_do`)}</p>
      </div>
      {others.length > 0 && <Banner kind="warning" title={others.map((kind) => t(`mark.${kind}`)).join(' · ')} />}
    </div>
  );
}

const KNOWN: readonly string[] = ['blurred', 'dark', 'glare', 'cut', 'far', 'upside_down', 'wrong_side', 'blank'] satisfies FaultKind[];

/** What a page carries along because it was kept anyway. */
export function Marks({ kinds }: { kinds: readonly string[] }) {
  const known = kinds.filter((kind): kind is FaultKind => KNOWN.includes(kind));
  if (known.length === 0) return null;
  return (
    <p class="marks">
      <IconWarning />
      <span>{t('marks', { list: known.map((kind) => t(`mark.${kind}`).toLowerCase()).join(', ') })}</span>
    </p>
  );
}
