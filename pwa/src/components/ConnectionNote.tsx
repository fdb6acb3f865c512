import { link, online } from '../state/connection';
import { common } from '../words/common';
import { IconNoLink } from './first-icons';

/** Says that nothing gets through, or that a Wi-Fi wants a sign-in first, and that nothing is lost. */
export function ConnectionNote() {
  return (
    <div class="connection" role="status">
      {!online.value && (
        <p class="connection__note">
          <IconNoLink />
          <span>{common(link.value === 'portal' ? 'portal' : 'offline')}</span>
        </p>
      )}
    </div>
  );
}
