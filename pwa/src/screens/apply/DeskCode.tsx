import { useState } from 'preact/hooks';
import type { Shown } from '../../actions/away/showAtDesk';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { IconPeople } from '../../components/icons';
import { Sheet } from '../../components/Sheet';
import type { Draft } from '../../domain/draft';
import type { ProcedureDetail } from '../../domain/procedure';
import { paths } from '../../router/paths';
import { t } from './words';

/** What was prepared at home goes on at the desk: the officer reads a code from this screen. */
export function DeskCode({ draft, detail }: { draft: Draft; detail: ProcedureDetail }) {
  const [working, setWorking] = useState(false);
  const [shown, setShown] = useState<Shown | null>(null);
  const show = async (): Promise<void> => {
    setWorking(true);
    // Of no use without a link, so that it is fetched with one.
    const keep = import('../../actions/away/showAtDesk').then((m) => m.showAtDesk(detail, draft));
    setShown(await keep.catch((): Shown => ({ kind: 'no_link' })));
    setWorking(false);
  };
  return (
    <>
      <Button kind="quiet" icon={IconPeople} busy={working} onClick={() => void show()}>
        {t('desk.show')}
      </Button>
      {shown && (
        <Sheet title={t(shown.kind === 'kept' ? 'desk.title' : 'desk.not_yet')} onClose={() => setShown(null)}>
          {shown.kind === 'kept' ? <Code id={draft.id} /> : <Why shown={shown} draft={draft} />}
        </Sheet>
      )}
    </>
  );
}

function Code({ id }: { id: string }) {
  return (
    <>
      <img class="desk-code" src={`/api/dossiers/${id}/code.svg`} alt={t('desk.alt')} width="296" height="296" />
      <p>{t('desk.private')}</p>
      <p>{t('desk.papers')}</p>
    </>
  );
}

function Why({ shown, draft }: { shown: Exclude<Shown, { kind: 'kept' }>; draft: Draft }) {
  const said = shown.kind === 'refused' ? shown.said : t(`desk.${shown.kind}`);
  return (
    <>
      <Banner kind="warning" alert title={t('desk.safe')}>
        <p>{said}</p>
      </Banner>
      {shown.kind === 'sign_in' && (
        <Button wide href={`${paths.signIn}?next=${paths.apply(draft.id, 'kiem-tra')}`}>
          {t('desk.sign_in_do')}
        </Button>
      )}
    </>
  );
}
