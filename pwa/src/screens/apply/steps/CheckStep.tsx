import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { editDraft } from '../../../actions/editDraft';
import { submitDossier } from '../../../actions/submitDossier';
import { Banner } from '../../../components/Banner';
import { Button } from '../../../components/Button';
import { Card } from '../../../components/Card';
import { IconSend } from '../../../components/icons';
import { daysFact, feeFact } from '../../../components/procedure-facts';
import { later } from '../../../components/later';
import { CheckTiles } from '../../../components/Tiles';
import type { Draft } from '../../../domain/draft';
import { halfTold, sentPages, shownFee, submissionBody } from '../../../domain/payload';
import { type Field, mayCost, type ProcedureDetail } from '../../../domain/procedure';
import { askedAnswers, askedSections, gapsOf, neededPapers } from '../../../domain/questions';
import { schemaFaults } from '../../../forms/schema';
import { answerText } from '../../../forms/show';
import { formWords } from '../../../forms/words';
import { paths } from '../../../router/paths';
import { stateOf } from '../../../domain/dossier';
import { online } from '../../../state/connection';
import { myDossiers } from '../../../state/mine';
import { go } from '../../../state/navigation';
import { agencies, loadAgencies, loadCommunes, rates } from '../../../state/places';
import { records } from '../../../state/shelf';
import { FeeWhy } from '../../pay/FeeWhy';
import { CHECK_AGAIN, isWhoDone, photographed, type Step, unfinished } from '../steps';
import { focusFirstFault, StepFrame, type StepWay } from '../StepFrame';
import { t } from '../words';

interface CheckStepProps {
  draft: Draft;
  detail: ProcedureDetail | null;
  way: StepWay;
}

/** Everything once more before it goes, each part with its way back; then consent, then "Gửi". */
export function CheckStep({ draft, detail, way }: CheckStepProps) {
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const refused = faultsOf(detail, draft);
  useEffect(() => {
    void loadCommunes();
    void loadAgencies();
  }, []);
  const open = unfinished(detail, draft, refused);
  const agreed = draft.consents.includes('process');
  const send = async (): Promise<void> => {
    setTried(true);
    if (open.length > 0 || !agreed || halfTold(draft)) {
      focusFirstFault();
      return;
    }
    setSending(true);
    const kept = await submitDossier(detail, draft, rates.peek()[draft.procedure]);
    setSending(false);
    if (kept) go(paths.dossier(draft.id), { replace: true });
  };
  return (
    <StepFrame
      title={t('check.title')}
      way={way}
      action={
        <Button wide icon={IconSend} busy={sending} onClick={() => void send()}>
          {t(wasSent(draft) ? 'send.again' : 'send')}
        </Button>
      }
    >
      <p>{t('check.intro')}</p>
      {myDossiers.value.some(({ procedure_name: name }) => name === draft.procedure_name) && <Twice draft={draft} />}
      {open.length > 0 && <Open steps={open} draft={draft} />}
      <Summary draft={draft} detail={detail} />
      <Price draft={draft} detail={detail} />
      <Gaps draft={draft} detail={detail} />
      <TellStep draft={draft} tried={tried} />
      <Consent draft={draft} wrong={tried && !agreed} />
      <p class="soft small">{t('check.save', { size: kilobytes(detail, draft) })}</p>
      {!online.value && <Banner title={t('send.offline')} />}
      {detail && draft.kind === 'form' && isWhoDone(draft) && !wasSent(draft) && <DeskCode draft={draft} detail={detail} />}
    </StepFrame>
  );
}

const Twice = later(() => import('../../family').then((part) => part.Twice), true);

/** Of no use without a link, so that it is fetched with one. */
const DeskCode = later(() => import('../DeskCode').then((part) => part.DeskCode), true);
const TellStep = later(() => import('../../news/TellWhom').then((part) => part.TellWhom), true);

/** The commune has a version that was handed in: what goes now corrects it. */
function wasSent(draft: Draft): boolean {
  const record = records.value.find(({ id }) => id === draft.id);
  return draft.frozen !== null || (record !== undefined && stateOf(record) !== 'draft');
}

