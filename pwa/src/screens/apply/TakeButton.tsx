import { useState } from 'preact/hooks';
import { addPage } from '../../actions/pages';
import { ACCEPTED, CaptureError, takePage } from '../../capture';
import { IconCamera, IconPaper } from '../../components/icons';
import { t } from './words';

export type TakeFault = CaptureError['fault'] | 'not_kept';

interface TakeProps {
  paper: string;
  /** The page whose place the new one takes. */
  replaces?: string;
  label: string;
  /** Straight to the camera, or to pictures and files already on the phone. */
  camera: boolean;
  main?: boolean;
  onFault: (fault: TakeFault | null) => void;
  onDone?: () => void;
}

/**
 * A file input that looks like a button: it works in every browser, the one inside Zalo too. Each
 * picture is made small and kept before the next one is looked at.
 */
export function TakeButton({ paper, replaces, label, camera, main, onFault, onDone }: TakeProps) {
  const [working, setWorking] = useState(false);
  const take = async (files: readonly File[]): Promise<void> => {
    onFault(null);
    setWorking(true);
    try {
      for (const file of files) {
        const page = await takePage(file);
        if (!(await addPage(paper, page, replaces))) onFault('not_kept');
      }
      onDone?.();
    } catch (cause) {
      if (!(cause instanceof CaptureError)) throw cause;
      onFault(cause.fault);
    } finally {
      setWorking(false);
    }
  };
  const Sign = camera ? IconCamera : IconPaper;
  return (
    <label class={`button take ${main ? 'button--primary' : 'button--second'}`} aria-busy={working}>
      {working ? <span class="spinner" /> : <Sign />}
      <span>{working ? t('papers.working') : label}</span>
      <input
        class="unseen"
        type="file"
        accept={ACCEPTED}
        disabled={working}
        multiple={!camera && !replaces}
        {...(camera ? { capture: 'environment' as const } : {})}
        onChange={(event) => {
          const input = event.currentTarget;
          const files = [...(input.files ?? [])];
          input.value = '';
          if (files.length > 0) void take(files);
        }}
      />
    </label>
  );
}
