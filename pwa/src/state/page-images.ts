/** Pictures of pages as addresses an <img> can show: from the phone, else from the commune. */
import { useEffect, useState } from 'preact/hooks';
import type { PageRef } from '../domain/draft';
import { getPage } from '../storage/pages';
import { everyRecord } from './shelf';

export const bytesOf = async (id: string): Promise<Blob | undefined> => (await getPage(id))?.blob;

/** undefined while it is read, null when its bytes are not on this phone. */
export function usePageImage({ id, sha256 }: PageRef): string | null | undefined {
  const [address, setAddress] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    let url: string | null = null;
    let left = false;
    void getPage(id).then((page) => {
      if (left) return;
      url = page ? URL.createObjectURL(page.blob) : null;
      setAddress(url ?? thumbnailOf(sha256));
    });
    return () => {
      left = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [id, sha256]);
  return address;
}

/** A page that was sent already: the commune has a small picture of it. */
function thumbnailOf(sha256: string): string | null {
  for (const { detail } of everyRecord.peek()) {
    const page = detail?.pages.find((each) => each.sha256 === sha256);
    if (page?.thumbnail_url) return page.thumbnail_url;
  }
  return null;
}
