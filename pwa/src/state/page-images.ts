/** Pictures of pages that lie on the phone, as addresses an <img> can show. */
import { useEffect, useState } from 'preact/hooks';
import { getPage } from '../storage/pages';

/** undefined while it is read, null when its bytes are not on this phone. */
export function usePageImage(id: string): string | null | undefined {
  const [address, setAddress] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    let url: string | null = null;
    let left = false;
    void getPage(id).then((page) => {
      if (left) return;
      url = page ? URL.createObjectURL(page.blob) : null;
      setAddress(url);
    });
    return () => {
      left = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [id]);
  return address;
}
