import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { IconDone, IconDownload, IconMoving, IconPaper, IconShare } from '../../components/icons';
import { stateName } from '../../components/StateBadge';
import type { DossierDetail, DossierEvent, DossierResult, Pickup } from '../../domain/dossier';
import type { Receipt } from '../../domain/receipt';
import { readState } from '../../domain/states';
import { dayWords, leftWords, momentWords } from './when';
import { t } from './words';

/** The number that stands for the dossier until an officer accepts: large, and easy to read out. */
export function Slip({ slip, code }: { slip: string; code: string | null }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(slip);
    setCopied(true);
  };
  return (
    <section class="slip">
      <p class="slip__label">{t('slip')}</p>
      <p class="slip__number">{slip}</p>
      <p class="slip__use">{t('slip.use')}</p>
      {'clipboard' in navigator && (
        <button type="button" class="slip__copy" onClick={() => void copy()}>
          <span role="status">{t(copied ? 'slip.copied' : 'slip.copy')}</span>
        </button>
      )}
      {code && (
        <p class="slip__code">
          {t('code')}: <strong>{code}</strong>
        </p>
      )}
    </section>
  );
}

export function DueLine({ label, moment, hour }: { label: string; moment: string; hour?: boolean }) {
  return (
    <div class="due">
      <p class="due__label">{label}</p>
      <p class="due__day">{hour ? momentWords(moment) : dayWords(moment)}</p>
      <p class="due__left">{leftWords(moment)}</p>
    </div>
  );
}

export function Results({ results, pickup }: { results: readonly DossierResult[]; pickup: Pickup | null }) {
  return (
    <>
      {results.length > 0 && (
        <Card title={t('result.title')} class="card--good">
          {results.map((result) => (
            <ResultFile key={result.id} result={result} />
          ))}
        </Card>
      )}
      {pickup && <PickupCard pickup={pickup} />}
    </>
  );
}

function ResultFile({ result }: { result: DossierResult }) {
  const [failed, setFailed] = useState(false);
  const share = async (): Promise<void> => {
    setFailed(false);
    try {
      const response = await fetch(result.url);
      if (!response.ok) throw new TypeError(String(response.status));
      const file = new File([await response.blob()], result.name, { type: result.media_type });
      await navigator.share({ files: [file], title: result.name });
    } catch (cause) {
      // Closing the share sheet is no failure.
      setFailed(!(cause instanceof DOMException && cause.name === 'AbortError'));
    }
  };
  return (
    <div class="stack">
      <p class="file">
        <IconPaper />
        <strong>{result.name}</strong>
      </p>
      <div class="row">
        <Button icon={IconDone} href={result.url}>
          {t('result.open')}
        </Button>
        <Button kind="second" icon={IconDownload} href={result.url} download={result.name}>
          {t('result.save')}
        </Button>
        {'share' in navigator && (
          <Button kind="second" icon={IconShare} onClick={() => void share()}>
            {t('result.share')}
          </Button>
        )}
      </div>
      {failed && <Banner kind="warning" alert title={t('result.none_there')} />}
    </div>
  );
}

const PICKUP = ['where', 'hours', 'bring', 'who'] as const;

function PickupCard({ pickup }: { pickup: Pickup }) {
  return (
    <Card title={t('pickup.title')}>
      <dl class="lines">
        {PICKUP.filter((key) => pickup[key]).map((key) => (
          <div key={key} class="lines__one">
            <dt>{t(`pickup.${key}`)}</dt>
            <dd>{pickup[key]}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** What happened, the newest first, in words and never by colour alone. */
export function Timeline({ events }: { events: readonly DossierEvent[] }) {
  if (events.length === 0) return null;
  const shown = [...events].reverse();
  return (
    <Card title={t('history.title')}>
      <ol class="history">
        {shown.map((event, index) => (
          <li key={`${event.at}-${event.kind}`} class={index === 0 ? 'history__one history__one--now' : 'history__one'}>
            {index === 0 ? <IconMoving /> : <IconDone />}
            <div>
              <p class="history__what">{eventName(event)}</p>
              <p class="soft small">{[momentWords(event.at), event.actor_name].filter(Boolean).join(' · ')}</p>
              {event.reason && <p>{event.reason}</p>}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function eventName(event: DossierEvent): string {
  // One kind, two moments: the text arrived, and then the last page did.
  if (event.kind === 'submitted' && event.state === '1') return t('event.received');
  // Kinds without words of their own, of a newer server too, are told by the state they led to.
  const named = `event.${event.kind}` as 'event.other';
  if (t(named) !== named) return t(named);
  const state = readState(event.state);
  return state ? stateName(state) : t('event.other');
}

interface ReceiptCardProps {
  receipt: Receipt | null;
  detail: DossierDetail | null;
  /** Papers carry only their key on the wire; the procedure on this phone knows their names. */
  names: ReadonlyMap<string, string>;
}

/** Every page that the commune has, by the hash the phone sent. */
export function ReceiptCard({ receipt, detail, names }: ReceiptCardProps) {
  const pages = detail?.pages ?? receipt?.pages ?? [];
  if (pages.length === 0) return null;
  const stored = new Set((receipt?.pages ?? []).filter((page) => page.stored).map((page) => page.sha256));
  return (
    <Card title={t('receipt.title')}>
      <ul class="receipt">
        {pages.map((page) => (
          <li key={`${page.paper}-${page.page}`} class="receipt__one">
            {'thumbnail_url' in page && page.thumbnail_url ? <img class="receipt__image" src={page.thumbnail_url} alt="" loading="lazy" /> : <IconPaper />}
            <span>
              {t('receipt.page', { paper: names.get(page.paper) ?? t('receipt.other'), page: page.page })}
              <span class="soft small receipt__size">{t('receipt.size', { size: Math.max(1, Math.round(page.bytes / 1000)) })}</span>
            </span>
            <span class={isStored(page, stored) ? 'receipt__mark' : 'receipt__mark soft'}>
              {t(isStored(page, stored) ? 'receipt.stored' : 'receipt.missing')}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function isStored(page: { sha256: string; stored?: boolean }, stored: ReadonlySet<string>): boolean {
  return page.stored ?? stored.has(page.sha256);
}

const LETTERS = ['acceptance', 'supplement', 'refusal', 'apology', 'stop', 'form'] as const;

export function Letters({ letters }: { letters: DossierDetail['letters'] }) {
  if (letters.length === 0) return null;
  return (
    <Card title={t('letters.title')}>
      {letters.map(({ kind, url }) => {
        const known = LETTERS.find((each) => each === kind);
        return (
          <Button key={kind} kind="second" icon={IconDownload} href={url} wide>
            {known ? t(`letter.${known}`) : kind}
          </Button>
        );
      })}
    </Card>
  );
}

/** Each opening by an officer is seen by the person whose dossier it is. */
export function Openings({ openings }: { openings: DossierDetail['openings'] }) {
  return (
    <Folded title={t('openings.title')}>
      {openings.length === 0 ? (
        <p>{t('openings.none')}</p>
      ) : (
        <ul class="dots">
          {openings.map(({ at, officer }) => (
            <li key={at}>
              {officer} <span class="soft small">{momentWords(at)}</span>
            </li>
          ))}
        </ul>
      )}
    </Folded>
  );
}

export function Folded({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <details class="card folded">
      <summary class="folded__title">{title}</summary>
      {children}
    </details>
  );
}
