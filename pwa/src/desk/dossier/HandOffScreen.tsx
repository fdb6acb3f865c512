import { Fragment } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconBack, IconCheck, IconDownload } from '../../components/icons';
import { addresses } from '../api/dossiers';
import type { DeskDossier } from '../api/types';
import { copyLines, nextToCopy } from '../logic/copying';
import { isPressing, isTyping } from '../logic/keys';
import { IconCopy } from '../parts/icons';
import { useTitle } from '../parts/useTitle';
import { dossier as open, openOnDesk } from '../state/dossier';
import { deskPaths } from '../state/paths';
import { shortcutsOn } from '../state/shortcuts';
import { td } from '../words';
import { NotOpen } from './DossierScreen';
import { NationalCode } from './Outcome';

/** For typing a dossier into the state's system: value after value, paper after paper. */
export function HandOffScreen({ id }: { id: string }) {
  const dossier = open.value?.id === id ? open.value : null;
  useTitle(td('hand_off.title'));
  useEffect(() => {
    if (open.peek()?.id !== id) void openOnDesk(id);
  }, [id]);
  return dossier ? <HandOff dossier={dossier} /> : <NotOpen id={id} />;
}

function HandOff({ dossier }: { dossier: DeskDossier }) {
  const lines = useMemo(() => copyLines(dossier), [dossier.sections]);
  const [last, setLast] = useState<string | null>(null);
  // Where the keys stand, at once: a second press may come before the screen shows the first.
  const place = useRef<string | null>(null);
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  const [fault, setFault] = useState(false);
  const upcoming = nextToCopy(lines, last);
  const list = useRef<HTMLTableElement>(null);
  const copy = async (key: string, value: string): Promise<void> => {
    const before = place.current;
    place.current = key;
    try {
      await navigator.clipboard.writeText(value);
      setFault(false);
    } catch {
      place.current = before;
      setFault(true);
      return;
    }
    setLast(key);
    setDone((all) => new Set(all).add(key));
  };
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if ((event.key !== 'c' && event.key !== ' ') || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || isPressing(event) || !shortcutsOn.peek()) return;
      event.preventDefault();
      const next = nextToCopy(lines, place.current);
      if (next) void copy(next.key, next.value);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [lines]);
  useEffect(() => {
    list.current?.querySelector('[data-next]')?.scrollIntoView({ block: 'nearest' });
  }, [last]);
  const copied = lines.find((each) => each.key === last);
  return (
    <main class="page page--wide" id="main" tabIndex={-1}>
      <header class="page__head">
        <a class="head__back head__back--dark" href={deskPaths.dossier(dossier.id)} title={td('hand_off.back')}>
          <IconBack />
          <span class="unseen">{td('hand_off.back')}</span>
        </a>
        <div>
          <h1 class="page__title">{td('hand_off.title')}</h1>
          <p class="soft">
            {dossier.owner_name} · {dossier.slip} · {dossier.official_name}
          </p>
        </div>
      </header>
      <div class="hand-off">
        <section>
          <Banner kind="info">
            {td('hand_off.about')} <kbd>C</kbd> {td('hand_off.or')} <kbd>Space</kbd>
          </Banner>
          {fault && (
            <Banner kind="bad" alert>
              {td('errors.clipboard')}
            </Banner>
          )}
          <p class="hand-off__now" role="status">
            {copied ? td('hand_off.copied', { label: copied.label }) : td('hand_off.ready', { n: lines.length })}
          </p>
          <table class="copies" ref={list}>
            <thead class="unseen">
              <tr>
                <th scope="col">{td('hand_off.label')}</th>
                <th scope="col">{td('hand_off.value')}</th>
                <th scope="col">{td('hand_off.copy')}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line, index) => (
                <Fragment key={line.key}>
                  {line.section !== lines[index - 1]?.section && (
                    <tr class="copies__section">
                      <th colSpan={3} scope="colgroup">
                        {line.section}
                      </th>
                    </tr>
                  )}
                  <tr class={`copies__line${done.has(line.key) ? ' copies__line--done' : ''}`} data-next={upcoming?.key === line.key || undefined}>
                    <th scope="row">{line.label}</th>
                    <td>{line.value}</td>
                    <td>
                      <button type="button" class="copies__copy" aria-label={td('hand_off.copy_of', { label: line.label })} onClick={() => void copy(line.key, line.value)}>
                        {done.has(line.key) ? <IconCheck /> : <IconCopy />}
                      </button>
                    </td>
                  </tr>
                </Fragment>
              ))}
            </tbody>
          </table>
          {done.size > 0 && (
            <Button
              kind="quiet"
              onClick={() => {
                place.current = null;
                setLast(null);
                setDone(new Set());
              }}
            >
              {td('hand_off.again')}
            </Button>
          )}
        </section>
        <aside class="stack">
          <section class="block">
            <h2 class="block__title">{td('hand_off.papers')}</h2>
            <ul class="files">
              {dossier.papers
                .filter((paper) => paper.pages.length > 0)
                .map((paper) => (
                  <li key={paper.key}>
                    <a href={addresses.paper(dossier.id, paper.key)} download={`${dossier.code ?? dossier.slip ?? ''} ${paper.name}.pdf`}>
                      <IconDownload /> {paper.name}
                    </a>
                  </li>
                ))}
              {dossier.has_form && (
                <li>
                  <a href={addresses.form(dossier.id)} download={`${dossier.code ?? dossier.slip ?? ''} ${td('papers.form_name')}.pdf`}>
                    <IconDownload /> {td('papers.form_name')}
                  </a>
                </li>
              )}
            </ul>
          </section>
          <section class="block">
            <h2 class="block__title">{td('outcome.national')}</h2>
            {dossier.accepted_at ? <NationalCode dossier={dossier} /> : <p class="soft">{td('national.after')}</p>}
          </section>
        </aside>
      </div>
    </main>
  );
}
