import { useLayoutEffect, useRef } from 'preact/hooks';
import { BottomNav } from '../components/BottomNav';
import { Button } from '../components/Button';
import { ConnectionNote } from '../components/ConnectionNote';
import { Screen } from '../components/Screen';
import { UpdateNote } from '../components/UpdateNote';
import { movedForward, path } from '../state/navigation';
import { common } from '../words/common';
import { retryScreen, screenState, shown } from './router';

/** The frame around every screen: skip link, the screen, the navigation, the state of the link. */
export function App() {
  const now = shown.value;
  const focused = now?.route.focused ?? false;
  useArrival(path.value, now);
  return (
    <div class={focused ? 'app app--focused' : 'app'}>
      <a class="skip" href="#main">
        {common('skip')}
      </a>
      {screenState.value === 'loading' && <div class="loading-bar" role="progressbar" aria-label={common('loading')} />}
      {screenState.value === 'failed' ? (
        <Screen title={common('errors.chunk')}>
          <p>{common('errors.chunk_hint')}</p>
          <Button onClick={retryScreen}>{common('retry')}</Button>
        </Screen>
      ) : (
        now && <now.screen key={now.route.path} params={now.params} />
      )}
      {!focused && <UpdateNote />}
      <ConnectionNote />
      {!focused && <BottomNav tab={now?.route.tab} />}
    </div>
  );
}

/** On a new screen the page starts at its top and a screen reader at its heading. */
function useArrival(address: string, now: unknown): void {
  const last = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (!now || last.current === address) return;
    const first = last.current === null;
    last.current = address;
    if (first) return;
    if (movedForward.peek()) scrollTo(0, 0);
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, [address, now]);
}
