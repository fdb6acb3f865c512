import { useEffect } from 'preact/hooks';
import { common } from '../../words/common';

export function useTitle(title: string): void {
  const whole = `${title} · ${common('brand')}`;
  useEffect(() => {
    document.title = whole;
  }, [whole]);
}
