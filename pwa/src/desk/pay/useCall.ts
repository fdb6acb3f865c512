/** One call at a time, and in words what went wrong with it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer } from '../../api/client';
import { faultText } from '../logic/undo';
import { useKept } from '../state/kept';
import { tp } from './words';

export interface Call {
  busy: boolean;
  fault: string | null;
  /** True when the server did it. */
  run: <R>(call: () => Promise<Answer<R>>, done: (body: R) => void) => Promise<boolean>;
}

export function useCall(): Call {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const running = useRef(false);
  const run: Call['run'] = async (call, done) => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setFault(null);
    const answer = await call();
    running.current = false;
    setBusy(false);
    if (answer.kind === 'ok') done(answer.body);
    else setFault(wordsOf(answer));
    return answer.kind === 'ok';
  };
  return { busy, fault, run };
}

export interface Command<Body> {
  busy: boolean;
  fault: string | null;
  /** It left and no answer came: the same is asked again, and done once. */
  inDoubt: boolean;
  /** What left and is not answered yet. */
  sent: Body | null;
  send: (body: Body) => void;
  again: () => void;
}

/**
 * A command that counts once for its id. What left without an answer is kept as it was, goes again
 * when the link is back, and cannot be changed until the server has said what became of it.
 */
export function useCommand<Body, R>(name: string, post: (body: Body) => Promise<Answer<R>>, done: (body: R) => void): Command<Body> {
  const [left, setLeft, drop] = useKept<Body | null>(`${name}.sent`, () => null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const running = useRef(false);
  const go = async (body: Body): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFault(null);
    setLeft(body);
    const answer = await post(body);
    running.current = false;
    setBusy(false);
    if (!isDecided(answer)) return setFault(tp('errors.in_doubt'));
    setLeft(null);
    drop();
    if (answer.kind === 'ok') done(answer.body);
    else setFault(wordsOf(answer));
  };
  useEffect(() => {
    if (!left) return undefined;
    const again = (): void => void go(left);
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [left]);
  return { busy, fault, inDoubt: left !== null && !busy, sent: left, send: (body) => void go(body), again: () => void (left && go(left)) };
}

/** The server did it, or refused it for good. */
export function isDecided<R>(answer: Answer<R>): boolean {
  return answer.kind === 'ok' || (answer.kind === 'problem' && answer.status < 500 && ![401, 408, 429].includes(answer.status));
}

export function wordsOf<R>(answer: Exclude<Answer<R>, { kind: 'ok' }>): string {
  return answer.kind === 'problem' ? faultText(answer.problem.title, answer.problem.errors) : tp('errors.no_link');
}
