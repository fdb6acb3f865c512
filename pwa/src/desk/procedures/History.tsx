import { showDate } from '../../domain/dates';
import { shortMoment } from '../parts/DueMark';
import { Changes } from './Changes';
import type { Version } from './types';
import type { Work } from './useEdit';
import { tq } from './words';

/** Who changed what, when and why; the newest first. */
export function History({ work }: { work: Work }) {
  const versions = work.editor?.versions ?? [];
  return (
    <section class="block">
      <h2 class="block__title">{tq('history')}</h2>
      <ol class="versions">
        {versions.map((version) => (
          <li key={version.version}>
            <One version={version} base={versions.find((each) => each.version === version.base)} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function One({ version, base }: { version: Version; base: Version | undefined }) {
  const end = version.effective_to ? showDate(version.effective_to) : tq('no_end');
  return (
    <>
      <p>
        <strong>
          {showDate(version.effective_from)} – {end}
        </strong>{' '}
        <span class={`mark mark--${version.state}`}>{tq(`state.${version.state}`)}</span>
      </p>
      <p class="soft small">
        {version.published_by ? tq('by', { name: version.published_by, at: shortMoment(version.published_at) }) : tq(`origin.${version.origin}`)}
        {version.reason && ` · ${version.reason}`}
      </p>
      {version.changes.length > 0 && (
        <details class="fold">
          <summary>{tq('changed', { n: version.changes.length })}</summary>
          <Changes changes={version.changes} parts={version.parts} before={base?.parts} questions={version.fields} />
        </details>
      )}
    </>
  );
}
