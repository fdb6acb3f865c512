import { Button } from '../../components/Button';
import { IconPaper, IconSound } from '../../components/icons';
import { LanguageSwitch } from '../../components/LanguageSwitch';
import { HamletsEditor } from '../messages/HamletsEditor';
import { useTitle } from '../parts/useTitle';
import { FeeTable } from '../pay/FeeTable';
import { PayeeEditor } from '../pay/PayeeEditor';
import { tr } from '../recordings/words';
import { tq } from '../procedures/words';
import { colleagues } from '../state/office';
import { deskPaths } from '../state/paths';
import { isAdministrator, officerId } from '../state/session';
import { shortcutsOn, switchShortcuts } from '../state/shortcuts';
import { tset } from '../words';
import { CalendarEditor } from './CalendarEditor';
import { PhrasesEditor } from './PhrasesEditor';

export function SettingsScreen() {
  useTitle(tset('title'));
  return (
    <main class="page" id="main" tabIndex={-1}>
      <header class="page__head">
        <h1 class="page__title">{tset('title')}</h1>
      </header>
      <div class="settings">
        <PhrasesEditor />
        <section class="block settings__wide">
          <h2 class="block__title">{tq('title')}</h2>
          <p class="soft">{tq('about')}</p>
          <Button kind="second" icon={IconPaper} href={deskPaths.procedures}>
            {tq('open')}
          </Button>
        </section>
        <CalendarEditor mayChange={isAdministrator.value} />
        {isAdministrator.value && <FeeTable />}
        {isAdministrator.value && <PayeeEditor />}
        {isAdministrator.value && <HamletsEditor />}
        {isAdministrator.value && (
          <section class="block">
            <h2 class="block__title">{tr('title')}</h2>
            <p class="soft">{tr('about')}</p>
            <Button kind="second" icon={IconSound} href={deskPaths.recordings}>
              {tr('link')}
            </Button>
          </section>
        )}
        <section class="block">
          <h2 class="block__title">{tset('colleagues.title')}</h2>
          <ul class="files">
            {colleagues.value.map((each) => (
              <li key={each.id}>
                {each.name} {each.id === officerId.value && <span class="soft">{tset('colleagues.you')}</span>}
              </li>
            ))}
          </ul>
        </section>
        <section class="block">
          <h2 class="block__title">{tset('machine.title')}</h2>
          <label class="field__unknown">
            <input type="checkbox" checked={shortcutsOn.value} onChange={(event) => switchShortcuts(event.currentTarget.checked)} />
            <span>{tset('machine.keys')}</span>
          </label>
          <LanguageSwitch />
        </section>
      </div>
    </main>
  );
}
