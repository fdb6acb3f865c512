import './ready.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { freeRecordings, keptRecordings } from '../../actions/away/free';
import { prepare } from '../../actions/away/prepare';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Card, LinkCard } from '../../components/Card';
import { IconDone, IconDownload, IconInfo, IconStop, IconTrash, IconWarning } from '../../components/icons';
import { Progress } from '../../components/Progress';
import { Screen } from '../../components/Screen';
import { Skeleton } from '../../components/Skeleton';
import { CheckTiles } from '../../components/Tiles';
import type { CatalogueIndex } from '../../domain/catalogue';
import { paths } from '../../router/paths';
import { type Finding, keepPicked, look, pickedProcedures, type Verdict } from '../../state/away/readiness';
import { catalogue } from '../../state/catalogue';
import { sizeOf, t } from './words';

const SIGNS = { ok: IconDone, missing: IconStop, warn: IconWarning, unknown: IconInfo };

/** `/san-sang`: what a volunteer looks at before walking to a hamlet without a link. */
export function ReadyScreen() {
  const index = catalogue.value;
  const [picked, setPicked] = useState<string[] | null>(null);
  const [findings, setFindings] = useState<Finding[] | null>(null);
  const [progress, setProgress] = useState<number | null>(null);
  const [tried, setTried] = useState(false);
  useEffect(() => {
    if (index) void pickedProcedures(index).then(setPicked);
  }, [index]);
  const looks = useRef(0), choice = useRef(picked);
  choice.current = picked;
  // A look takes as long as the link does: one that was asked before another, and ends after it, is out of date.
  // It looks at what is chosen when it begins: the choice can be changed while a download goes on.
  const check = async (): Promise<void> => {
    const mine = ++looks.current;
    const seen = await look(catalogue.peek(), choice.current ?? []);
    if (mine === looks.current) setFindings(seen);
  };
  useEffect(() => {
    if (!index || picked) void check();
  }, [index, picked]);
  const download = async (): Promise<void> => {
    try {
      await prepare(index, picked ?? [], (done, all) => setProgress(done / all));
      await check();
    } finally {
      setProgress(null);
      setTried(true);
    }
  };
  const pick = (codes: string[]): void => {
    setPicked(codes);
    void keepPicked(codes);
  };
  const bytes = findings?.reduce((sum, finding) => sum + finding.bytes, 0) ?? 0;
  const wanted = progress !== null || findings?.some(({ check: what, verdict }) => verdict === 'missing' && HELPS.includes(what));
  return (
    <Screen title={t('title')} back={paths.settings} action={wanted && <Download bytes={bytes} progress={progress} again={tried} onGo={() => void download()} />}>
      {findings ? <Verdicts findings={findings} /> : <Skeleton lines={6} />}
      {index && picked && <Picks index={index} picked={picked} onPick={pick} />}
      <Recordings />
      <LinkCard href={paths.room} title={t('room.link')} />
    </Screen>
  );
}

/** What a download makes good. */
const HELPS: readonly Finding['check'][] = ['shell', 'card', 'procedures', 'places'];

interface DownloadProps {
  bytes: number;
  /** From 0 to 1; null while nothing is fetched. */
  progress: number | null;
  /** It was tried, and something is missing still. */
  again: boolean;
  onGo: () => void;
}

/** How far it is stands beside the button, which is always in sight. */
function Download({ bytes, progress, again, onGo }: DownloadProps) {
  if (progress !== null) return <Progress value={progress} label={t('loading')} />;
  return (
    <div class="stack">
      {again && <Banner kind="warning" alert title={t('errors.left')} />}
      <Button wide icon={IconDownload} onClick={onGo}>
        {t('download', { size: sizeOf(bytes) })}
      </Button>
    </div>
  );
}

function Verdicts({ findings }: { findings: readonly Finding[] }) {
  const missing = findings.filter(({ verdict }) => verdict === 'missing').length;
  return (
    <>
      {missing === 0 ? (
        <Banner kind="good" title={t('ready')}>
          {t('ready_text')}
        </Banner>
      ) : (
        <Banner kind="warning" title={t('not_ready', { n: missing })}>
          {t('not_ready_text')}
        </Banner>
      )}
      <ul class="checks" aria-label={t('checks')}>
        {findings.map((finding) => (
          <Line key={finding.check} finding={finding} />
        ))}
      </ul>
    </>
  );
}

function Line({ finding: { check, verdict, count, bytes } }: { finding: Finding }) {
  const Sign = SIGNS[verdict];
  return (
    <li class={`check check--${verdict}`}>
      <Sign />
      <div>
        <p class="check__name">
          <span>{t(`${check}.name`)}</span>
          <strong>{t(`word.${verdict}`)}</strong>
        </p>
        <p class="soft small">{t(`${check}.${said(verdict)}`, { n: count, size: sizeOf(bytes) })}</p>
      </div>
    </li>
  );
}

/** A clock or a room that cannot be asked says what to do about that. */
const said = (verdict: Verdict): 'ok' | 'do' | 'unknown' =>
  verdict === 'ok' ? 'ok' : verdict === 'unknown' ? 'unknown' : 'do';

/** Kept on request by the procedures' own screens; here they are weighed, and may go. */
function Recordings() {
  const [kept, setKept] = useState({ procedures: 0, bytes: 0 });
  const weigh = (): void => void keptRecordings().then(setKept);
  useEffect(weigh, []);
  if (kept.bytes === 0) return null;
  return (
    <Card title={t('aloud')}>
      <p>{t('aloud_text', { n: kept.procedures })}</p>
      <Button kind="second" icon={IconTrash} onClick={() => void freeRecordings().then(weigh)}>
        {t('room.free', { size: sizeOf(kept.bytes) })}
      </Button>
    </Card>
  );
}

interface PicksProps {
  index: CatalogueIndex;
  picked: string[];
  onPick: (codes: string[]) => void;
}

function Picks({ index, picked, onPick }: PicksProps) {
  return (
    <details class="card picks">
      <summary>{t('picks', { n: picked.length })}</summary>
      <CheckTiles
        label={t('picks_help')}
        options={index.entries.map(({ code, short_name, field }) => ({ value: code, label: short_name, help: field }))}
        values={picked}
        onChange={onPick}
      />
    </details>
  );
}
