import { useEffect, useRef } from 'preact/hooks';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { EmptyState } from '../../components/EmptyState';
import { IconBack, IconNext } from '../../components/icons';
import { Skeleton } from '../../components/Skeleton';
import { clockTime } from '../../domain/dates';
import { go, query } from '../../state/navigation';
import { common } from '../../words/common';
import { AlertsBlock } from '../messages/AlertsBlock';
import { viewOf } from '../parts/Rail';
import { useTitle } from '../parts/useTitle';
import { listOf, refreshedAt, refreshWorklist, showWorklist, sought, worklistBusy, worklistFault } from '../state/worklist';
import { t } from '../words';
import { ListTools } from './ListTools';
import { Row } from './Row';
import { useRowKeys } from './useRowKeys';

export interface Wanted {
  view: string;
  procedure: string;
  q: string;
  page: number;
}

export function WorklistScreen() {
  const { view: asked, procedure = '', page: number = '1' } = query.value;
  const q = sought.value;
  const view = viewOf(asked);
  const page = Math.max(1, Number.parseInt(number, 10) || 1);
  const list = useRef<HTMLOListElement>(null);
  const screen = useRef<HTMLElement>(null);
  useTitle(t(`view.${view}`));
  useEffect(() => {
    void showWorklist({ view, procedure, q, page });
    // Another page is read from its top; the button that leads there stands at the bottom.
    screen.current?.scrollTo({ top: 0 });
  }, [view, procedure, q, page]);
  const found = listOf({ view, procedure, q, page });
  useRowKeys(list, found?.items);
  useEffect(() => {
    // The last row of the last page was dealt with: nobody must be left beyond the end.
    if (found && found.pages > 0 && page > found.pages) go(addressOf({ view, procedure, page: found.pages }), { replace: true });
  }, [found]);
  const turn = ({ q: typed, ...change }: Partial<Wanted>): void => {
    if (typed !== undefined) sought.value = typed;
    go(addressOf({ view, procedure, page: 1, ...change }));
  };
  return (
    <main class="list" id="main" tabIndex={-1} ref={screen}>
      <header class="list__head">
        <h1 class="list__title">{q ? t('list.found_for', { q }) : t(`view.${view}`)}</h1>
        <p class="list__about">{t(`view.${view}.about`)}</p>
        <ListTools procedure={procedure} q={q} onChange={turn} />
      </header>
      {view === 'answer_due' && <AlertsBlock />}
      {worklistFault.value && (
        <Banner kind="warning" title={t('errors.list')}>
          <Button kind="quiet" onClick={() => void refreshWorklist()}>
            {common('retry')}
          </Button>
        </Banner>
      )}
      {!found && !worklistFault.value && <Skeleton lines={7} />}
      {found && found.items.length === 0 && <Nothing searching={Boolean(q || procedure)} onClear={() => turn({ q: '', procedure: '' })} />}
      {found && found.items.length > 0 && (
        <>
          <div class="list__columns" aria-hidden="true">
            <span>{t('column.due')}</span>
            <span>{t('column.who')}</span>
            <span>{t('column.reference')}</span>
            <span>{t('column.notes')}</span>
            <span>{t('column.state')}</span>
          </div>
          <ol class="list__rows" ref={list} aria-busy={worklistBusy.value}>
            {found.items.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </ol>
        </>
      )}
      {found && (
        <footer class="list__foot">
          <p class="soft small" role="status">
            {t('list.total', { n: found.total })}
            {refreshedAt.value !== null && ` · ${t('list.at', { time: clockTime(refreshedAt.value) })}`}
          </p>
          <p class="soft small list__keys">{t('list.keys')}</p>
          {found.pages > 1 && (
            <div class="row">
              <Button kind="second" icon={IconBack} disabled={page <= 1} onClick={() => turn({ page: page - 1 })}>
                {t('list.before')}
              </Button>
              <span>{t('list.page', { page, pages: found.pages })}</span>
              <Button kind="second" icon={IconNext} disabled={page >= found.pages} onClick={() => turn({ page: page + 1 })}>
                {t('list.after')}
              </Button>
            </div>
          )}
        </footer>
      )}
    </main>
  );
}

function Nothing({ searching, onClear }: { searching: boolean; onClear: () => void }) {
  if (!searching) return <EmptyState picture="basket" title={t('list.empty')} text={t('list.empty_text')} />;
  return (
    <EmptyState picture="basket" title={t('list.none')} text={t('list.none_text')}>
      <Button kind="second" onClick={onClear}>
        {t('list.clear')}
      </Button>
    </EmptyState>
  );
}

function addressOf({ view, procedure, page }: Omit<Wanted, 'q'>): string {
  const parts = new URLSearchParams({ view });
  if (procedure) parts.set('procedure', procedure);
  if (page > 1) parts.set('page', String(page));
  return `/desk?${parts}`;
}
