import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import type { DeskDossier } from '../api/types';
import { answersOn } from '../logic/review';
import { TrailBlock } from '../messages/TrailBlock';
import { PaymentBlock } from '../pay/PaymentBlock';
import { dossier as open, newerVersion, openOnDesk, page as shown } from '../state/dossier';
import { deskPaths } from '../state/paths';
import { td } from '../words';
import { ActBar } from './ActBar';
import { AlsoOpen } from './AlsoOpen';
import { Answers, ComparedAnswers } from './Answers';
import { Gaps } from './Gaps';
import { History } from './History';
import { Outcome } from './Outcome';
import { Papers } from './Papers';
import { People } from './People';
import { Together } from './Together';

/** Words that a screen reader hears when the dossier was read again. */
const reread = signal('');

export function Info({ dossier }: { dossier: DeskDossier }) {
  const paper = dossier.papers.find((each) => each.pages.includes(shown.value?.id ?? ''));
  const compared = answersOn(paper, dossier);
  // While it waits for money, that comes first.
  const waitsForMoney = dossier.state === '6';
  useEffect(() => {
    if (newerVersion.value !== null) reread.value = td('newer.title');
  }, [newerVersion.value]);
  return (
    <>
      <div class="case__scroll">
        <p class="unseen" role="status">
          {reread.value}
        </p>
        {newerVersion.value !== null && (
          <Banner kind="warning" title={td('newer.title')}>
            <p>{td('newer.text')}</p>
            <Button kind="second" onClick={() => void openOnDesk(dossier.id)}>
              {td('newer.show')}
            </Button>
          </Banner>
        )}
        <AlsoOpen dossier={dossier} />
        <Together dossier={dossier} />
        {dossier.kind === 'form' && <Gaps dossier={dossier} />}
        <div class="case__blocks">
          <Asked dossier={dossier} />
          {waitsForMoney && <PaymentBlock dossier={dossier} />}
          <ComparedAnswers paper={paper} compared={compared} />
          {dossier.kind === 'assistance' && <Help dossier={dossier} />}
          <Papers dossier={dossier} />
          {dossier.kind === 'form' && <Answers dossier={dossier} compared={compared} />}
          <People dossier={dossier} />
          {!waitsForMoney && dossier.slip && <PaymentBlock dossier={dossier} />}
          <Outcome dossier={dossier} />
          {dossier.slip && <TrailBlock dossier={dossier} />}
          <History dossier={dossier} />
        </div>
      </div>
      <ActBar dossier={open.value ?? dossier} />
    </>
  );
}

/** The open request, while the citizen gathers the papers. */
function Asked({ dossier }: { dossier: DeskDossier }) {
  const { supplement } = dossier;
  if (!supplement) return null;
  return (
    <section class="asked">
      <h2>{td('asked.title')}</h2>
      <ul>
        {supplement.items.map((item) => (
          <li key={item.paper}>
            <strong>{item.name}</strong> · {item.reason}
          </li>
        ))}
      </ul>
      <p class="soft">{supplement.text}</p>
    </section>
  );
}

function Help({ dossier }: { dossier: DeskDossier }) {
  const said = dossier.answers as Record<string, unknown>;
  const text = (key: string): string => (typeof said[key] === 'string' ? said[key] : '');
  return (
    <section class="block">
      <h2 class="block__title">{td('help.title')}</h2>
      <p class="help__need">{text('need')}</p>
      <p>
        {text('caller_name')}
        {text('caller_phone') && (
          <>
            {' · '}
            <a href={`tel:${text('caller_phone')}`}>{text('caller_phone').replace('+84', '0')}</a>
          </>
        )}
        {text('call_when') && ` · ${text('call_when')}`}
      </p>
      {dossier.state === '1' && <Button href={deskPaths.convert(dossier.id)}>{td('help.convert')}</Button>}
    </section>
  );
}
