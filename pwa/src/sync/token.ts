/** Whose token an entry goes with. Who sends without signing in gets one when the link is there. */
import type { OutboxEntry } from '../domain/outbox';
import { isObject } from '../domain/receipt';
import { allAccounts } from '../storage/accounts';
import { nameSender } from '../storage/outbox';
import type { Account } from '../storage/schema';
import { judgeRefusal, type Verdict } from './policy';
import type { Run } from './run';

type Token = { token: string } | { verdict: Verdict };

const SIGN_IN: Verdict = { do: 'park', why: 'sign_in', said: null, receipt: null };

export async function tokenOf(entry: OutboxEntry, run: Run): Promise<Token> {
  const account = (await allAccounts()).find(({ id }) => id === entry.account);
  if (account?.pending) return askForToken(account, run);
  return account?.send_token ? { token: account.send_token } : { verdict: SIGN_IN };
}

async function askForToken(pending: Account, run: Run): Promise<Token> {
  const answer = await run.line.ask({
    method: 'POST',
    path: '/api/accounts/device-token',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      device: { id: pending.device_id, name: pending.device_name },
      full_name: pending.full_name,
      phone: pending.phone ?? null,
    }),
  });
  const again: Token = { verdict: { do: 'retry', why: 'no_link', after: null } };
  if (!answer) return again;
  const { account, send_token: token } = isObject(answer.body) ? answer.body : {};
  if (answer.status === 201 && isObject(account) && typeof account.id === 'string' && typeof token === 'string') {
    return (await nameSender(pending.id, account.id, token)) ? { token } : again;
  }
  const verdict = judgeRefusal(answer);
  // Whatever it was that the server did not like: signing in is the other way.
  return { verdict: verdict.do === 'park' ? { ...verdict, why: 'sign_in' } : verdict };
}
