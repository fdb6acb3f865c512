/** How many people wait for a call, beside the other counts of the rail. */
import { signal } from '@preact/signals';
import { getCalls } from './api';

export const toCall = signal(0);

export async function showCalls(): Promise<void> {
  const answer = await getCalls();
  if (answer.kind === 'ok') toCall.value = answer.body.items.length;
}
