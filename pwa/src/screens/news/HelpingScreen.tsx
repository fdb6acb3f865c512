import './news.css';
import { useEffect, useState } from 'preact/hooks';
import { refreshHelping, told } from '../../actions/news/helping';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { EmptyState } from '../../components/EmptyState';
import { IconCheck, IconPhone } from '../../components/icons';
import { Screen } from '../../components/Screen';
import { showPhone } from '../../domain/phones';
import { paths } from '../../router/paths';
import { type Ask, helping } from '../../state/news/helping';
import { account, openShelf, shelfReady } from '../../state/shelf';
import { t } from './words';

/** `/nhan-giup`: whom to tell that the commune has news, house by house; never what it is about. */
export function HelpingScreen() {
  const person = account.value?.id;
  const [fresh, setFresh] = useState<boolean | null>(null);
  const [done, setDone] = useState('');
  useEffect(() => void openShelf(), []);
  useEffect(() => void (person && refreshHelping().then(setFresh)), [person]);
  const asks = helping.value;
  const pass = async (ask: Ask): Promise<void> => {
    await told(ask);
    setDone(ask.name);
    document.getElementById('main')?.focus();
  };
  return (
    <Screen title={t('helping')} back={paths.home}>
      {!person && shelfReady.value && (
        <EmptyState picture="basket" title={t('helping')} text={t('out_text')}>
          <Button href={`${paths.signIn}?next=${paths.helping}`}>{t('sign_in')}</Button>
        </EmptyState>
      )}
      <div role="status" class="letters__status">{done && <Banner kind="good" title={t('told_done', { name: done })} />}</div>
      {fresh === false && <Banner kind="warning"><p>{t('helping_offline')}</p></Banner>}
      {person && asks.length > 0 && <p>{t('helping_text')}</p>}
      {person && fresh !== null && asks.length === 0 && <EmptyState picture="path" title={t('helping_none')} text={t('helping_none_text')} />}
      {asks.map((ask) => (
        <House key={ask.messages[0]} ask={ask} onTold={() => void pass(ask)} />
      ))}
    </Screen>
  );
}

function House({ ask: { name, house, say, tel, matter }, onTold }: { ask: Ask; onTold: () => void }) {
  return (
    <Card title={name}>
      {house && <p class="soft">{house}</p>}
      <p>
        <strong>{say}</strong>
      </p>
      {matter && (
        <p>
          {matter.title}. {matter.body} {matter.next}
        </p>
      )}
      {tel && (
        <Button kind="second" wide icon={IconPhone} href={`tel:${tel.replaceAll(' ', '')}`}>
          {t('commune_tel', { phone: showPhone(tel) })}
        </Button>
      )}
      <Button wide icon={IconCheck} onClick={onTold}>
        {t('told', { name })}
      </Button>
    </Card>
  );
}
