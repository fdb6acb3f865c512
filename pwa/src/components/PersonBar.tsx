import { filingFor } from '../state/mine';
import { common } from '../words/common';
import { IconPeople } from './first-icons';

/** Names the person for whom one files, so that nobody's papers land under a neighbour's name. */
export function PersonBar({ of }: { of?: string | null | undefined }) {
  const name = of ?? filingFor.value;
  if (!name) return null;
  return (
    <aside class="person-bar">
      <IconPeople />
      <span>{common('filing_for', { name })}</span>
    </aside>
  );
}
