/** Bytes ready to be sent, and how large a file may be. */
export interface PreparedPage {
  blob: Blob;
  /** Of exactly these bytes: the server checks it at the end. */
  sha256: string;
  media_type: string;
}

export const LARGEST_FILE = 40 * 1024 * 1024;
/** What goes as it is; the server takes no more. */
export const LARGEST_SENT = 15 * 1024 * 1024;
