import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { TextInput } from '../../components/TextInput';
import { maskDate, readDate, showDate } from '../../domain/dates';
import { useErrors, type Errors } from './errors';
import { FeeFields } from './FeeFields';
import { PaperFields } from './PaperFields';
import { SectionFields } from './SectionFields';
import { TextFields } from './TextFields';
import type { Work } from './useEdit';
import { tq } from './words';

/** Everything that a commune may change; saved by itself, published only after the difference was seen. */
export function EditorForm({ work, onCompare }: { work: Work; onCompare: () => void }) {
  const errors = useErrors(work);
  return (
    <div class="editor">
      <div class="editor__form">
        <Outdated work={work} />
        <FeeFields work={work} errors={errors} />
        <PaperFields work={work} errors={errors} />
        <TextFields work={work} errors={errors} />
        <SectionFields work={work} errors={errors} />
      </div>
      <Side work={work} errors={errors} onCompare={onCompare} />
    </div>
  );
}

/** Another version holds on the chosen day: the same changes can be put on it. */
function Outdated({ work }: { work: Work }) {
  const edit = work.editor?.edit;
  if (!edit?.outdated_by) return null;
  return (
    <Banner kind="warning" alert>
      <p>{tq('outdated')}</p>
      <Button kind="second" busy={work.busy} onClick={work.rebase}>
        {tq('rebase')}
      </Button>
    </Banner>
  );
}

interface SideProps {
  work: Work;
  errors: Errors;
  onCompare: () => void;
}

/** From when and why, how the saving stands, and the way on. */
function Side({ work, errors, onCompare }: SideProps) {
  const { typed, standing, editor } = work;
  const [day, setDay] = useState(typed?.effective_from ? showDate(typed.effective_from) : '');
  const putDay = (text: string): void => {
    const shown = text.length > day.length ? maskDate(text) : text;
    setDay(shown);
    work.change({ effective_from: readDate(shown) });
  };
  const changed = editor?.edit?.changes.length ?? 0;
  return (
    <aside class="block editor__side">
      <h2 class="block__title">{tq('publish.title')}</h2>
      <TextInput label={tq('from')} help={tq('from.help')} value={day} onInput={putDay} inputMode="numeric" maxLength={10} required error={errors('effective_from')} />
      <TextInput label={tq('reason')} help={tq('reason.help')} value={typed?.reason ?? ''} onInput={(reason) => work.change({ reason })} maxLength={300} required error={errors('reason')} />
      <p role="status" class="soft">
        {tq(`standing.${standing}`)}
        {standing === 'saved' && changed > 0 && ` · ${tq('changed', { n: changed })}`}
      </p>
      {work.fault && (
        <Banner kind="bad" alert>
          {work.fault}
        </Banner>
      )}
      <Button onClick={onCompare} wide>
        {tq('to_compare')}
      </Button>
      <Button kind="danger" busy={work.busy} onClick={work.discard}>
        {tq('discard')}
      </Button>
    </aside>
  );
}
