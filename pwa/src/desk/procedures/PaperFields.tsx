import { useState } from 'preact/hooks';
import { Button } from '../../components/Button';
import { IconPlus, IconTrash } from '../../components/icons';
import { TextInput } from '../../components/TextInput';
import { ConditionField } from './ConditionField';
import type { Errors } from './errors';
import { WholeNumber } from './FeeFields';
import { Choice } from './Choice';
import type { EditedPaper, Question } from './types';
import type { Work } from './useEdit';
import { tq } from './words';

const KINDS = ['nop', 'xuat_trinh', 'tra_cuu'] as const;
const NEEDS = ['required', 'optional', 'indispensable'] as const;
type Need = (typeof NEEDS)[number];

/** The papers, each folded under its name. */
export function PaperFields({ work, errors }: { work: Work; errors: Errors }) {
  const { typed, base } = work;
  const [added, setAdded] = useState('');
  if (!typed || !base) return null;
  const { papers } = typed.parts;
  const put = (key: string, paper: EditedPaper | null): void => work.set('papers', papers.flatMap((each) => (each.key === key ? (paper ?? []) : each)));
  const add = (): void => {
    const key = freeKey(papers);
    setAdded(key);
    work.set('papers', [...papers, { key, name: tq('paper.new'), kind: 'nop', required: true }]);
  };
  return (
    <section class="block">
      <h2 class="block__title">{tq('papers')}</h2>
      {papers.map((paper) => (
        <details key={paper.key} class="fold" open={paper.key === added}>
          <summary>{paper.name || paper.key}</summary>
          <One paper={paper} questions={base.fields} errors={errors} onChange={(next) => put(paper.key, next)} />
        </details>
      ))}
      <Button kind="second" icon={IconPlus} onClick={add}>
        {tq('paper.add')}
      </Button>
    </section>
  );
}

interface OneProps {
  paper: EditedPaper;
  questions: Question[];
  errors: Errors;
  onChange: (paper: EditedPaper | null) => void;
}

function One({ paper, questions, errors, onChange }: OneProps) {
  const error = (name: string): string | null => errors(`papers.${paper.key}.${name}`);
  const set = (change: Partial<EditedPaper>): void => onChange({ ...paper, ...change });
  return (
    <div class="form-grid">
      <TextInput label={tq('part.paper.name')} value={paper.name} onInput={(name) => set({ name })} maxLength={300} required error={error('name') ?? error('key')} />
      <TextInput label={tq('part.paper.note')} value={paper.note ?? ''} onInput={(note) => set({ note: note || null })} long maxLength={800} error={error('note')} />
      {!paper.own_form && (
        <>
          <div class="form-grid form-grid--short">
            <Choice label={tq('part.paper.kind')} value={paper.kind} options={KINDS.map((kind) => [kind, tq(`kind.${kind}`)])} onChoose={(kind) => set({ kind: kind as EditedPaper['kind'] })} error={error('kind')} />
            <Choice label={tq('part.paper.required')} value={needOf(paper)} options={NEEDS.map((need) => [need, tq(`need.${need}`)])} onChoose={(need) => set(asNeed(need as Need))} error={error('indispensable')} />
            <WholeNumber label={tq('part.paper.copies')} help={tq('copies.help')} value={paper.copies ?? null} onChange={(copies) => set({ copies })} error={error('copies')} />
          </div>
          <ConditionField condition={paper.when ?? null} questions={questions} onChange={(when) => set({ when })} error={error('when') ?? error('when.field') ?? error('when.is')} />
          <Button kind="quiet" icon={IconTrash} onClick={() => onChange(null)}>
            {tq('paper.remove')}
          </Button>
        </>
      )}
    </div>
  );
}

function needOf(paper: EditedPaper): Need {
  return paper.indispensable ? 'indispensable' : paper.required ? 'required' : 'optional';
}

function asNeed(need: Need): Partial<EditedPaper> {
  return { required: need !== 'optional', indispensable: need === 'indispensable' };
}

/** A key is never used again for another paper of this edit. */
function freeKey(papers: readonly EditedPaper[]): string {
  let number = papers.length + 1;
  while (papers.some((paper) => paper.key === `giay_them_${number}`)) number += 1;
  return `giay_them_${number}`;
}
