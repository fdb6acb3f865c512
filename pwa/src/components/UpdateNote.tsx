import { applyUpdate, othersOpen, waitingVersion } from '../state/update';
import { common } from '../words/common';
import { Button } from './Button';

/** Offers the new version; nothing changes under the person's hands until they agree. */
export function UpdateNote() {
  if (!waitingVersion.value) return null;
  return (
    <div class="update" role="status">
      <p>{common(othersOpen.value ? 'update.others' : 'update.ready')}</p>
      <Button kind="second" onClick={applyUpdate}>
        {common('update.apply')}
      </Button>
    </div>
  );
}
