/** "Tôi đã nhắn": counts at once here, and at the commune when the link allows. */
import { startSending } from '../sending';
import { account } from '../../state/shelf';
import { type Ask, helping, keepHelping, loadHelping } from '../../state/news/helping';
import { allEntries } from '../../storage/outbox';
import { report } from '../../sync/reports';

export async function told(ask: Ask): Promise<void> {
  const person = account.peek();
  if (!person) return;
  await report('told', person.id, ask.messages);
  await keepHelping(person.id, helping.peek().filter((other) => other !== ask));
  startSending();
}

/** Whoever was told, while the commune has not heard of it, is not asked about again. */
export async function refreshHelping(): Promise<boolean> {
  const fresh = await loadHelping();
  const person = account.peek();
  const waiting = (await allEntries()).filter(({ kind }) => kind === 'report').map(({ body }) => body).join();
  const left = helping.peek().filter(({ messages }) => !messages.some((id) => waiting.includes(id)));
  if (person && left.length < helping.peek().length) await keepHelping(person.id, left);
  return fresh;
}
