/** How remembered people lie in the phone's database (docs/decisions/0089). */

/** One person; only the account's own key opens it. */
export interface SealedPerson {
  id: string;
  account: string;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

/** The key cannot be taken out of the browser. Null: this account wants nobody remembered. */
export interface SealKey {
  account: string;
  key: CryptoKey | null;
  /** When the person agreed or refused (ms), and to which words. */
  at: number;
  words: string;
}
