/**
 * Where the person is. The address is the truth: `go` writes it, the back button writes it, and
 * the screens read `path` and `query`.
 */
import { computed, signal } from '@preact/signals';

const address = signal(read());

export const path = computed(() => address.value.pathname.replace(/\/+$/, '') || '/');
export const query = computed(() => Object.fromEntries(address.value.searchParams));

/** Whether this address was reached by going forward, so that the page starts at its top. */
export const movedForward = signal(true);

let depth = 0;

export function go(to: string, { replace = false } = {}): void {
  if (replace) history.replaceState(history.state, '', to);
  else {
    depth += 1;
    history.pushState(null, '', to);
  }
  movedForward.value = true;
  address.value = read();
}

/** One step back inside the app; a person who came from outside gets the given place instead. */
export function goBack(otherwise: string): void {
  if (depth > 0) history.back();
  else go(otherwise, { replace: true });
}

/** The citizens' pages; the officers' desk is another app and is opened anew. */
const citizens = (pathname: string): boolean => !/^\/(?:api|demo|desk)(?:[/.]|$)/.test(pathname);

/** Takes over clicks on links to our own pages, and the browser's back button. */
export function followLinks(belongs: (pathname: string) => boolean = citizens): void {
  addEventListener('popstate', () => {
    depth = Math.max(0, depth - 1);
    movedForward.value = false;
    address.value = read();
  });
  document.addEventListener('click', (event) => {
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || !isOurs(link, event) || !belongs(link.pathname)) return;
    event.preventDefault();
    go(link.href);
  });
}

function isOurs(link: HTMLAnchorElement, event: MouseEvent): boolean {
  if (event.defaultPrevented || event.button !== 0) return false;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return false;
  if (link.target || link.hasAttribute('download') || link.origin !== location.origin) return false;
  return !link.getAttribute('href')?.startsWith('#');
}

function read(): URL {
  return new URL(location.href);
}
