import { showDate } from '../../domain/dates';
import { Line, sum } from './parts';
import type { StatementPreview } from './types';
import { tp } from './words';

/** What a bank's file holds: counts, the lines that cannot be read, the first of the others. */
export function StatementTable({ preview }: { preview: StatementPreview }) {
  const { counts, lines, faults } = preview;
  return (
    <>
      <dl class="answers">
        <Line word={tp('preview.lines')}>
          {counts.lines} · {sum(counts.amount)}
        </Line>
        <Line word={tp('preview.named')}>{counts.named}</Line>
        <Line word={tp('preview.known')}>{counts.known}</Line>
        <Line word={tp('preview.faults')}>{counts.faults}</Line>
      </dl>
      {faults.length > 0 && (
        <div class="asked">
          <h3>{tp('preview.faults_title', { n: counts.faults })}</h3>
          <ul>
            {faults.map((fault) => (
              <li key={fault.number}>{tp('preview.fault', { n: fault.number, why: fault.why })}</li>
            ))}
          </ul>
        </div>
      )}
      <table class="sums">
        <caption class="soft small">{tp('preview.first', { n: lines.length, of: counts.lines })}</caption>
        <thead>
          <tr>
            <th scope="col">{tp('column.day')}</th>
            <th scope="col" class="sums__sum">{tp('column.sum')}</th>
            <th scope="col">{tp('column.purpose')}</th>
            <th scope="col">{tp('column.names')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <tr key={index}>
              <td>{showDate(line.booked_on)}</td>
              <td class="sums__sum">{sum(line.amount)}</td>
              <td class="sums__purpose">
                {line.purpose}
                <span class="soft small">{line.reference}</span>
              </td>
              <td>{line.names.length ? line.names.join(', ') : <span class="soft">{tp('preview.unnamed')}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
