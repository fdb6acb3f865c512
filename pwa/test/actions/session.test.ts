import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { askForCode } from '../../src/actions/session/askForCode';
import { enter } from '../../src/actions/session/enter';
import { verifyCode } from '../../src/actions/session/verifyCode';
import { forgetSignIn, signIn } from '../../src/state/sign-in';
import { currentAccount } from '../../src/storage/accounts';

const problem = (code: string, status: number) =>
  new Response(JSON.stringify({ code, title: 'Những gì đã nhập vẫn còn.' }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });
const next = (response: Response) => vi.stubGlobal('fetch', () => Promise.resolve(response));

const LO_THI_MAU = { id: 'p1', full_name: 'Lò Thị Mẫu', birth_year: null, phone_masked: '09… 126', role: 'citizen', has_pin: false };

beforeEach(forgetSignIn);
afterEach(() => vi.unstubAllGlobals());

it('goes from the number to the code to a new name to being in', async () => {
  next(Response.json({ resend_after: 60 }, { status: 202 }));
  expect(await askForCode('0912000126')).toBeNull();
  expect(signIn.value.step).toBe('code');
  next(Response.json({ ticket: 't', profiles: [] }));
  expect(await verifyCode('0912000126', '123456')).toBeNull();
  expect(signIn.value.step).toBe('new');
  next(Response.json({ person: LO_THI_MAU, agency: null, device_id: 'd1', send_token: 'mc1_x' }, { status: 201 }));
  expect(await enter({ new_profile: { full_name: 'Lò Thị Mẫu' } })).toBeNull();
  expect(await currentAccount()).toMatchObject({ id: 'p1', full_name: 'Lò Thị Mẫu', send_token: 'mc1_x' });
  expect(signIn.value.ticket).toBe('');
});

it('lets the people of a shared number choose who they are', async () => {
  next(Response.json({ ticket: 't', profiles: [{ id: 'p1', display_name: 'Lò T. M.', here: false, needs_pin: true }] }));
  await verifyCode('0912000126', '123456');
  expect(signIn.value.step).toBe('profile');
  next(problem('pin_needed', 422));
  expect(await enter({ profile_id: 'p1' })).toMatchObject({ kind: 'told', code: 'pin_needed' });
  expect(signIn.value).toMatchObject({ step: 'pin', profile: 'p1' });
});

it('keeps what was typed when the code is wrong or the link is gone', async () => {
  next(Response.json({ resend_after: 60 }, { status: 202 }));
  await askForCode('0912000126');
  next(problem('code_wrong', 422));
  expect(await verifyCode('0912000126', '000000')).toMatchObject({ kind: 'told', code: 'code_wrong' });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no link')));
  expect(await verifyCode('0912000126', '000000')).toEqual({ kind: 'no_link' });
  expect(signIn.value).toMatchObject({ step: 'code', phone: '0912000126' });
});

it('starts again at the number when the ticket is too old', async () => {
  next(problem('ticket_expired', 422));
  await enter({ profile_id: 'p1' });
  expect(signIn.value.step).toBe('phone');
});
