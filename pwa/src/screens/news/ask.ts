import type { SupplementRequest } from '../../domain/dossier';

type Item = SupplementRequest['items'][number];

/** What a push asks for, as it came; null for what is none. */
export function readAsk(told: unknown): SupplementRequest | null {
  const { request_id, items, text } = (told ?? {}) as Record<string, unknown>;
  if (typeof request_id !== 'string' || !Array.isArray(items) || items.length === 0) return null;
  if (!items.every(isItem)) return null;
  return { request_id, items, text: typeof text === 'string' ? text : null, due: null };
}

function isItem(told: unknown): told is Item {
  const { paper, name, reason } = (told ?? {}) as Record<string, unknown>;
  return typeof paper === 'string' && typeof name === 'string' && (reason === undefined || typeof reason === 'string');
}
