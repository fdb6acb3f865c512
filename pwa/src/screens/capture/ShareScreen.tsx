import './capture.css';
import { useEffect, useState } from 'preact/hooks';
import { dropShared, sharedPictures, type StoredShot } from '../../actions/capture/shots';
import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { EmptyState } from '../../components/EmptyState';
import { IconNext, IconTrash } from '../../components/icons';
import { PaperPicture } from '../../components/PaperPicture';
import { Screen } from '../../components/Screen';
import { Skeleton } from '../../components/Skeleton';
import type { Draft } from '../../domain/draft';
import { FREE_PAPER } from '../../domain/payload';
import type { ProcedureDetail } from '../../domain/procedure';
import { neededPapers } from '../../domain/questions';
import { paths } from '../../router/paths';
import { go, query } from '../../state/navigation';
import { drafts, openShelf } from '../../state/shelf';
import { useDetail } from '../apply/useDetail';
import { useAddress } from './useAddress';
import { t } from './words';

/** `/nhan-anh`: pictures from Zalo or the gallery lie on this phone; which dossier, which paper? */
export function ShareScreen() {
  const [shared, setShared] = useState<StoredShot[] | null>(null);
  const [chosen, setChosen] = useState<Draft | null>(null);
  const read = (): Promise<void> => openShelf().then(sharedPictures).then(setShared);
  useEffect(() => void read(), []);
  const drop = (): void => {
    setChosen(null);
    void dropShared((shared ?? []).map(({ id }) => id)).then(read);
  };
  return (
    <Screen title={t('share.title')} back={paths.home} onBack={chosen ? () => setChosen(null) : undefined} person={chosen?.relation === 'self' ? null : chosen?.owner?.full_name}>
      {'loi' in query.value ? (
        <Banner kind="bad" alert title={t('share.errors.lost')}>
          <p>{t('share.lost_do')}</p>
        </Banner>
      ) : !shared ? (
        <Skeleton lines={4} />
      ) : shared.length === 0 ? (
        <EmptyState picture="path" title={t('share.none')} text={t('share.none_text')} />
      ) : (
        <>
          <ul class="strip" aria-label={t('share.pictures', { n: shared.length })}>
            {shared.map((shot) => (
              <Small key={shot.id} blob={shot.blob} />
            ))}
          </ul>
          {chosen ? <Papers draft={chosen} /> : <Drafts onChoose={setChosen} />}
          <Button kind="quiet" icon={IconTrash} onClick={drop}>
            {t('share.drop')}
          </Button>
        </>
      )}
    </Screen>
  );
}

function Small({ blob }: { blob: Blob }) {
  const address = useAddress(blob);
  const pdf = blob.type === 'application/pdf';
  return (
    <li>
      <span class="pages__one">{pdf ? <span class="pages__note">PDF</span> : <img src={address} alt="" />}</span>
    </li>
  );
}

function Drafts({ onChoose }: { onChoose: (draft: Draft) => void }) {
  const open = drafts.value.filter((draft) => draft.frozen === null || draft.revision > draft.frozen);
  if (open.length === 0) {
    return (
      <Banner title={t('share.no_draft')}>
        <p>{t('share.no_draft_do')}</p>
        <a href={paths.search}>{t('share.search')}</a>
      </Banner>
    );
  }
  return (
    <>
      <h2>{t('share.which')}</h2>
      {open.map((draft) => (
        <Row key={draft.id} title={draft.procedure_name} text={draft.owner?.full_name} onClick={() => onChoose(draft)} />
      ))}
    </>
  );
}

function Papers({ draft }: { draft: Draft }) {
  const loaded = useDetail(draft);
  if (!loaded) return <Skeleton lines={3} />;
  return (
    <>
      <h2>{t('share.paper')}</h2>
      {papersOf('data' in loaded ? loaded.data : null, draft).map(({ key, name, picture }) => (
        <Row key={key} title={name} picture={picture} onClick={() => go(`${paths.capture(draft.id, key)}?nhan=1`, { replace: true })} />
      ))}
    </>
  );
}

interface Choice {
  key: string;
  name: string;
  picture?: string | undefined;
}

function papersOf(detail: ProcedureDetail | null, draft: Draft): Choice[] {
  if (draft.supplement) return draft.supplement.papers.map(({ paper, name }) => ({ key: paper, name }));
  if (!detail || draft.kind === 'assistance') return [{ key: FREE_PAPER, name: t('other') }];
  return neededPapers(detail, draft.answers).filter(({ kind, own_form }) => kind === 'nop' && !own_form);
}

interface RowProps {
  title: string;
  text?: string | undefined;
  picture?: string | undefined;
  onClick: () => void;
}

function Row({ title, text, picture, onClick }: RowProps) {
  return (
    <button type="button" class="card link-card choice" onClick={onClick}>
      <span class="link-card__picture">
        <PaperPicture name={picture} />
      </span>
      <span class="link-card__body">
        <span class="link-card__title">{title}</span>
        {text && <span class="link-card__text">{text}</span>}
      </span>
      <IconNext class="link-card__arrow" />
    </button>
  );
}
