import { useEffect } from 'preact/hooks';
import { Button } from '../components/Button';
import { EmptyState } from '../components/EmptyState';
import { Skeleton } from '../components/Skeleton';
import { path } from '../state/navigation';
import { common } from '../words/common';
import { DossierScreen } from './dossier/DossierScreen';
import { HandOffScreen } from './dossier/HandOffScreen';
import { ListingScreen } from './listing/ListingScreen';
import { AnnouncementsScreen } from './messages/AnnouncementsScreen';
import { CallsScreen } from './messages/CallsScreen';
import { showCalls } from './messages/state';
import { Rail } from './parts/Rail';
import { UndoBar } from './parts/UndoBar';
import { MoneyScreen } from './pay/MoneyScreen';
import { RecordingsScreen } from './recordings/RecordingsScreen';
import { ListScreen } from './procedures/ListScreen';
import { ProcedureScreen } from './procedures/ProcedureScreen';
import { SignInAgain, SignInScreen } from './session/SignInScreen';
import { SettingsScreen } from './settings/SettingsScreen';
import { ConvertScreen } from './start/ConvertScreen';
import { StartScreen } from './start/StartScreen';
import { restoreActs, retryActs } from './state/acts';
import { forgetOld } from './state/kept';
import { dropOldPages } from './state/kept-pages';
import { loadOffice } from './state/office';
import { type Place, placeOf } from './state/paths';
import { askWho, expired, standing } from './state/session';
import { showWorklist, startRefreshing } from './state/worklist';
import { t } from './words';
import { WorklistScreen } from './worklist/WorklistScreen';

export function Desk() {
  if (standing.value === 'here') return <Workplace />;
  if (standing.value === 'nobody' || standing.value === 'not_staff') return <SignInScreen />;
  return (
    <main class="entry">
      {standing.value === 'asking' ? (
        <Skeleton lines={4} />
      ) : (
        <EmptyState picture="mountains" title={t('no_link')} text={t('no_link_text')}>
          <Button onClick={() => void askWho()}>{common('retry')}</Button>
        </EmptyState>
      )}
    </main>
  );
}

function Workplace() {
  useEffect(() => {
    forgetOld(Date.now());
    void dropOldPages(Date.now());
    void loadOffice();
    void showCalls();
    restoreActs();
    // The counts of the rail and the next dossier come with the list, whatever page opens first.
    if (placeOf(path.peek()).at !== 'list') void showWorklist({ view: 'answer_due', procedure: '', q: '', page: 1 });
    return startRefreshing();
  }, []);
  useEffect(() => {
    if (!expired.value) retryActs();
  }, [expired.value]);
  const place = placeOf(path.value);
  return (
    <div class={`desk desk--${place.at}`}>
      <a class="skip" href="#main">
        {common('skip')}
      </a>
      <Rail place={place} />
      <Shown place={place} />
      <UndoBar />
      {expired.value && <SignInAgain />}
    </div>
  );
}

function Shown({ place }: { place: Place }) {
  switch (place.at) {
    case 'list':
      return <WorklistScreen />;
    case 'dossier':
      return <DossierScreen key={place.id} id={place.id} />;
    case 'handOff':
      return <HandOffScreen key={place.id} id={place.id} />;
    case 'convert':
      return <ConvertScreen key={place.id} id={place.id} />;
    case 'start':
      return <StartScreen />;
    case 'money':
      return <MoneyScreen />;
    case 'calls':
      return <CallsScreen />;
    case 'news':
      return <AnnouncementsScreen />;
    case 'recordings':
      return <RecordingsScreen />;
    case 'procedures':
      return <ListScreen />;
    case 'procedure':
      return <ProcedureScreen key={place.code} code={place.code} />;
    case 'listing':
      return <ListingScreen />;
    case 'settings':
      return <SettingsScreen />;
  }
}
