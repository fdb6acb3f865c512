import { showDate } from '../../domain/dates';
import { Line, sum } from '../pay/parts';
import { conditionWords } from './saying';
import type { EditedPaper, Version } from './types';
import { tq } from './words';

/** What a version promises and asks for, to be read. */
export function Facts({ version }: { version: Version }) {
  const { parts, fields } = version;
  return (
    <dl class="answers">
      <Line word={tq('part.days.value')}>{daysWords(parts.days.value)}</Line>
      {parts.fee.rules.map((rule, place) => (
        <Line key={place} word={rule.name ?? tq('part.fee')}>
          {typeof rule.amount === 'number' ? sum(rule.amount) : tq(rule.kind === 'free' ? 'free' : 'ask_fee')}
          {typeof rule.online === 'number' && ` · ${tq('online', { sum: sum(rule.online) })}`}
        </Line>
      ))}
      <Line word={tq('part.contact')}>{parts.contact ?? tq('nothing')}</Line>
      <Line word={tq('papers')}>
        <ul class="points">
          {parts.papers.map((paper) => (
            <li key={paper.key}>
              {paper.name}
              <span class="soft small"> · {[needWords(paper), paper.when && conditionWords(paper.when, fields)].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
        </ul>
      </Line>
      <Line word={tq('law')}>{version.legal_basis.join('; ')}</Line>
      <Line word={tq('valid')}>
        {showDate(version.effective_from)} – {version.effective_to ? showDate(version.effective_to) : tq('no_end')}
      </Line>
    </dl>
  );
}

export function daysWords(days: number | null): string {
  if (days === null) return tq('ask_days');
  return days ? tq('days', { n: days }) : tq('same_day');
}

function needWords(paper: EditedPaper): string {
  if (paper.own_form) return tq('own_form');
  return tq(paper.indispensable ? 'need.indispensable' : paper.required ? 'need.required' : 'need.optional');
}
