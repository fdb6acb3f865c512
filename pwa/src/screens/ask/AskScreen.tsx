import '../family/family.css';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { LinkCard } from '../../components/Card';
import { IconPeople, IconSearch } from '../../components/icons';
import { AnyPicture } from '../../components/more-pictures';
import { Screen } from '../../components/Screen';
import { Skeleton } from '../../components/Skeleton';
import { familyOf, happened, type LifeEvent, MOST, PEOPLE, readEvent, readWho, wanted, type Who } from '../../domain/ask';
import type { CatalogueIndex } from '../../domain/catalogue';
import type { FamilyFile } from '../../domain/family';
import { paths, type ScreenProps } from '../../router/paths';
import { catalogue, catalogueFault, loadCatalogue } from '../../state/catalogue';
import { families, familiesFault, loadFamilies } from '../../state/family/families';
import { words } from '../../words';
import { common } from '../../words/common';
import vi from '../../words/vi/ask.json';
import { EventPicture, likeOf, WhoPicture } from './pictures';

const t = words(vi, () => import('../../words/en/ask.json'));

interface Known {
  file: FamilyFile;
  index: CatalogueIndex;
}

/** `/hoi`, `/hoi/:who`, `/hoi/:who/:what`: the address holds the answers, so that "back" takes one back. */
export function AskScreen({ params }: ScreenProps) {
  const load = (): void => {
    void loadFamilies();
    void loadCatalogue();
  };
  useEffect(load, []);
  const who = readWho(params.who);
  const event = readEvent(params.what);
  const file = families.value;
  const index = catalogue.value;
  const known = file && index ? { file: inForce(file, index), index } : null;
  const step = !who ? 1 : !event ? 2 : 3;
  const back = step === 1 ? paths.home : step === 2 ? paths.ask : `${paths.ask}/${who}`;
  return (
    <Screen title={t(step === 1 ? 'who' : step === 2 ? 'what' : 'want')} back={back}>
      <p class="soft">{t('step', { n: step })}</p>
      {!known && who && (familiesFault.value || catalogueFault.value ? <Fault onRetry={load} /> : <Skeleton lines={4} />)}
      {!who && <Whom />}
      {known && who && !event && <What {...known} who={who} />}
      {known && who && event && <Want {...known} who={who} event={event} />}
      <p class="soft">{t('none')}</p>
      <Button kind="second" icon={IconSearch} href={paths.search} wide>
        {t('search')}
      </Button>
    </Screen>
  );
}

/** A code that this phone's index does not have leads nowhere. */
function inForce({ families: all, events }: FamilyFile, { entries }: CatalogueIndex): FamilyFile {
  const here = new Set(entries.map(({ code }) => code));
  return { families: all, events: Object.fromEntries(Object.entries(events).map(([event, codes]) => [event, codes.filter((code) => here.has(code))])) };
}

function Whom() {
  return (
    <Tiles>
      {PEOPLE.map((who) => (
        <Tile key={who} href={`${paths.ask}/${who}`} picture={<WhoPicture who={who} />} name={t(who)} />
      ))}
    </Tiles>
  );
}

function What({ file, index, who }: Known & { who: Who }) {
  const fields = new Map(index.entries.map(({ code, field }) => [code, field]));
  return (
    <Tiles>
      {happened(file.events, who).map((event) => (
        <Tile key={event} href={`${paths.ask}/${who}/${event}`} picture={<EventPicture event={event} field={fields.get(likeOf(event)) ?? ''} />} name={t(event)} />
      ))}
    </Tiles>
  );
}

function Want({ file, index, who, event }: Known & { who: Who; event: LifeEvent }) {
  const family = file.families.find(({ key }) => key === familyOf(event));
  const codes = wanted(file.events, who, event);
  const shown = codes.slice(0, MOST).flatMap((code) => index.entries.find((entry) => entry.code === code) ?? []);
  return (
    <>
      {family && <LinkCard href={paths.family + family.key} picture={<IconPeople />} title={family.name} text={t('whole')} />}
      <Tiles>
        {shown.map(({ code, field, short_name }) => (
          <Tile key={code} href={paths.procedure(code)} picture={<AnyPicture code={code} field={field} />} name={short_name} />
        ))}
      </Tiles>
      {codes.length > MOST && (
        <Button kind="quiet" href={paths.search} wide>
          {t('more')}
        </Button>
      )}
    </>
  );
}

const Tiles = ({ children }: { children: ComponentChildren }) => <ul class="ask-tiles">{children}</ul>;

function Tile({ href, picture, name }: { href: string; picture: ComponentChildren; name: string }) {
  return (
    <li>
      <a class="card ask-tiles__one" href={href}>
        {picture}
        <span>{name}</span>
      </a>
    </li>
  );
}

function Fault({ onRetry }: { onRetry: () => void }) {
  return (
    <Banner kind="warning" title={t('errors.list')} alert>
      <p>{t('errors.list_hint')}</p>
      <Button kind="second" onClick={onRetry}>
        {common('retry')}
      </Button>
    </Banner>
  );
}
