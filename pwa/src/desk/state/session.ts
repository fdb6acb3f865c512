/** Who sits at this desk. When the session ends, what is on the screen stays; one signs in above it. */
import { computed, signal } from '@preact/signals';
import type { Answer } from '../../api/client';
import { enter, getMe, leave } from '../api/desk';
import { onSessionEnd } from '../api/door';
import type { Me } from '../api/types';

const STAFF = ['officer', 'leader', 'administrator'];

export type Standing = 'asking' | 'no_link' | 'nobody' | 'not_staff' | 'here';

export const me = signal<Me | null>(null);
export const standing = signal<Standing>('asking');
/** The session ended while somebody worked. */
export const expired = signal(false);

export const officerId = computed(() => me.value?.person.id ?? '');
/** Only an officer takes money and decides about it; a leader or an administrator looks. */
export const mayTakeMoney = computed(() => me.value?.person.role === 'officer');
export const isAdministrator = computed(() => me.value?.person.role === 'administrator');

onSessionEnd(() => {
  if (standing.peek() === 'here') expired.value = true;
});

export async function askWho(): Promise<void> {
  standing.value = 'asking';
  const answer = await getMe();
  if (answer.kind === 'ok') welcome(answer.body);
  else standing.value = answer.kind === 'problem' && answer.status === 401 ? 'nobody' : 'no_link';
}

export async function signIn(login: string, password: string, code: string): Promise<Answer<Me>> {
  const before = officerId.peek();
  const answer = await enter(login, password, code);
  if (answer.kind === 'ok') {
    // Another officer must not find the screens of the one before.
    if (before && before !== answer.body.person.id) location.assign('/desk');
    else welcome(answer.body);
  }
  return answer;
}

/** False when the server did not hear it: the session still stands, and nothing was cleared. */
export async function signOut(clear: () => Promise<void>): Promise<boolean> {
  const answer = await leave();
  if (answer.kind === 'no_link' || (answer.kind === 'problem' && answer.status !== 401)) return false;
  await clear();
  location.assign('/desk');
  return true;
}

function welcome(found: Me): void {
  me.value = found;
  standing.value = STAFF.includes(found.person.role) ? 'here' : 'not_staff';
  expired.value = false;
}
