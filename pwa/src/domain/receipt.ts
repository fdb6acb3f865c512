/**
 * The server's receipt (giấy xác nhận đã nhận). It is read field by field: anything that does not
 * look exactly like one (a captive portal's page, half an answer) is no receipt.
 */
import { type DossierState, readState } from './states';

export interface MissingPage {
  sha256: string;
  upload: string;
  /** Bytes that the server already has; null when only the server can tell. */
  offset: number | null;
}

export interface ReceivedPage {
  paper: string;
  page: number;
  sha256: string;
  bytes: number;
  stored: boolean;
}

export interface Receipt {
  id: string;
  revision: number;
  state: DossierState;
  slip: string | null;
  code: string | null;
  received_at: string | null;
  answer_due: string | null;
  binding_due: string | null;
  provisional_due: string | null;
  /** Sent without signing in: the commune calls back before it shows anything elsewhere. */
  unverified: boolean;
  missing: MissingPage[];
  pages: ReceivedPage[];
}

export function readReceipt(body: unknown): Receipt | null {
  if (!isObject(body)) return null;
  const state = readState(body.state);
  if (typeof body.id !== 'string' || typeof body.revision !== 'number' || !state) return null;
  const missing = readList(body.missing, readMissing);
  const pages = readList(body.pages ?? [], readPage);
  if (!missing || !pages) return null;
  return {
    id: body.id,
    revision: body.revision,
    state,
    slip: text(body.slip),
    code: text(body.code),
    received_at: text(body.received_at),
    answer_due: text(body.answer_due),
    binding_due: text(body.binding_due),
    provisional_due: text(body.provisional_due),
    unverified: body.unverified === true,
    missing,
    pages,
  };
}

function readMissing(item: unknown): MissingPage | null {
  if (!isObject(item) || typeof item.sha256 !== 'string' || typeof item.upload !== 'string') {
    return null;
  }
  return {
    sha256: item.sha256,
    upload: item.upload,
    offset: typeof item.offset === 'number' ? item.offset : null,
  };
}

function readPage(item: unknown): ReceivedPage | null {
  if (!isObject(item) || typeof item.sha256 !== 'string') return null;
  return {
    paper: text(item.paper) ?? '',
    page: typeof item.page === 'number' ? item.page : 1,
    sha256: item.sha256,
    bytes: typeof item.bytes === 'number' ? item.bytes : 0,
    stored: item.stored === true,
  };
}

function readList<T>(value: unknown, read: (item: unknown) => T | null): T[] | null {
  if (!Array.isArray(value)) return null;
  const items = value.map(read);
  return items.every((item) => item !== null) ? (items) : null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
