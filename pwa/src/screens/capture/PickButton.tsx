import { IconCamera, IconPaper } from '../../components/icons';
import { ACCEPTED } from '../../capture';

interface PickProps {
  onPick: (files: File[]) => void;
  label: string;
  /** Its classes. */
  look: string;
  /** The phone's own camera app, in place of pictures and files that lie there already. */
  app?: boolean;
  busy?: boolean;
}

/** A file input that looks like a button: it works in every browser, the one inside Zalo too. */
export function PickButton({ onPick, label, look, app, busy }: PickProps) {
  const Sign = app ? IconCamera : IconPaper;
  return (
    <label class={`take ${look}`} aria-busy={busy}>
      {busy ? <span class="spinner" /> : <Sign />}
      <span>{label}</span>
      <input
        class="unseen"
        type="file"
        accept={ACCEPTED}
        disabled={busy}
        multiple={!app}
        {...(app ? { capture: 'environment' as const } : {})}
        onChange={(event) => {
          const input = event.currentTarget;
          const files = [...(input.files ?? [])];
          input.value = '';
          if (files.length > 0) onPick(files);
        }}
      />
    </label>
  );
}
