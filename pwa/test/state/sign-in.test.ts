import { beforeEach, expect, it } from 'vitest';
import { changeSignIn, forgetSignIn, restore, signIn } from '../../src/state/sign-in';

const MINUTE = 60_000;

beforeEach(() => {
  localStorage.clear();
  forgetSignIn();
});

it('is where it was after the app was closed to read the message', () => {
  changeSignIn({ step: 'code', phone: '0912000126', code: '12' });
  expect(restore(Date.now() + 10 * MINUTE)).toMatchObject({ step: 'code', phone: '0912000126', code: '12' });
});

it('begins anew when the code could no longer be good, or the clock went back', () => {
  changeSignIn({ step: 'code', phone: '0912000126' });
  expect(restore(Date.now() + 31 * MINUTE).step).toBe('phone');
  expect(restore(Date.now() - 31 * MINUTE).step).toBe('phone');
});

it('leaves nothing behind once somebody is in', () => {
  changeSignIn({ step: 'profile', ticket: 'secret' });
  forgetSignIn();
  expect(signIn.value.ticket).toBe('');
  expect(localStorage.getItem('motcua.sign-in')).toBeNull();
});
