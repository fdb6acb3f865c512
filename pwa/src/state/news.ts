/** How many messages of the commune nobody has read yet, and the messages, the newest first. */
import { computed, signal } from '@preact/signals';
import type { Message } from '../domain/message';
import { onChange } from '../storage/announcements';
import { allMessages } from '../storage/news/messages';
import { account } from './shelf';

const every = signal<Message[]>([]);

export const letters = computed(() =>
  every.value
    .filter((message) => message.account === account.value?.id)
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at) || other.seq - one.seq),
);
export const unread = computed(() => letters.value.filter(({ read }) => !read).length);

export async function readLetters(): Promise<void> {
  every.value = await allMessages();
}

let following: (() => void) | null = null;

/** Reads once and follows every later change. */
export async function followLetters(): Promise<void> {
  following ??= onChange((stores) => {
    if (stores.includes('messages')) void readLetters();
  });
  await readLetters();
}
