import { render } from 'preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { App } from '../../src/router/App';
import { startRouter } from '../../src/router/router';
import { notFound, routes } from '../../src/router/routes';
import { followLinks, go } from '../../src/state/navigation';

let root: HTMLElement;

beforeEach(() => {
  root = document.body.appendChild(document.createElement('div'));
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no link')));
});

afterEach(() => {
  render(null, root);
  root.remove();
  vi.unstubAllGlobals();
});

it('opens the home at once and follows a link to a lazy screen', async () => {
  go('/');
  followLinks();
  startRouter();
  render(<App />, root);
  expect(root.querySelector('h1')?.textContent).toBe('Bạn cần giấy tờ gì?');
  root.querySelector<HTMLAnchorElement>('a[href="/tro-giup"]')?.click();
  await vi.waitFor(() => expect(root.querySelector('h1')?.textContent).toBe('Trợ giúp'));
  expect(location.pathname).toBe('/tro-giup');
  expect(root.querySelector('.nav [aria-current]')?.textContent).toBe('Trợ giúp');
});

it('says what is safe and offers another try when a screen cannot be fetched', async () => {
  const route = routes.find(({ path }) => path === '/cai-dat');
  if (!route?.load) throw new Error('the settings are lazy');
  const load = vi.spyOn(route, 'load').mockRejectedValueOnce(new TypeError('no link'));
  render(<App />, root);
  go('/cai-dat');
  await vi.waitFor(() => expect(root.querySelector('h1')?.textContent).toContain('vẫn còn trên máy'));
  root.querySelector<HTMLButtonElement>('main button')?.click();
  await vi.waitFor(() => expect(root.querySelector('h1')?.textContent).toBe('Cài đặt'));
  expect(load).toHaveBeenCalledTimes(2);
});

it('shows a page of its own for an address that does not exist', async () => {
  expect(notFound.load).toBeDefined();
  render(<App />, root);
  go('/khong-co');
  await vi.waitFor(() => expect(root.querySelector('h1')?.textContent).toBe('Không thấy trang này'));
});
