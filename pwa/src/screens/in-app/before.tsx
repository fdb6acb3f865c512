import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ScreenProps } from '../../router/paths';
import type { InAppScreen } from './InAppScreen';

/** How the browsers inside other apps name themselves; Messenger's says that it is Facebook's, too. */
const INSIDE: readonly (readonly [string, RegExp])[] = [
  ['Zalo', /Zalo/],
  ['Messenger', /Messenger|Orca/],
  ['Facebook', /FB(?:A[NV]|_IAB)/],
];
const STAYS = 'motcua.stays';

/** The app in whose browser this page is open. */
export const insideOf = (agent: string): string | undefined => INSIDE.find(([, mark]) => mark.test(agent))?.[0];

/**
 * Such a browser may throw its storage away with the chat, and sends nothing once it is closed. So the
 * person is told before the first field, and chooses. The warning comes in a file of its own: who has
 * no link for it is not held up.
 */
export function beforeForm(Form: ComponentType<ScreenProps>): ComponentType<ScreenProps> {
  return function Before(props) {
    const app = insideOf(navigator.userAgent);
    const [done, setDone] = useState(!app || stays());
    const [Warning, setWarning] = useState<typeof InAppScreen | null>(null);
    useEffect(() => {
      if (done) return;
      import('./InAppScreen').then((m) => setWarning(() => m.InAppScreen)).catch(() => setDone(true));
    }, []);
    if (done) return <Form {...props} />;
    return Warning && <Warning app={app ?? ''} onStay={() => setDone(stay())} />;
  };
}

function stays(): boolean {
  try {
    return sessionStorage.getItem(STAYS) !== null;
  } catch {
    return false;
  }
}

function stay(): true {
  try {
    sessionStorage.setItem(STAYS, '1');
  } catch {
    // Without storage it is asked again with the next form.
  }
  return true;
}
