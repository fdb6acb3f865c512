import { online } from '../state/connection';
import { common } from '../words/common';
import { IconNoLink } from './first-icons';

/** Says that the link is gone and that nothing is lost by it. */
export function ConnectionNote() {
  return (
    <div class="connection" role="status">
      {!online.value && (
        <p class="connection__note">
          <IconNoLink />
          <span>{common('offline')}</span>
        </p>
      )}
    </div>
  );
}
