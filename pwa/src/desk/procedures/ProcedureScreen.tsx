import './procedures.css';
import { useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconPen } from '../../components/icons';
import { Skeleton } from '../../components/Skeleton';
import { showDate } from '../../domain/dates';
import { common } from '../../words/common';
import { useTitle } from '../parts/useTitle';
import { deskPaths } from '../state/paths';
import { Comparing } from './Comparing';
import { EditorForm } from './EditorForm';
import { Facts } from './Facts';
import { History } from './History';
import { MeetingSheet } from './MeetingSheet';
import { PosterLink } from './Posters';
import type { Version } from './types';
import { useEdit, type Work } from './useEdit';
import { tq } from './words';

type Step = 'edit' | 'compare';

/** One procedure: what holds and what comes, its edit, the difference before it is published, its history. */
export function ProcedureScreen({ code }: { code: string }) {
  const work = useEdit(code);
  const [step, setStep] = useState<Step>('edit');
  const [done, setDone] = useState<string | null>(null);
  const { editor, typed } = work;
  const now = editor?.versions.find((version) => version.state === 'now') ?? editor?.versions[0];
  useTitle(now?.parts.short_name ?? tq('title'));
  const publish = async (): Promise<void> => {
    const day = typed?.effective_from ?? '';
    if (!(await work.publish())) return setStep('edit');
    setDone(day);
    setStep('edit');
  };
  return (
    <main class="page" id="main" tabIndex={-1}>
      <header class="page__head">
        <div>
          <a href={deskPaths.procedures}>{tq('back')}</a>
          <h1 class="page__title">{now?.parts.short_name ?? code}</h1>
          {editor && (
            <p class="soft small">
              {editor.code} · {editor.field} · {editor.name}
            </p>
          )}
        </div>
        <PosterLink code={code} />
      </header>
      <div role="status">{done && !typed && <Banner kind="good">{tq('published', { day: showDate(done) })}</Banner>}</div>
      {work.fault && !typed && (
        <Banner kind="bad" alert>
          <p>{work.fault}</p>
          <Button kind="second" onClick={work.reload}>
            {common('retry')}
          </Button>
        </Banner>
      )}
      {!editor && !work.fault && <Skeleton lines={6} />}
      {editor && now && !typed && <Standing work={work} now={now} />}
      {editor && typed && step === 'edit' && <EditorForm work={work} onCompare={() => setStep('compare')} />}
      {editor && typed && step === 'compare' && <Comparing work={work} onBack={() => setStep('edit')} onPublish={() => void publish()} />}
      {editor && step === 'edit' && <History work={work} />}
      {work.meeting && <MeetingSheet work={work} meeting={work.meeting} />}
    </main>
  );
}

/** Nobody edits: what holds today, and the way to change it or what comes. */
function Standing({ work, now }: { work: Work; now: Version }) {
  const coming = work.editor?.versions.filter((version) => version.state === 'coming') ?? [];
  return (
    <>
      {[now, ...coming.filter((version) => version !== now)].map((version) => (
        <section key={version.version} class="block">
          <h2 class="block__title">{version.state === 'coming' ? tq('holds_from', { day: showDate(version.effective_from) }) : tq('holds')}</h2>
          <Facts version={version} />
          {work.editor?.may_edit && (
            <div class="row">
              <Button icon={IconPen} kind={version === now ? 'primary' : 'second'} onClick={() => work.begin(version)}>
                {tq('begin')}
              </Button>
              {version.may_withdraw && (
                <Button kind="danger" busy={work.busy} onClick={() => work.withdraw(version.version)}>
                  {tq('withdraw')}
                </Button>
              )}
            </div>
          )}
        </section>
      ))}
    </>
  );
}
