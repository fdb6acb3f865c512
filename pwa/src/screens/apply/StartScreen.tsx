import { useEffect, useState } from 'preact/hooks';
import { startDraft } from '../../actions/startDraft';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { LinkCard } from '../../components/Card';
import { EmptyState } from '../../components/EmptyState';
import { IconPen } from '../../components/icons';
import { Screen } from '../../components/Screen';
import { Skeleton } from '../../components/Skeleton';
import { RadioTiles } from '../../components/Tiles';
import { calendarDay, clockTime } from '../../domain/dates';
import type { ProcedureDetail } from '../../domain/procedure';
import { codeFromPath, paths, type ScreenProps } from '../../router/paths';
import { go, query } from '../../state/navigation';
import { agencies, lastAgency, loadAgencies, rememberAgency } from '../../state/places';
import { type Loaded, loadProcedure } from '../../state/procedures';
import { account, drafts, openShelf, shelfReady, storageFault } from '../../state/shelf';
import { beforeForm } from '../in-app/before';
import { t } from './words';

/** `/bat-dau/:code`: an unfinished draft goes on, else a new one begins at this person's commune. */
export const StartScreen = beforeForm(function Start({ params }: ScreenProps) {
  const code = codeFromPath(params.code ?? '');
  const [loaded, setLoaded] = useState<Loaded<ProcedureDetail> | null>(null);
  const [fresh, setFresh] = useState(false);
  useEffect(() => {
    void openShelf();
    void loadAgencies();
    void loadProcedure(code).then(setLoaded);
  }, [code]);
  if (loaded && 'fault' in loaded) return <Unavailable fault={loaded.fault} />;
  if (!loaded || !shelfReady.value || (!agencies.value && storageFault.value === null)) {
    return (
      <Screen title={t('start.opening')} back={paths.procedure(code)}>
        <Skeleton lines={3} />
      </Screen>
    );
  }
  const detail = loaded.data;
  const kind = query.value.nho === '1' ? 'assistance' : detail.mode;
  const begun = drafts.value.filter(
    (draft) => draft.procedure === code && draft.kind === kind && draft.frozen === null && !draft.supplement,
  );
  if (begun.length > 0 && !fresh) {
    return (
      <Screen
        title={detail.short_name}
        back={paths.procedure(code)}
        action={
          <Button kind="second" wide onClick={() => setFresh(true)}>
            {t('start.new')}
          </Button>
        }
      >
        <h2>{t('start.again')}</h2>
        <p>{t('start.again_text')}</p>
        {begun.map((draft) => (
          <LinkCard
            key={draft.id}
            href={paths.apply(draft.id)}
            picture={<IconPen />}
            title={draft.owner?.full_name || draft.procedure_name}
            text={t('start.saved', { when: moment(draft.updated_at) })}
          />
        ))}
      </Screen>
    );
  }
  return <Begin detail={detail} />;
});

function Begin({ detail }: { detail: ProcedureDetail }) {
  const list = agencies.value ?? [];
  const [agency, setAgency] = useState<string | null>(() => firstAgency(list));
  const [refused, setRefused] = useState(false);
  const only = list.length === 1;
  const begin = async (code: string): Promise<void> => {
    const assistance = detail.mode === 'assistance' || query.peek().nho === '1';
    try {
      rememberAgency(code);
      const id = await startDraft({ ...detail, mode: assistance ? 'assistance' : 'form' }, code);
      go(paths.apply(id), { replace: true });
    } catch {
      // Whatever the browser's reason: nothing was begun that could be lost.
      setRefused(true);
    }
  };
  useEffect(() => {
    if (only && agency) void begin(agency);
  }, [only]);
  if (only && !refused) return <Screen title={detail.short_name}>{null}</Screen>;
  return (
    <Screen
      title={detail.short_name}
      back={paths.procedure(detail.code)}
      action={
        <Button wide disabled={!agency} onClick={() => agency && void begin(agency)}>
          {t('start.go')}
        </Button>
      }
    >
      {refused && <Banner kind="bad" alert title={t('fault.unavailable')} />}
      <RadioTiles
        label={t('start.agency')}
        value={agency}
        options={list.map(({ code, name, address }) => ({ value: code, label: name, help: address ?? undefined }))}
        onChoose={setAgency}
      />
    </Screen>
  );
}

function firstAgency(list: readonly { code: string }[]): string | null {
  const wanted = account.peek()?.agency?.code ?? lastAgency();
  const found = list.find(({ code }) => code === wanted);
  return found?.code ?? (list.length === 1 ? (list[0]?.code ?? null) : null);
}

function moment(at: number): string {
  const { day, month } = calendarDay(at);
  return `${clockTime(at)}, ${day}/${month}`;
}

function Unavailable({ fault }: { fault: 'no_link' | 'unknown' }) {
  return (
    <Screen title={t(`start.${fault}`)} back={paths.home}>
      <EmptyState picture={fault === 'unknown' ? 'path' : 'mountains'} title={t(`start.${fault}`)} text={t(`start.${fault}_text`)}>
        {fault === 'unknown' ? (
          <Button href={paths.search}>{t('start.search')}</Button>
        ) : (
          <Button onClick={() => location.reload()}>{t('start.retry')}</Button>
        )}
      </EmptyState>
    </Screen>
  );
}
