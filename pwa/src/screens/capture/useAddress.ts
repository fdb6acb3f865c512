import { useEffect, useState } from 'preact/hooks';

/** A picture's bytes as an address that an <img> can show, for as long as it is shown. */
export function useAddress(blob: Blob): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const url = URL.createObjectURL(blob);
    setAddress(url);
    return () => URL.revokeObjectURL(url);
  }, [blob]);
  return address;
}
