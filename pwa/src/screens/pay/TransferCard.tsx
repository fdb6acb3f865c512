import { useMemo, useState } from 'preact/hooks';
import { loadPayment } from '../../actions/pay/pay';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { IconDownload, IconShare } from '../../components/icons';
import { dong } from '../../components/procedure-facts';
import type { DossierRecord } from '../../domain/dossier';
import type { Transfer } from '../../domain/pay/payment';
import { online } from '../../state/connection';
import { drawPicture } from './picture';
import { dotsOf, pathOf } from './qr';
import { t } from './words';

interface TransferProps {
  record: DossierRecord;
  transfer: Transfer;
}

/** A bank transfer by QR code, drawn from what the phone keeps: it needs no link to be shown. */
export function TransferCard({ record, transfer }: TransferProps) {
  const dots = useMemo(() => dotsOf(transfer.payload), [transfer.payload]);
  const sum = dong(transfer.amount);
  return (
    <Card title={t('qr.title')}>
      <svg class="vietqr" viewBox={`0 0 ${dots.length} ${dots.length}`} role="img" aria-label={t('qr.alt', { sum, name: transfer.name })} shape-rendering="crispEdges">
        <path class="vietqr__paper" d={`M0 0h${dots.length}v${dots.length}H0z`} />
        <path class="vietqr__dots" d={pathOf(dots)} />
      </svg>
      <dl class="lines">
        <Row label={t('qr.name')} value={transfer.name} />
        <Row label={t('qr.sum')} value={sum} more={transfer.words} />
        <Row label={t('qr.bank')} value={transfer.bank} />
        <Row label={t('qr.account')} value={transfer.account} copied={transfer.account} />
        <Row label={t('qr.purpose')} value={transfer.purpose} copied={transfer.purpose} more={t('qr.purpose_keep')} />
      </dl>
      <Share dots={dots} transfer={transfer} slip={record.summary?.slip ?? record.receipt?.slip ?? null} />
      <p class="soft small">{t(online.value ? 'qr.wait' : 'qr.wait_offline')}</p>
      {online.value && (
        <Button kind="quiet" onClick={() => void loadPayment(record.id)}>
          {t('check_now')}
        </Button>
      )}
    </Card>
  );
}

function Row({ label, value, more, copied }: { label: string; value: string; more?: string; copied?: string }) {
  const [done, setDone] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(copied ?? value);
    setDone(true);
  };
  return (
    <div class="lines__one">
      <dt>{label}</dt>
      <dd>
        <strong class="transfer__value">{value}</strong>
        {more && <p class="soft small">{more}</p>}
        {copied !== undefined && 'clipboard' in navigator && (
          <button type="button" class="transfer__copy" aria-label={t('copy.of', { what: label })} onClick={() => void copy()}>
            <span role="status">{t(done ? 'copied' : 'copy')}</span>
          </button>
        )}
      </dd>
    </div>
  );
}

interface ShareProps {
  dots: boolean[][];
  transfer: Transfer;
  slip: string | null;
}

/** To a relative who has a bank account: the picture says who gets the money, how much and what for. */
function Share({ dots, transfer, slip }: ShareProps) {
  const [said, setSaid] = useState<'saved' | 'errors' | null>(null);
  const share = async (): Promise<void> => {
    setSaid(null);
    try {
      const blob = await drawPicture(dots, { title: t('qr.title'), lines: textOf(transfer, slip) });
      const file = new File([blob], `${transfer.purpose}.png`, { type: 'image/png' });
      if (navigator.canShare?.({ files: [file] })) await navigator.share({ files: [file], title: t('qr.share_text') });
      else {
        save(file);
        setSaid('saved');
      }
    } catch (cause) {
      // Closing the share sheet is no failure.
      if (!(cause instanceof DOMException && cause.name === 'AbortError')) setSaid('errors');
    }
  };
  return (
    <>
      <Button wide kind="second" icon={'share' in navigator ? IconShare : IconDownload} onClick={() => void share()}>
        {t('qr.share')}
      </Button>
      {said && <Banner kind={said === 'saved' ? 'good' : 'warning'} alert title={t(`qr.${said}`)} />}
    </>
  );
}

function textOf(transfer: Transfer, slip: string | null): [string, string][] {
  return [
    [t('qr.name'), transfer.name],
    [t('qr.sum'), `${dong(transfer.amount)} (${transfer.words})`],
    [t('qr.account'), `${transfer.account} · ${transfer.bank}`],
    [t('qr.purpose'), transfer.purpose],
    ...(slip ? [[t('title'), t('qr.slip', { slip })] as [string, string]] : []),
  ];
}

function save(file: File): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
