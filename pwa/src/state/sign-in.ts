/**
 * Where somebody is in signing in. It is kept while they leave to read the message with the code,
 * even when the phone closes the app meanwhile, and forgotten when the code's ticket would be.
 */
import { signal } from '@preact/signals';
import type { Profile } from '../api/session';

export type SignInStep = 'phone' | 'code' | 'profile' | 'pin' | 'new';

export interface SignIn {
  step: SignInStep;
  phone: string;
  code: string;
  /** When another code may be asked for (this phone's clock, for showing only). */
  resend_at: number;
  ticket: string;
  profiles: Profile[];
  profile: string | null;
  full_name: string;
  birth_year: string;
  kept_at: number;
}

const STORED = 'motcua.sign-in';
const KEPT_FOR = 30 * 60 * 1000;

const START: SignIn = {
  step: 'phone',
  phone: '',
  code: '',
  resend_at: 0,
  ticket: '',
  profiles: [],
  profile: null,
  full_name: '',
  birth_year: '',
  kept_at: 0,
};

export const signIn = signal<SignIn>(restore(Date.now()));

export function changeSignIn(change: Partial<SignIn>): void {
  signIn.value = { ...signIn.peek(), ...change, kept_at: Date.now() };
  write(JSON.stringify(signIn.peek()));
}

export function forgetSignIn(): void {
  signIn.value = START;
  write(null);
}

export function restore(now: number): SignIn {
  try {
    const kept = JSON.parse(localStorage.getItem(STORED) ?? 'null') as SignIn | null;
    const age = now - (kept?.kept_at ?? 0);
    return kept && age >= 0 && age < KEPT_FOR ? { ...START, ...kept } : START;
  } catch {
    return START;
  }
}

function write(text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, text);
  } catch {
    // Without storage the entry lives as long as the page does.
  }
}
