import { IconDone } from '../../components/icons';
import { shortMoment } from '../parts/DueMark';
import { deskPaths } from '../state/paths';
import { sum } from './parts';
import type { Difference } from './types';
import { tp, wordFor } from './words';

/** Everything that does not agree, each with the way to where it is put right. */
export function Differences({ differences }: { differences: Difference[] }) {
  if (!differences.length) {
    return (
      <p class="gaps gaps--none">
        <IconDone /> {tp('differences.none')}
      </p>
    );
  }
  return (
    <div class="gaps">
      <h3 class="gaps__title">{tp('differences', { n: differences.length })}</h3>
      <ul>
        {differences.map((each, index) => (
          <li key={index}>
            <strong>{wordFor('difference', each.kind)}</strong> · {sum(each.amount)} · {shortMoment(each.at)}
            {each.reference && ` · ${each.reference}`} <Way difference={each} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Way({ difference: { kind, dossier } }: { difference: Difference }) {
  if (kind.startsWith('line_')) return <a href={deskPaths.money('lines')}>{tp('line.decide')}</a>;
  if (kind.startsWith('refund_')) return <a href={deskPaths.money('refunds')}>{tp('part.refunds')}</a>;
  return dossier ? <a href={deskPaths.dossier(dossier)}>{tp('open_dossier')}</a> : null;
}
