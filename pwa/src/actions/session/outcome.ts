import type { Answer } from '../../api/client';

/** What a screen shows when something did not happen: the server's own sentence, or why not. */
export type Fault = { kind: 'told'; code: string; text: string } | { kind: 'no_link' } | { kind: 'strange' };

export function faultOf(answer: Exclude<Answer<unknown>, { kind: 'ok' }>): Fault {
  if (answer.kind === 'problem') {
    return { kind: 'told', code: answer.problem.code, text: answer.problem.title };
  }
  return answer.kind === 'no_link' ? { kind: 'no_link' } : { kind: 'strange' };
}
