/** The commune's list: one function an endpoint. */
import type { Answer } from '../../api/client';
import { ask } from '../api/door';
import type { Plan } from './types';

const LIST = '/api/desk/catalogue/list';
const headers = { 'Content-Type': 'application/octet-stream' };

export interface Wish {
  from: string;
  whole: boolean;
}

export function previewList(body: Blob, wish: Wish): Promise<Answer<Plan>> {
  return ask('POST', `${LIST}/preview?${said(wish)}`, { body, headers });
}

/** `plan` names what was looked at; the server publishes nothing else. */
export function publishList(body: Blob, wish: Wish, plan: string): Promise<Answer<Plan>> {
  return ask('POST', `${LIST}?${said(wish)}&plan=${plan}`, { body, headers });
}

export const templates = { xlsx: `${LIST}/template.xlsx`, csv: `${LIST}/template.csv` };

function said({ from, whole }: Wish): string {
  return `from=${from}&whole=${whole ? 1 : 0}`;
}
