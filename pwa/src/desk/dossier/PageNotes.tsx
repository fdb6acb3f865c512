import { IconWarning } from '../../components/icons';
import type { DeskPage } from '../api/types';
import { IconSeal } from '../parts/icons';
import { td } from '../words';
import { checked } from './checking';

/** What the sender's phone said of the page, and what a look at its original found. */
export function PageNotes({ page }: { page: DeskPage }) {
  const check = checked.value?.page === page.id ? checked.value : null;
  const faults = [...new Set(page.marks)].map((fault) => td(`fault.${fault}`)).join(', ');
  return (
    <div class="notes">
      {faults && (
        <p class="notes__line">
          <IconWarning /> {td('notes.kept', { faults })}
        </p>
      )}
      <p class={`notes__line${check?.found === 'changed' ? ' notes__line--bad' : ''}`} role="status">
        {check && (
          <>
            <IconSeal /> {td(`check.${check.found}`, { hash: check.hash })}
          </>
        )}
      </p>
    </div>
  );
}
