/** Every call of the desk. A session that ended is told once, here; nothing typed is touched by it. */
import { type Answer, call, type CallOptions } from '../../api/client';
import { language } from '../../words';

type Listener = () => void;
let sessionEnded: Listener = () => undefined;

export function onSessionEnd(listener: Listener): void {
  sessionEnded = listener;
}

export async function ask<T>(method: string, path: string, options: CallOptions = {}): Promise<Answer<T>> {
  const headers = { 'Accept-Language': language.peek(), ...options.headers };
  const answer = await call<T>(method, path, { ...options, headers });
  if (answer.kind === 'problem' && answer.status === 401) sessionEnded();
  return answer;
}

/** The header that says which version of a dossier the officer saw. */
export function seen(version: number): Record<string, string> {
  return { 'If-Match': `"${version}"` };
}
