// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { UNKNOWN_LINK } from '../../src/domain/estimate';
import { askLink, hear, link, measured, online } from '../../src/state/connection';

let now = 1e6;

beforeEach(() => {
  now += 1e6;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  measured.value = null;
  link.value = 'unknown';
});

describe('the link is what gets through', () => {
  it('is good after a quick answer of ours, weak after a slow one or at a slow rate', () => {
    hear('ours', 200);
    expect(link.value).toBe('good');
    hear('ours', 5000);
    expect(link.value).toBe('weak');
    measured.value = { ...UNKNOWN_LINK, rate: 6250 };
    hear('ours', 200);
    expect(link.value).toBe('weak');
  });

  it('is only weak after a cut, and gone when the silence lasts', () => {
    hear('ours');
    now += 5000;
    hear('silence');
    expect([link.value, online.value]).toEqual(['weak', true]);
    now += 20_000;
    hear('silence');
    expect([link.value, online.value]).toEqual(['none', false]);
    hear('ours');
    expect(online.value).toBe(true);
  });

  /** Seen failing when any answer counts as one of ours. */
  it('is a portal where somebody else answers', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('<html>', { headers: { 'Content-Type': 'text/html' } })));
    await askLink(true);
    expect([link.value, online.value]).toEqual(['portal', false]);
  });
});

describe('asking', () => {
  it('is left when something was heard lately, and never keeps to the browser’s word', async () => {
    const fetcher = vi.fn(() => Promise.resolve(new Response('', { headers: { 'Content-Type': 'application/json' } })));
    vi.stubGlobal('fetch', fetcher);
    hear('ours');
    await askLink();
    expect(fetcher).not.toHaveBeenCalled();
    now += 60_000;
    vi.stubGlobal('navigator', { onLine: false });
    await askLink();
    expect(fetcher).toHaveBeenCalledTimes(1);
    expect(link.value).toBe('good');
  });
});
