import { useEffect, useRef } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Skeleton } from '../../components/Skeleton';
import { showDate } from '../../domain/dates';
import { Changes } from './Changes';
import { whatOf } from './saying';
import type { Work } from './useEdit';
import { tq } from './words';

interface ComparingProps {
  work: Work;
  onBack: () => void;
  onPublish: () => void;
}

/** Old beside new before anything is published, with everything that still keeps it back. */
export function Comparing({ work, onBack, onPublish }: ComparingProps) {
  const { editor, typed, base } = work;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const edit = editor?.edit;
  // The difference is the server's: it is shown when all that was typed has arrived there.
  if (!edit || !typed || !base || work.standing !== 'saved') {
    return work.fault ? <Banner kind="bad" alert>{work.fault}</Banner> : <Skeleton lines={4} />;
  }
  const wrong = Object.entries(edit.errors);
  const day = typed.effective_from ? showDate(typed.effective_from) : '';
  return (
    <section class="block">
      <h2 class="block__title" tabIndex={-1} ref={heading}>
        {tq('compare')}
      </h2>
      <p class="soft">{tq('compare.about', { day })}</p>
      <Changes changes={edit.changes} parts={edit.parts} before={base.parts} questions={base.fields} />
      <p>
        <strong>{tq('reason')}:</strong> {edit.reason || tq('nothing')}
      </p>
      {wrong.length > 0 && (
        <Banner kind="bad" alert title={tq('errors.count', { n: wrong.length })}>
          <ul class="points">
            {wrong.map(([path, messages]) => (
              <li key={path}>
                {path && <strong>{whatOf(path, edit.parts)}: </strong>}
                {messages.join(' ')}
              </li>
            ))}
          </ul>
        </Banner>
      )}
      {work.fault && (
        <Banner kind="bad" alert>
          {work.fault}
        </Banner>
      )}
      <div class="row">
        <Button disabled={wrong.length > 0 || edit.outdated_by !== null} busy={work.busy} onClick={onPublish}>
          {tq('publish', { day })}
        </Button>
        <Button kind="second" onClick={onBack}>
          {tq('go_on')}
        </Button>
      </div>
    </section>
  );
}
