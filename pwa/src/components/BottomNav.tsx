import { paths } from '../router/paths';
import { myDossiers } from '../state/mine';
import { common } from '../words/common';
import { IconFolder, IconHelp, IconHome, IconSearch } from './first-icons';

const TABS = [
  { tab: 'home', href: paths.home, sign: IconHome },
  { tab: 'dossiers', href: paths.dossiers, sign: IconFolder },
  { tab: 'search', href: paths.search, sign: IconSearch },
  { tab: 'help', href: paths.help, sign: IconHelp },
] as const;

/** At the lower edge of a phone, under the thumb; beside the content on wider screens. */
export function BottomNav({ tab: lit }: { tab?: string }) {
  const waiting = myDossiers.value.filter(({ state }) => state === '5' || state === '6').length;
  return (
    <nav class="nav" aria-label={common('nav.label')}>
      <p class="nav__brand" aria-hidden="true">
        {common('brand')}
      </p>
      {TABS.map(({ tab, href, sign: Sign }) => (
        <a key={tab} class="nav__tab" href={href} aria-current={tab === lit ? 'page' : undefined}>
          <span class="nav__sign">
            <Sign />
            {tab === 'dossiers' && waiting > 0 && <span class="nav__count">{waiting}</span>}
          </span>
          {common(`nav.${tab}`)}
        </a>
      ))}
    </nav>
  );
}
