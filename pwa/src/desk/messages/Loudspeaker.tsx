import { useState } from 'preact/hooks';
import { Button } from '../../components/Button';
import { tm } from './words';

/** What is read aloud in the hamlet, large enough to read it standing; on paper it stands alone. */
export function Loudspeaker({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <div class="loudspeaker">
      <p class="loudspeaker__text">{text}</p>
      <div class="row">
        <Button kind="second" onClick={() => void copy()}>
          {tm(copied ? 'copied' : 'copy')}
        </Button>
        <Button kind="second" onClick={() => print()}>
          {tm('print')}
        </Button>
      </div>
    </div>
  );
}