/** A schema of a newer server than this app may not be understood: then the server decides alone. */
function faultsOf(detail: ProcedureDetail | null, draft: Draft): string[] {
  if (!detail || draft.kind !== 'form') return [];
  try {
    return schemaFaults(detail, askedAnswers(detail, draft.answers));
  } catch {
    return [];
  }
}

function Open({ steps, draft }: { steps: readonly Step[]; draft: Draft }) {
  return (
    <Banner kind="bad" title={t('check.wrong')}>
      <p>{t('check.wrong_text')}</p>
      <ul class="dots">
        {steps.map((step) => (
          <li key={step.id}>
            <a href={paths.apply(draft.id, step.id) + CHECK_AGAIN}>{titleOf(step)}</a>
          </li>
        ))}
      </ul>
    </Banner>
  );
}

const TITLES = {
  who: 'who.title',
  eligibility: 'ask.title',
  papers: 'papers.title',
  result: 'result.title',
  check: 'check.title',
  need: 'need.title',
  photos: 'photos.title',
  call: 'call.title',
  extra: 'extra.title',
} as const;

function titleOf(step: Step): string {
  return step.kind === 'section' ? step.section.title : t(TITLES[step.kind]);
}

function Summary({ draft, detail }: { draft: Draft; detail: ProcedureDetail | null }) {
  const form = draft.kind === 'form' && detail ? detail : null;
  const agency = agencies.value?.find(({ code }) => code === draft.agency)?.name;
  const link = (step: string): string => paths.apply(draft.id, step) + CHECK_AGAIN;
  return (
    <>
      <Part title={t('who.title')} href={link('cho-ai')}>
        <Line label={t('check.who')} value={draft.owner?.full_name || t('check.who_self')} />
        {agency && <Line label={t('check.agency')} value={agency} />}
      </Part>
      {form ? <FormParts draft={draft} detail={form} link={link} /> : <AssistanceParts draft={draft} link={link} />}
    </>
  );
}

interface PartsProps {
  draft: Draft;
  link: (step: string) => string;
}

function FormParts({ draft, detail, link }: PartsProps & { detail: ProcedureDetail }) {
  const papers = photographed(detail, draft);
  const bring = neededPapers(detail, draft.answers).filter((paper) => paper.kind === 'xuat_trinh');
  return (
    <>
      {askedSections(detail, draft.answers).map((section) => (
        <Part key={section.key} title={section.title} href={link(`phan-${section.key}`)}>
          <SectionLines fields={section.fields} draft={draft} />
        </Part>
      ))}
      {papers.length > 0 && (
        <Part title={t('check.papers')} href={link('giay-to')}>
          {papers.map((paper) => {
            const count = draft.pages.filter((page) => page.paper === paper.key).length;
            const none = draft.paper_gaps.includes(paper.key) ? 'check.gap' : 'check.none';
            return <Line key={paper.key} label={paper.name} value={count > 0 ? t('check.pages', { count }) : t(none)} quiet={count === 0} />;
          })}
        </Part>
      )}
      {papers.length === 0 && bring.length > 0 && (
        <Card title={t('papers.bring')}>
          <p class="soft small">{t('papers.none')}</p>
          <ul class="dots">
            {bring.map((paper) => (
              <li key={paper.key}>{paper.name}</li>
            ))}
          </ul>
        </Card>
      )}
      <Part title={t('check.result')} href={link('ket-qua')}>
        <Line label={t('check.result')} value={draft.result ? t(`result.${draft.result.how}`) : formWords('unanswered')} quiet={!draft.result} />
        {draft.result?.fetcher && <Line label={t('result.fetcher_name')} value={draft.result.fetcher.full_name} />}
        {draft.result?.address && <Line label={t('result.address')} value={draft.result.address} />}
      </Part>
    </>
  );
}

