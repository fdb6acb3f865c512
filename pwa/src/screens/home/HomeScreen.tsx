import './home.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { LinkCard } from '../../components/Card';
import { IconGear, IconPhone, IconSearch } from '../../components/first-icons';
import { Picture, pictureOf } from '../../components/pictures';
import { Screen } from '../../components/Screen';
import { Skeleton } from '../../components/Skeleton';
import { paths } from '../../router/paths';
import { catalogue, catalogueFault, loadCatalogue } from '../../state/catalogue';
import { evening, myDossiers, myDrafts } from '../../state/mine';
import { go } from '../../state/navigation';
import { common } from '../../words/common';
import { Hills } from './Hills';
import type { OwnThings } from './OwnThings';
import { t } from './words';

export function HomeScreen() {
  return (
    <Screen title={common('brand')} hero={<Hero />}>
      <Own />
      <Frequent />
      <LinkCard href={paths.ask} title={t('ask_three')} />
      <LinkCard href={paths.help} picture={<IconPhone />} title={t('help_title')} text={t('help_text')} />
      <p class="soft small home__honest">
        {t('not_portal')} {t('not_portal_more')}
      </p>
    </Screen>
  );
}

function Hero() {
  const input = useRef<HTMLInputElement>(null);
  const search = (event: Event) => {
    event.preventDefault();
    const typed = input.current?.value.trim() ?? '';
    go(typed ? `${paths.search}?q=${encodeURIComponent(typed)}` : paths.search);
  };
  return (
    <header class="hero">
      <div class="hero__top">
        <p class="hero__brand">{common('brand')}</p>
        <a class="top-bar__button" href={paths.settings} aria-label={t('settings')}>
          <IconGear />
        </a>
      </div>
      <h1 class="hero__ask" tabIndex={-1}>
        {t('ask')}
      </h1>
      <form class="hero__search" role="search" onSubmit={search}>
        <input ref={input} type="search" enterkeyhint="search" aria-label={t('search')} placeholder={t('search_example')} />
        <button type="submit" aria-label={t('search')}>
          <IconSearch />
        </button>
      </form>
      <Hills />
    </header>
  );
}

/** Drafts and dossiers come with a chunk of their own: a first visit has none. */
function Own() {
  const [screen, setScreen] = useState<typeof OwnThings | null>(null);
  const any = myDrafts.value.length + myDossiers.value.length + evening.value.waiting > 0 || evening.value.tonight;
  useEffect(() => {
    if (any && !screen) void import('./OwnThings').then((m) => setScreen(() => m.OwnThings));
  }, [any]);
  const Things = screen;
  return any && Things ? <Things /> : null;
}

function Frequent() {
  const index = catalogue.value;
  return (
    <section class="stack">
      <h2>{t('frequent')}</h2>
      {catalogueFault.value && (
        <Banner kind="warning">
          <p>{t('errors.index')}</p>
          <Button kind="quiet" onClick={() => void loadCatalogue()}>
            {common('retry')}
          </Button>
        </Banner>
      )}
      {!index && !catalogueFault.value && <Skeleton lines={4} />}
      {index && (
        <>
          <ul class="tiles">
            {index.frequent.map(({ code, short_name }) => (
              <li key={code}>
                <a class="card tiles__one" href={paths.procedure(code)}>
                  <Picture name={pictureOf(code) ?? 'documents'} />
                  <span>{short_name}</span>
                </a>
              </li>
            ))}
          </ul>
          <Button kind="second" href={paths.search} wide>
            {t('all', { n: index.entries.length })}
          </Button>
        </>
      )}
    </section>
  );
}
