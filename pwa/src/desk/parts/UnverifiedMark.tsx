import { IconWarning } from '../../components/first-icons';
import { t } from '../words';

/** Beside a name: sent from a phone never signed in, and nobody has made sure by whom. */
export function UnverifiedMark() {
  return (
    <span class="note note--wait">
      <IconWarning /> {t('note.unverified')}
    </span>
  );
}
