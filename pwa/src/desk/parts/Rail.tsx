import {
  IconClock,
  IconDone,
  IconFolder,
  IconGear,
  IconHand,
  type Icon,
  IconMoney,
  IconMoving,
  IconNoLink,
  IconPaper,
  IconPerson,
  IconPhone,
  IconPlus,
  IconSend,
  IconSound,
  IconWarning,
} from '../../components/icons';
import { online } from '../../state/connection';
import { query } from '../../state/navigation';
import { common } from '../../words/common';
import { type View, VIEWS } from '../api/types';
import { deskPaths, type Place } from '../state/paths';
import { toCall } from '../messages/state';
import { tm } from '../messages/words';
import { SignOut } from '../session/SignOut';
import { me } from '../state/session';
import { sought, worklist } from '../state/worklist';
import { t } from '../words';
import { IconCalendar } from './icons';

const SIGNS: Record<View, Icon> = {
  answer_due: IconClock,
  mine: IconPerson,
  today: IconCalendar,
  late: IconWarning,
  working: IconMoving,
  waiting: IconHand,
  ready: IconPaper,
  incoming: IconSend,
  done: IconDone,
  all: IconFolder,
};

/** The views with their counts; beside an open dossier only their signs. */
/** A view is chosen whole; what was sought before does not narrow it. */
function forgetSearch(): void {
  sought.value = '';
}

export function Rail({ place }: { place: Place }) {
  const counts = worklist.value?.counts ?? {};
  const chosen = place.at === 'list' ? viewOf(query.value.view) : null;
  return (
    <nav class="rail" aria-label={t('rail.label')}>
      <a class="rail__brand" href={deskPaths.list()}>
        <svg class="rail__mark" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M3 20V9l9-6 9 6v11h-6v-7H9v7z" />
        </svg>
        <span class="rail__label">{common('brand')}</span>
      </a>
      <a class="rail__start" href={deskPaths.start} aria-current={place.at === 'start' ? 'page' : undefined} title={t('rail.start')}>
        <IconPlus />
        <span class="rail__label">{t('rail.start')}</span>
      </a>
      <ul class="rail__views">
        {VIEWS.map((view) => {
          const Sign = SIGNS[view];
          const count = counts[view];
          return (
            <li key={view}>
              <a class={`rail__view rail__view--${view}`} href={deskPaths.list(view)} onClick={forgetSearch} aria-current={view === chosen ? 'page' : undefined} title={t(`view.${view}`)}>
                <Sign />
                <span class="rail__label">{t(`view.${view}`)}</span>
                {count !== undefined && <span class={`rail__count${count === 0 ? ' rail__count--none' : ''}`}>{count}</span>}
              </a>
            </li>
          );
        })}
      </ul>
      <div class="rail__foot">
        {!online.value && (
          <p class="rail__offline" role="status">
            <IconNoLink />
            <span class="rail__label">{t('rail.offline')}</span>
          </p>
        )}
        <a class="rail__view" href={deskPaths.calls} aria-current={place.at === 'calls' ? 'page' : undefined} title={tm('calls')}>
          <IconPhone />
          <span class="rail__label">{tm('calls')}</span>
          {toCall.value > 0 && <span class="rail__count">{toCall.value}</span>}
        </a>
        <a class="rail__view" href={deskPaths.news} aria-current={place.at === 'news' ? 'page' : undefined} title={tm('news')}>
          <IconSound />
          <span class="rail__label">{tm('news')}</span>
        </a>
        <a class="rail__view" href={deskPaths.money()} aria-current={place.at === 'money' ? 'page' : undefined} title={t('rail.money')}>
          <IconMoney />
          <span class="rail__label">{t('rail.money')}</span>
        </a>
        <a class="rail__view" href={deskPaths.settings} aria-current={place.at === 'settings' ? 'page' : undefined} title={t('rail.settings')}>
          <IconGear />
          <span class="rail__label">{t('rail.settings')}</span>
        </a>
        <div class="rail__me">
          <p class="rail__label">
            <strong>{me.value?.person.full_name}</strong>
            <span>{me.value?.agency?.name}</span>
          </p>
          <SignOut />
        </div>
      </div>
    </nav>
  );
}

export function viewOf(text: string | undefined): View {
  return VIEWS.find((view) => view === text) ?? 'answer_due';
}
