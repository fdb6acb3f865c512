import { useState } from 'preact/hooks';
import { editDraft, setAnswer } from '../../../actions/editDraft';
import { Card } from '../../../components/Card';
import { later } from '../../../components/later';
import { TextInput } from '../../../components/TextInput';
import type { Draft } from '../../../domain/draft';
import { FREE_PAPER } from '../../../domain/payload';
import { checkAnswer } from '../../../forms/check';
import { FieldInput } from '../../../forms/FieldInput';
import { formWords } from '../../../forms/words';
import { account } from '../../../state/shelf';
import { PaperPages } from '../PaperPages';
import { isCallDone } from '../steps';
import { StepFrame, type StepWay } from '../StepFrame';
import { t } from '../words';

interface AssistanceProps {
  draft: Draft;
  way: StepWay;
}

const MAX_NEED = 2000;

const Dictate = later(() => import('../Dictate').then((part) => part.Dictate), true);

/** "Nhờ xã hướng dẫn": the need, written or spoken. */
export function NeedStep({ draft, way }: AssistanceProps) {
  const [tried, setTried] = useState(false);
  const need = typeof draft.answers.need === 'string' ? draft.answers.need : '';
  const add = (spoken: string): void =>
    void editDraft((now) => {
      const before = typeof now.answers.need === 'string' ? `${now.answers.need.trimEnd()} ` : '';
      return { ...now, answers: { ...now.answers, need: (before + spoken).slice(0, MAX_NEED) } };
    });
  return (
    <StepFrame
      title={t('need.title')}
      way={way}
      onNext={() => {
        setTried(true);
        return need.trim() !== '';
      }}
    >
      <TextInput
        label={t('need.ask')}
        help={`${t('need.help')} ${t('need.example')}`}
        long
        required
        maxLength={MAX_NEED}
        value={need}
        error={tried && need.trim() === '' ? formWords('e.missing') : null}
        onInput={(text) => void setAnswer('need', text === '' ? undefined : text)}
      />
      <Dictate onText={add} />
    </StepFrame>
  );
}

export function PhotosStep({ draft, way }: AssistanceProps) {
  return (
    <StepFrame title={t('photos.title')} way={way}>
      <p>{t('photos.intro')}</p>
      <Card>
        <PaperPages draft={draft} paper={FREE_PAPER} name={t('papers.other')} />
      </Card>
    </StepFrame>
  );
}

export function CallStep({ draft, way }: AssistanceProps) {
  const [tried, setTried] = useState(false);
  const { caller_name: name, caller_phone: phone, call_when: when } = draft.answers;
  const known = account.value?.full_name ?? (draft.relation === 'self' ? draft.owner?.full_name : undefined);
  const shownName = typeof name === 'string' ? name : (known ?? '');
  const phoneField = { key: 'caller_phone', label: t('call.phone'), type: 'phone' as const, required: true };
  return (
    <StepFrame
      title={t('call.title')}
      way={way}
      onNext={() => {
        setTried(true);
        if (name === undefined && shownName) void setAnswer('caller_name', shownName);
        return isCallDone({ ...draft, answers: { ...draft.answers, caller_name: shownName } });
      }}
    >
      <TextInput
        label={t('call.name')}
        required
        maxLength={100}
        value={shownName}
        error={tried && !shownName.trim() ? formWords('e.name') : null}
        onInput={(text) => void setAnswer('caller_name', text)}
      />
      <FieldInput
        field={phoneField}
        value={phone}
        fault={tried ? checkAnswer(phoneField, phone) : null}
        onChange={(answer) => void setAnswer('caller_phone', answer ?? undefined)}
      />
      <TextInput
        label={t('call.when')}
        help={t('call.when_help')}
        maxLength={200}
        value={typeof when === 'string' ? when : ''}
        onInput={(text) => void setAnswer('call_when', text === '' ? undefined : text)}
      />
    </StepFrame>
  );
}
