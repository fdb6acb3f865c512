/** One question of the protocol, answered; what went wrong is an answer too. */
import { CaptureError } from '../fault';
import type { Answer, Question } from '../protocol';
import { forget, look, make } from './index';

export async function answer(question: Question): Promise<Answer> {
  const { id } = question;
  try {
    if ('look' in question) return { id, looked: await look(question.look, question.small) };
    if ('make' in question) return { id, made: await make(question.make, question.options) };
    forget(question.forget);
    return { id, forgotten: true };
  } catch (cause) {
    // Whatever the browser throws midway here is for want of memory.
    return { id, fault: cause instanceof CaptureError ? cause.fault : 'no_memory' };
  }
}
