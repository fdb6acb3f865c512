import './dossier.css';
import '../apply/apply.css';
import { useEffect, useState } from 'preact/hooks';
import { editSubmitted, startSupplement } from '../../actions/editSubmitted';
import { loadDossier } from '../../actions/refreshDossiers';
import { withdraw } from '../../actions/submitDossier';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { EmptyState } from '../../components/EmptyState';
import { IconCamera, IconHand, IconPen, IconPhone } from '../../components/icons';
import { later } from '../../components/later';
import { Screen } from '../../components/Screen';
import { Sheet } from '../../components/Sheet';
import { Skeleton } from '../../components/Skeleton';
import { StateBadge } from '../../components/StateBadge';
import { TextInput } from '../../components/TextInput';
import { type DossierRecord, stateOf } from '../../domain/dossier';
import type { Draft } from '../../domain/draft';
import { mayWithdraw } from '../../domain/states';
import { paths, type ScreenProps } from '../../router/paths';
import { catalogue } from '../../state/catalogue';
import { go, query } from '../../state/navigation';
import { loadProcedure } from '../../state/procedures';
import { account, drafts, entries, openShelf, records, shelfReady, unverified } from '../../state/shelf';
import { DueLine, Letters, Openings, ReceiptCard, Results, Slip, Timeline } from './parts';
import { SendingPanel } from './SendingPanel';
import { t } from './words';

/** One dossier, from "đang gửi" to the result: `/ho-so/:id`. */
export function DossierScreen({ params }: ScreenProps) {
  const id = params.id ?? '';
  const record = records.value.find((each) => each.id === id);
  const waiting = entries.value.filter((entry) => entry.dossier === id && entry.kind !== 'pay_intent');
  const [asked, setAsked] = useState(false);
  const sending = waiting.length > 0;
  const stale = record?.stale ?? true;
  useEffect(() => {
    void openShelf();
  }, []);
  useEffect(() => {
    // Once at every opening, and again when the feed says that there is something newer.
    if (!shelfReady.value || sending || (asked && !stale)) return;
    void loadDossier(id).then((end) => end !== 'waiting' && setAsked(true));
  }, [id, shelfReady.value, sending, stale, record?.updated_at]);
  if (!record && !sending) return shelfReady.value && asked ? <Gone /> : <Opening />;
  const draft = drafts.value.find((each) => each.id === id) ?? record?.sent;
  const title = record?.title || waiting[0]?.title || t('title');
  return (
    <Screen title={title} back={paths.dossiers} person={otherPerson(record, draft)}>
      {waiting.map((entry) => (
        <SendingPanel key={entry.key} entry={entry} />
      ))}
      {(draft?.family || record?.summary?.family || record?.detail?.also_open?.[0]) && <Kin record={record} draft={draft} />}
      {record && <Known record={record} sending={sending} />}
    </Screen>
  );
}

/** Whose papers these are stays on the screen while and after they are sent, too. */
function otherPerson(record: DossierRecord | undefined, draft: Draft | null | undefined): string | null {
  const relation = record?.detail?.relation ?? draft?.relation ?? 'self';
  return relation === 'self' ? null : ((record?.owner_name || draft?.owner?.full_name) ?? null);
}

function Known({ record, sending }: { record: DossierRecord; sending: boolean }) {
  const state = stateOf(record);
  const { detail, receipt, summary } = record;
  const slip = summary?.slip ?? receipt?.slip ?? null;
  const names = usePaperNames(record);
  const { goi, chup } = query.value;
  return (
    <>
      {(goi || chup) && <Act record={record} />}
      {slip && <Slip slip={slip} code={summary?.code ?? receipt?.code ?? null} />}
      {receipt?.unverified && unverified.value.some((each) => each.id === record.account) && (
        <Banner kind="warning" title={t('un.mark')}>
          <p>{t('un.mark_how')}</p>
        </Banner>
      )}
      {!sending && (
        <Card>
          <div>
            <StateBadge state={state} />
          </div>
          <p class="state-line">{t(`state.${state}`)}</p>
          <Dues record={record} />
        </Card>
      )}
      {detail && mayOwe(record) && <PayCard record={record} />}
      {detail?.supplement && <Asked record={record} sending={sending} />}
      {detail && <Results results={detail.results} pickup={detail.pickup} />}
      {waits(record, sending) && <Offer />}
      {(state === '1' || state === 'awaiting_pages') && <Next />}
      {!sending && detail?.editable && <Edit record={record} />}
      <Timeline events={detail?.events ?? []} />
      <ReceiptCard receipt={receipt} detail={detail} names={names} />
      {detail && <Letters letters={detail.letters} />}
      {detail && <Openings openings={detail.openings} />}
      <Button kind="second" icon={IconPhone} href={paths.help} wide>
        {t('help')}
      </Button>
      {!sending && mayWithdraw(state) && <Withdraw record={record} />}
    </>
  );
}

const Kin = later(() => import('../family').then((part) => part.Kin), true);

const PayCard = later(() => import('../pay/PayCard').then((part) => part.PayCard), true);

const Offer = later(() => import('../news/Offer').then((part) => part.Offer), true);

const Act = later(() => import('../news/Act').then((part) => part.Act), true);

