/** The inbox on the phone, and whether somebody wants to be called on it. */
import type { Message } from '../../domain/message';
import { reading, writing } from '../database';
import type { PushHere } from '../schema';

export const allMessages = (): Promise<Message[]> => reading((open) => open.getAll('messages'));

/** What was read on this phone stays read, and what only a push brings stays, whatever the server answered. */
export const keepInbox = (told: readonly Message[]): Promise<void> =>
  writing(['messages'], async (transaction) => {
    const store = transaction.objectStore('messages');
    for (const message of told) {
      const known = await store.get(message.id);
      await store.put({ ...known, ...message, read: message.read || known?.read === true });
    }
  });

export const markRead = (ids: readonly string[]): Promise<void> =>
  writing(['messages'], async (transaction) => {
    const store = transaction.objectStore('messages');
    for (const id of ids) {
      const known = await store.get(id);
      if (known) await store.put({ ...known, read: true });
    }
  });

export const setPush = (id: string, push: PushHere | null): Promise<void> =>
  writing(['accounts'], async (transaction) => {
    const store = transaction.objectStore('accounts');
    const known = await store.get(id);
    if (known) await store.put({ ...known, push });
  });
