import type { Fault } from '../../actions/session/outcome';
import { Banner } from '../../components/Banner';
import { t } from './words';

export function FaultBanner({ fault }: { fault: Fault | null }) {
  if (!fault) return null;
  if (fault.kind === 'told') {
    return (
      <Banner kind="bad" alert>
        <p>{fault.text}</p>
      </Banner>
    );
  }
  return (
    <Banner kind="warning" title={t(`errors.${fault.kind}`)} alert>
      <p>{t(`errors.${fault.kind}_hint`)}</p>
    </Banner>
  );
}