/** One's own dossier, or one's family's, was just handed in: never a neighbour's, whose news go elsewhere. */
function waits(record: DossierRecord, sending: boolean): boolean {
  const { detail, sent, account: owner } = record;
  const relation = detail?.relation ?? sent?.relation;
  const own = relation === 'self' || relation === 'family';
  const ended = ['3', '7', '9', '10'].includes(stateOf(record));
  return !sending && !ended && sent !== null && own && owner !== null && owner === account.value?.id;
}

/** Where the fee is nothing for everybody, nobody need ask for it. */
function mayOwe(record: DossierRecord): boolean {
  const { detail, payment } = record;
  if (payment || detail?.state === '6') return true;
  const row = catalogue.value?.entries.find(({ code }) => code === detail?.procedure);
  return detail?.kind !== 'assistance' && row?.fee !== 0;
}

/** Keys of papers to their names, from the procedure as this phone knows it. */
function usePaperNames(record: DossierRecord): ReadonlyMap<string, string> {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const code = record.summary?.procedure ?? record.sent?.procedure;
  const version = record.detail?.procedure_version ?? record.sent?.version;
  useEffect(() => {
    if (!code) return;
    void loadProcedure(code, version).then((loaded) => {
      if ('data' in loaded) setNames(new Map(loaded.data.papers.map(({ key, name }) => [key, name])));
    });
  }, [code, version]);
  return names;
}

function Dues({ record }: { record: DossierRecord }) {
  const told = record.detail ?? record.summary ?? record.receipt;
  const state = stateOf(record);
  if (!told || ['3', '7', '9', '10'].includes(state)) return null;
  if (state === '5') {
    const due = record.detail?.supplement?.due ?? record.summary?.supplement_due;
    return due ? <DueLine label={t('due.supplement')} moment={due} /> : null;
  }
  if (told.binding_due) return <DueLine label={t('due.binding')} moment={told.binding_due} hour />;
  const provisional = told.provisional_due ?? record.receipt?.provisional_due;
  return (
    <>
      {told.answer_due && <DueLine label={t('due.answer')} moment={told.answer_due} hour />}
      {provisional && <DueLine label={t('due.provisional')} moment={provisional} />}
    </>
  );
}

function Next() {
  return (
    <Card title={t('next.title')}>
      <ul class="dots">
        <li>{t('next.1')}</li>
        <li>{t('next.1b')}</li>
        <li>{t('next.1c')}</li>
      </ul>
    </Card>
  );
}

function Asked({ record, sending }: { record: DossierRecord; sending: boolean }) {
  const request = record.detail?.supplement;
  if (!request) return null;
  const begin = async (): Promise<void> => {
    const id = await startSupplement(record, request);
    go(paths.apply(id, 'bo-sung'));
  };
  return (
    <Card title={t('extra.title')} class="card--ask">
      {request.text && <p>{request.text}</p>}
      <ul class="dots">
        {request.items.map(({ paper, name, reason }) => (
          <li key={paper}>
            <strong>{name}</strong>
            {reason && <p>{reason}</p>}
          </li>
        ))}
      </ul>
      {!sending && (
        <Button wide icon={IconHand} onClick={() => void begin()}>
          {t('extra.do')}
        </Button>
      )}
    </Card>
  );
}

/** Until an officer has opened it, "Sửa" and "Đổi ảnh" make a new version under the same number. */
function Edit({ record }: { record: DossierRecord }) {
  const open = async (step: string): Promise<void> => {
    const id = await editSubmitted(record);
    go(paths.apply(id, step));
  };
  return (
    <Card>
      <p>{t('edit.text')}</p>
      <div class="row">
        <Button kind="second" icon={IconPen} onClick={() => void open('kiem-tra')}>
          {t('answers.edit')}
        </Button>
        <Button kind="second" icon={IconCamera} onClick={() => void open(record.detail?.kind === 'assistance' ? 'anh' : 'giay-to')}>
          {t('pages.edit')}
        </Button>
      </div>
    </Card>
  );
}

function Withdraw({ record }: { record: DossierRecord }) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [sent, setSent] = useState(false);
  const confirm = async (): Promise<void> => {
    setAsking(false);
    setSent(await withdraw(record, reason.trim()));
    // The button that had the focus is gone; a screen reader goes on from the top of what changed.
    document.getElementById('main')?.focus();
  };
  if (sent) return <Banner title={t('withdraw.sent')} />;
  return (
    <>
      <Button kind="quiet" onClick={() => setAsking(true)}>
        {t('withdraw')}
      </Button>
      {asking && (
        <Sheet
          title={t('withdraw.ask')}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button kind="danger" wide onClick={() => void confirm()}>
                {t('withdraw')}
              </Button>
              <Button kind="second" wide onClick={() => setAsking(false)}>
                {t('withdraw.no')}
              </Button>
            </>
          }
        >
          <p>{t('withdraw.text')}</p>
          <TextInput label={t('withdraw.reason')} help={t('withdraw.reason_help')} long maxLength={500} value={reason} onInput={setReason} />
        </Sheet>
      )}
    </>
  );
}

function Opening() {
  return (
    <Screen title={t('opening')} back={paths.dossiers}>
      <Skeleton lines={4} />
    </Screen>
  );
}

function Gone() {
  return (
    <Screen title={t('gone')} back={paths.dossiers}>
      <EmptyState picture="path" title={t('gone')} text={t('gone_text')}>
        <Button href={`${paths.signIn}?next=${location.pathname}`}>{t('do.sign_in')}</Button>
      </EmptyState>
    </Screen>
  );
}
