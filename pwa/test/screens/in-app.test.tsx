import { type ComponentChildren, render } from 'preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { beforeForm, insideOf } from '../../src/screens/in-app/before';
import { elsewhere, intentTo } from '../../src/screens/in-app/InAppScreen';

const ANDROID = 'Mozilla/5.0 (Linux; Android 12; SM-A125F; wv) AppleWebKit/537.36 Version/4.0 Chrome/131.0 Mobile Safari/537.36';
const ZALO = `${ANDROID} Zalo android/12110644 ZaloTheme/light ZaloLanguage/vi`;
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148';

let root: HTMLElement;
const show = (what: ComponentChildren) => render(what, root);
const Form = beforeForm(() => <label>Họ và tên</label>);

beforeEach(() => {
  sessionStorage.clear();
  root = document.body.appendChild(document.createElement('div'));
});
afterEach(() => {
  render(null, root);
  root.remove();
});

it('knows the browsers inside other apps, and only those', () => {
  expect(insideOf(ZALO)).toBe('Zalo');
  expect(insideOf(`${IPHONE} Zalo iOS/509 ZaloTheme/light`)).toBe('Zalo');
  expect(insideOf(`${ANDROID} [FB_IAB/FB4A;FBAV/440.0.0;]`)).toBe('Facebook');
  expect(insideOf(`${IPHONE} [FBAN/FBIOS;FBAV/450.0;]`)).toBe('Facebook');
  expect(insideOf(`${ANDROID} [FB_IAB/Orca-Android;FBAV/440.0.0;]`)).toBe('Messenger');
  expect(insideOf(`${IPHONE} [FBAN/MessengerForiOS;FBAV/450.0;]`)).toBe('Messenger');
  expect(insideOf(ANDROID)).toBeUndefined();
  expect(insideOf(`${IPHONE} Version/17.4 Safari/604.1`)).toBeUndefined();
});

it('warns before the first field, and lets the person stay', async () => {
  vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(ZALO);
  show(<Form params={{}} />);
  expect(root.textContent).not.toContain('Họ và tên');
  await vi.waitFor(() => expect(root.textContent).toContain('Làm trong Zalo dễ mất hồ sơ'));
  const buttons = [...root.querySelectorAll('button')];
  buttons.find(({ textContent }) => textContent === 'Vẫn làm ở đây')?.click();
  await vi.waitFor(() => expect(root.textContent).toContain('Họ và tên'));
  render(null, root);
  show(<Form params={{}} />);
  expect(root.textContent).toContain('Họ và tên');
});

it('is never seen in an ordinary browser', () => {
  show(<Form params={{}} />);
  expect(root.textContent).toBe('Họ và tên');
});

it('leads to the same page in Chrome, or to the list where the draft is only here', () => {
  const page = { origin: 'https://xa.example', pathname: '/bat-dau/2-000635', search: '?nho=1' };
  expect(elsewhere(page)).toBe('https://xa.example/bat-dau/2-000635?nho=1');
  expect(elsewhere({ ...page, pathname: '/lam/0194/bo-sung' })).toBe('https://xa.example/ho-so');
  expect(intentTo('https://xa.example/bat-dau/2-000635?nho=1')).toBe(
    'intent://xa.example/bat-dau/2-000635?nho=1#Intent;scheme=https;package=com.android.chrome;' +
      'S.browser_fallback_url=https%3A%2F%2Fxa.example%2Fbat-dau%2F2-000635%3Fnho%3D1;end',
  );
});
