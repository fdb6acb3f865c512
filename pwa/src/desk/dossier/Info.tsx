import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconCheck, IconWarning } from '../../components/icons';
import type { DeskDossier } from '../api/types';
import { isIdentityCard } from '../logic/review';
import { dossier as open, newerVersion, openOnDesk, page as shown } from '../state/dossier';
import { deskPaths } from '../state/paths';
import { td } from '../words';
import { ActBar } from './ActBar';
import { Answers, CardAnswers } from './Answers';
import { History } from './History';
import { Outcome } from './Outcome';
import { Papers } from './Papers';
import { People } from './People';

/** Words that a screen reader hears when the dossier was read again. */
const reread = signal('');

export function Info({ dossier }: { dossier: DeskDossier }) {
  const paper = dossier.papers.find((each) => each.pages.includes(shown.value?.id ?? ''));
  const card = paper !== undefined && isIdentityCard(paper);
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
        <Gaps dossier={dossier} />
        <Asked dossier={dossier} />
        {card && <CardAnswers dossier={dossier} />}
        {dossier.kind === 'assistance' && <Help dossier={dossier} />}
        <Papers dossier={dossier} />
        <Answers dossier={dossier} card={card} />
        <People dossier={dossier} />
        <Outcome dossier={dossier} />
        <History dossier={dossier} />
      </div>
      <ActBar dossier={open.value ?? dossier} />
    </>
  );
}

/** What is missing comes before everything else. */
function Gaps({ dossier }: { dossier: DeskDossier }) {
  const papers = dossier.papers.filter((paper) => paper.missing);
  const answers = dossier.sections.flatMap((section) => section.answers.filter((answer) => answer.not_known));
  const shownKeys = new Set(answers.map((answer) => `field:${answer.key}`));
  const others = dossier.gaps.filter((gap) => gap.startsWith('field:') && !shownKeys.has(gap)).length;
  if (!papers.length && !answers.length && !others) {
    return (
      <p class="gaps gaps--none">
        <IconCheck /> {td('gaps.none')}
      </p>
    );
  }
  return (
    <section class="gaps">
      <h2 class="gaps__title">
        <IconWarning /> {td('gaps.title', { n: papers.length + answers.length + others })}
      </h2>
      <ul>
        {papers.map((paper) => (
          <li key={paper.key}>
            <strong>{paper.name}</strong> · {td('gaps.paper')}
          </li>
        ))}
        {answers.map((answer) => (
          <li key={answer.key}>
            <strong>{answer.label}</strong> · {td('gaps.answer')}
          </li>
        ))}
        {others > 0 && <li>{td('gaps.others', { n: others })}</li>}
      </ul>
    </section>
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
