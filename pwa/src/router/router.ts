/**
 * From the address to a screen. While a lazy screen is on its way the old one stays, and when it
 * cannot be fetched (no link, first visit) the person is told so and may try again.
 */
import { effect, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { path } from '../state/navigation';
import type { ScreenProps } from './paths';
import { type AppRoute, notFound, routes } from './routes';

export interface Shown {
  route: AppRoute;
  screen: ComponentType<ScreenProps>;
  params: Record<string, string>;
}

export const shown = signal<Shown | null>(null);
export const screenState = signal<'ready' | 'loading' | 'failed'>('ready');

const loaded = new Map<AppRoute, ComponentType<ScreenProps>>();

/** `/ho-so/:id` against `/ho-so/a1` gives `{ id: 'a1' }`; null when they differ. */
export function match(pattern: string, address: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = address.split('/');
  const required = wanted.filter((part) => !part.endsWith('?')).length;
  if (given.length > wanted.length || given.length < required) return null;
  const params: Record<string, string> = {};
  for (const [place, part] of wanted.entries()) {
    const value = given[place];
    if (part.startsWith(':')) {
      if (value) params[part.slice(1).replace('?', '')] = decode(value);
    } else if (part !== value) return null;
  }
  return params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function find(address: string): { route: AppRoute; params: Record<string, string> } {
  for (const route of routes) {
    const params = match(route.path, address);
    if (params) return { route, params };
  }
  return { route: notFound, params: {} };
}

export function startRouter(): void {
  effect(() => {
    void show(path.value);
  });
}

export function retryScreen(): void {
  void show(path.peek());
}

async function show(address: string): Promise<void> {
  const { route, params } = find(address);
  const known = route.screen ?? loaded.get(route);
  if (known) {
    put(route, known, params);
    return;
  }
  screenState.value = 'loading';
  try {
    const screen = await route.load?.();
    if (!screen) return;
    loaded.set(route, screen);
    if (path.peek() === address) put(route, screen, params);
  } catch {
    if (path.peek() === address) screenState.value = 'failed';
  }
}

function put(route: AppRoute, screen: Shown['screen'], params: Shown['params']): void {
  shown.value = { route, screen, params };
  screenState.value = 'ready';
}
