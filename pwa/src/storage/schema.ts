/** The stores of the phone's database and what lies in each. */
import type { Draft } from '../domain/draft';
import type { DossierRecord } from '../domain/dossier';
import type { Link } from '../domain/estimate';
import type { Message } from '../domain/message';
import type { OutboxEntry } from '../domain/outbox';
import type { SealedPerson, SealKey } from '../domain/sealed';
import type { Shot } from '../domain/shot';

/** The bytes of one page, as they will be sent, or of a picture that is to become one. */
export interface StoredPage {
  id: string;
  draft: string;
  blob: Blob;
  sha256: string;
  /** Only of pictures as they came. */
  shot?: Shot;
}

/** Something the server gave that changes seldom: index, details, communes, agencies. */
export interface CatalogueEntry {
  key: string;
  etag: string | null;
  data: unknown;
  at: number;
}

/** The subscription under which this phone is called for somebody, and when (ms) it was last told. */
export interface PushHere {
  endpoint: string;
  key_id: string;
  at: number;
}

/** Somebody who signed in on this phone; the token can only send (design: send-only). */
export interface Account {
  id: string;
  full_name: string;
  phone_masked: string | null;
  role: string;
  send_token: string | null;
  device_id: string;
  /** The one who is signed in now. */
  current: boolean;
  /** Cursor of the changes feed. */
  cursor: number;
  agency: { code: string; name: string } | null;
  /** Never signed in: what goes in this name arrives as "chưa xác thực". */
  unverified?: true;
  /** Not yet known to the server: the number (+84…) that it will be told with the name. */
  pending?: true;
  phone?: string | null;
  device_name?: string;
  /** Wants to be called on this phone; ends with the sign-in. */
  push?: PushHere | null;
}

export interface Schema {
  drafts: { key: string; value: Draft };
  outbox: { key: string; value: OutboxEntry };
  pages: { key: string; value: StoredPage; indexes: { by_draft: string } };
  dossiers: { key: string; value: DossierRecord };
  catalogue: { key: string; value: CatalogueEntry };
  accounts: { key: string; value: Account };
  link: { key: string; value: Link };
  people: { key: string; value: SealedPerson };
  keys: { key: string; value: SealKey };
  messages: { key: string; value: Message };
}
