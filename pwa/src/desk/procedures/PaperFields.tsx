import { useState } from 'preact/hooks';
import { Button } from '../../components/Button';
import { IconPlus, IconTrash } from '../../components/icons';
import { TextInput } from '../../components/TextInput';
import { ConditionField } from './ConditionField';
import type { Errors } from './errors';
import { WholeNumber } from './FeeFields';
import { Choice } from './Choice';
import { Moves, useOrder } from './PaperOrder';
import type { EditedPaper, Question } from './types';
import type { Work } from './useEdit';
import { tq } from './words';

const KINDS = ['nop', 'xuat_trinh', 'tra_cuu'] as const;
const NEEDS = ['required', 'optional', 'indispensable'] as const;
type Need = (typeof NEEDS)[number];
/** The drawings that the phone has. */
const PICTURES = [
  'birth_proof', 'id_card', 'civil_record', 'marriage_certificate', 'death_notice', 'court_paper', 'house_book',
  'land_book', 'contract', 'authority_letter', 'letter', 'medical', 'business', 'drawing', 'school', 'merit', 'photo',
  'form', 'generic',
] as const;

/** The papers in the order in which people read them, each folded under its name. */
export function PaperFields({ work, errors }: { work: Work; errors: Errors }) {
  const { typed, base } = work;
  const [added, setAdded] = useState('');
  const order = useOrder(work);
  if (!typed || !base) return null;
  const { papers } = typed.parts;
  const put = (key: string, paper: EditedPaper | null): void => work.set('papers', papers.flatMap((each) => (each.key === key ? (paper ?? []) : each)));
  const add = (paper: EditedPaper): void => {
    setAdded(paper.key);
    work.set('papers', [...papers, paper]);
  };
  return (
    <section class="block">
      <h2 class="block__title">{tq('papers')}</h2>
      <ol class="papers" ref={order.list}>
        {papers.map((paper, place) => (
          <li key={paper.key} data-paper={paper.key}>
            <details class="fold" open={paper.key === added}>
              <summary>{paper.name || paper.key}</summary>
              <One paper={paper} questions={base.fields} errors={errors} onChange={(next) => put(paper.key, next)} />
            </details>
            <Moves paper={paper} place={place} last={papers.length - 1} onMove={order.move} />
          </li>
        ))}
      </ol>
      <p class="unseen" role="status">
        {order.said}
      </p>
      <More papers={papers} before={base.parts.papers} onAdd={add} />
    </section>
  );
}

/** A new paper, or one that was removed in this edit. */
function More({ papers, before, onAdd }: { papers: readonly EditedPaper[]; before: readonly EditedPaper[]; onAdd: (paper: EditedPaper) => void }) {
  const gone = before.filter((paper) => !papers.some((each) => each.key === paper.key));
  return (
    <div class="row">
      <Button kind="second" icon={IconPlus} onClick={() => onAdd({ key: freeKey([...papers, ...before]), name: tq('paper.new'), kind: 'nop', required: true })}>
        {tq('paper.add')}
      </Button>
      {gone.map((paper) => (
        <Button key={paper.key} kind="quiet" onClick={() => onAdd(paper)}>
          {tq('paper.back', { name: paper.name })}
        </Button>
      ))}
    </div>
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
            <Choice label={tq('part.paper.kind')} value={paper.kind} options={KINDS.map((kind) => [kind, tq(`kind.${kind}`)])} onChoose={(kind) => set(ofKind(paper, kind as EditedPaper['kind']))} error={error('kind')} />
            <Choice label={tq('part.paper.required')} value={needOf(paper)} options={needsOf(paper).map((need) => [need, tq(`need.${need}`)])} onChoose={(need) => set(asNeed(need as Need))} error={error('indispensable')} />
            <WholeNumber label={tq('part.paper.copies')} help={tq('copies.help')} value={paper.copies ?? null} onChange={(copies) => set({ copies })} error={error('copies')} />
            <Choice label={tq('part.paper.picture')} value={paper.picture ?? ''} options={[['', tq('picture.none')], ...PICTURES.map((each) => [each, tq(`picture.${each}`)] as const)]} onChoose={(picture) => set({ picture: picture || null })} error={error('picture')} />
          </div>
          <ConditionField condition={paper.when ?? null} questions={questions} onChange={(when) => set({ when })} error={error('when*')} />
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

/** Only what is photographed can be held back for. */
function needsOf(paper: EditedPaper): readonly Need[] {
  return paper.kind === 'nop' ? NEEDS : NEEDS.filter((need) => need !== 'indispensable');
}

function ofKind(paper: EditedPaper, kind: EditedPaper['kind']): Partial<EditedPaper> {
  return { kind, ...(kind === 'nop' || !paper.indispensable ? {} : asNeed('required')) };
}

function asNeed(need: Need): Partial<EditedPaper> {
  return { required: need !== 'optional', indispensable: need === 'indispensable' };
}

/** A key is never used again for another paper, not even for one that stood there before the edit. */
function freeKey(papers: readonly EditedPaper[]): string {
  let number = papers.length + 1;
  while (papers.some((paper) => paper.key === `giay_them_${number}`)) number += 1;
  return `giay_them_${number}`;
}
