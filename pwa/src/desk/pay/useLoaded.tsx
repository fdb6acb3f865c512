import { useEffect, useState } from 'preact/hooks';
import type { Answer } from '../../api/client';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Skeleton } from '../../components/Skeleton';
import { common } from '../../words/common';
import { wordsOf } from './useCall';

export interface Loaded<T> {
  value: T | null;
  set: (value: T) => void;
  fault: string | null;
  reload: () => void;
}

/** Something of the server's, asked for when `about` changes; what was shown stays while it is asked. */
export function useLoaded<T>(load: () => Promise<Answer<T>>, about: string): Loaded<T> {
  const [value, set] = useState<T | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let wanted = true;
    void load().then((answer) => {
      if (!wanted) return;
      if (answer.kind === 'ok') set(answer.body);
      setFault(answer.kind === 'ok' ? null : wordsOf(answer));
    });
    return () => {
      wanted = false;
    };
  }, [about, asked]);
  return { value, set, fault, reload: () => setAsked(asked + 1) };
}

/** While nothing is there yet: that it comes, or why it did not and another try. */
export function NotLoaded<T>({ of }: { of: Loaded<T> }) {
  if (of.fault === null) return of.value === null ? <Skeleton lines={4} /> : null;
  return (
    <Banner kind="bad" alert>
      <p>{of.fault}</p>
      <Button kind="second" onClick={of.reload}>
        {common('retry')}
      </Button>
    </Banner>
  );
}
