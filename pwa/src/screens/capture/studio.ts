/** The worker that makes pages: begun when first needed, ended when nobody looks at a picture any more. */
import { openStudio, type Studio } from '../../capture/studio';

let open: Promise<Studio> | null = null;

export function studio(): Promise<Studio> {
  open ??= Promise.resolve().then(openStudio);
  // What could not be opened is tried again the next time.
  open.catch(() => (open = null));
  return open;
}

/** Its memory is wanted elsewhere. */
export function stopStudio(): void {
  void open?.then((each) => each.close()).catch(() => undefined);
  open = null;
}
