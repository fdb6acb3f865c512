import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { IconPaper, IconShare } from '../../components/icons';
import { Screen } from '../../components/Screen';
import { TextInput } from '../../components/TextInput';
import { paths } from '../../router/paths';
import { words } from '../../words';
import vi from '../../words/vi/in-app.json';

const t = words(vi, () => import('../../words/en/in-app.json'));

interface InAppProps {
  app: string;
  onStay: () => void;
}

/** "Mở bằng trình duyệt": one tap where Android can, else an address to take along. */
export function InAppScreen({ app, onStay }: InAppProps) {
  const address = elsewhere(location);
  return (
    <Screen title={t('title')} back={paths.home}>
      <Banner kind="warning" title={t('lost', { app })}>
        <p>{t('why', { app })}</p>
        <p>{t('closed', { app })}</p>
      </Banner>
      {/Android/.test(navigator.userAgent) && (
        <Button wide icon={IconShare} href={intentTo(address)}>
          {t('open')}
        </Button>
      )}
      <Card title={t('by_hand')}>
        <p>{t('menu')}</p>
        <p>{t('paste')}</p>
        <TextInput label={t('address')} value={address} onInput={() => undefined} />
        <Copy address={address} />
      </Card>
      <Button kind="quiet" wide onClick={onStay}>
        {t('stay')}
      </Button>
    </Screen>
  );
}

function Copy({ address }: { address: string }) {
  const [copied, setCopied] = useState(false);
  if (!('clipboard' in navigator)) return null;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(address);
    setCopied(true);
  };
  return (
    <Button kind="second" icon={IconPaper} onClick={() => void copy()}>
      <span role="status">{t(copied ? 'copied' : 'copy')}</span>
    </Button>
  );
}

/** This page, as another browser can open it: a draft lies only in this one. */
export function elsewhere({ origin, pathname, search }: Pick<Location, 'origin' | 'pathname' | 'search'>): string {
  return pathname.startsWith('/lam/') ? `${origin}${paths.dossiers}` : `${origin}${pathname}${search}`;
}

/** Android's own way out of an app; where there is no Chrome the address opens as it would have. */
export function intentTo(address: string): string {
  const { protocol, host, pathname, search } = new URL(address);
  const rest = `scheme=${protocol.replace(':', '')};package=com.android.chrome`;
  return `intent://${host}${pathname}${search}#Intent;${rest};S.browser_fallback_url=${encodeURIComponent(address)};end`;
}