/** What may be left out and was, need not be read again. */
function SectionLines({ fields, draft }: { fields: readonly Field[]; draft: Draft }) {
  const shown = fields.filter((field) => field.required || draft.answers[field.key] !== undefined);
  if (shown.length === 0) return <Line label="" value={t('check.nothing')} quiet />;
  return (
    <>
      {shown.map((field) => {
        const answer = draft.answers[field.key];
        return (
          <Line
            key={field.key}
            label={field.label}
            value={answerText(field, answer) || formWords('unanswered')}
            quiet={answer === undefined || answer === null}
          />
        );
      })}
    </>
  );
}

function AssistanceParts({ draft, link }: PartsProps) {
  const { need, caller_name: name, caller_phone: phone, call_when: when } = draft.answers;
  const phoneField = { key: 'p', label: '', type: 'phone' as const };
  const unanswered = formWords('unanswered');
  return (
    <>
      <Part title={t('need.title')} href={link('viec')}>
        <Line label={t('need.ask')} value={typeof need === 'string' ? need : unanswered} />
      </Part>
      <Part title={t('check.papers')} href={link('anh')}>
        <Line label={t('papers.other')} value={draft.pages.length > 0 ? t('check.pages', { count: draft.pages.length }) : t('check.none')} />
      </Part>
      <Part title={t('call.title')} href={link('goi-lai')}>
        <Line label={t('call.name')} value={typeof name === 'string' ? name : unanswered} />
        <Line label={t('call.phone')} value={answerText(phoneField, phone) || unanswered} />
        {typeof when === 'string' && <Line label={t('call.when')} value={when} />}
      </Part>
    </>
  );
}

function Part({ title, href, children }: { title: string; href: string; children: ComponentChildren }) {
  return (
    <section class="card part">
      <div class="part__head">
        <h2>{title}</h2>
        <a class="part__edit" href={href} aria-label={t('check.edit_of', { title })}>
          {t('check.edit')}
        </a>
      </div>
      <dl class="lines">{children}</dl>
    </section>
  );
}

function Line({ label, value, quiet }: { label: string; value: string; quiet?: boolean }) {
  return (
    <div class="lines__one">
      <dt>{label}</dt>
      <dd class={quiet ? 'soft' : ''}>{value}</dd>
    </div>
  );
}

function Price({ draft, detail }: { draft: Draft; detail: ProcedureDetail | null }) {
  if (!detail || draft.kind !== 'form') return null;
  const local = rates.value[draft.procedure];
  const amount = shownFee(detail, draft, local);
  const doubted = (name: string) => detail.uncertain?.includes(name);
  return (
    <section class="card part">
      <dl class="lines">
        <Line label={t('check.fee')} value={feeFact(amount ?? '?', !local && doubted('fee'))} />
        <Line label={t('check.days')} value={daysFact(detail.days?.value, doubted('days'))} />
      </dl>
      {mayCost(detail) && (
        <FeeWhy detail={detail} draft={draft} local={local} amount={amount} onExempt={(exempt) => void editDraft((now) => ({ ...now, exempt }))} />
      )}
    </section>
  );
}

function Gaps({ draft, detail }: { draft: Draft; detail: ProcedureDetail | null }) {
  if (!detail || draft.kind !== 'form') return null;
  const count = gapsOf(detail, draft.answers, draft.paper_gaps).length;
  if (count === 0) return null;
  return (
    <Banner kind="warning" title={t('check.gaps', { count })}>
      <p>{t('check.gaps_text')}</p>
    </Banner>
  );
}

/** One tick a purpose, none of them made for the person. */
function Consent({ draft, wrong }: { draft: Draft; wrong: boolean }) {
  const purposes = draft.relation === 'self' ? (['process'] as const) : (['process', 'share_volunteer'] as const);
  return (
    <CheckTiles
      label={t('consent.title')}
      help={t('consent.more')}
      error={wrong ? t('consent.need') : null}
      values={draft.consents}
      onChange={(consents) => void editDraft((now) => ({ ...now, consents }))}
      options={purposes.map((value) => ({ value, label: t(`consent.${value}`) }))}
    />
  );
}

function kilobytes(detail: ProcedureDetail | null, draft: Draft): number {
  const pages = sentPages(detail, draft).reduce((sum, page) => sum + page.bytes, 0);
  return Math.max(1, Math.round((pages + submissionBody(detail, draft, '', 0).length) / 1000));
}
