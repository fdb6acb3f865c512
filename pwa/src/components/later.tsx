import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { common } from '../words/common';
import { Banner } from './Banner';
import { Button } from './Button';
import { Skeleton } from './Skeleton';

/**
 * A part that few people see: fetched when it is first shown, and asked for again where the link failed.
 * What only adds to the screen is left out without a link (`quiet`); its children stand in its place.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>, quiet = false): ComponentType<P> {
  return function Later(props: P) {
    const [Part, setPart] = useState<ComponentType<P> | null>(null);
    const [failed, setFailed] = useState(false);
    const fetchIt = (): void => {
      setFailed(false);
      load().then(
        (part) => setPart(() => part),
        () => setFailed(true),
      );
    };
    useEffect(fetchIt, []);
    if (Part) return <Part {...props} />;
    if (quiet) return (props as { children?: ComponentChildren }).children ?? null;
    if (!failed) return <Skeleton lines={3} />;
    return (
      <Banner kind="warning" alert title={common('errors.chunk')}>
        <Button kind="quiet" onClick={fetchIt}>
          {common('retry')}
        </Button>
      </Banner>
    );
  };
}
