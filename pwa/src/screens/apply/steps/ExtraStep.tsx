import { useState } from 'preact/hooks';
import { editDraft } from '../../../actions/editDraft';
import { dossierOfDraft } from '../../../actions/editSubmitted';
import { submitSupplement } from '../../../actions/submitDossier';
import { Banner } from '../../../components/Banner';
import { Button } from '../../../components/Button';
import { IconSend, IconWarning } from '../../../components/icons';
import { PaperPicture } from '../../../components/PaperPicture';
import { TextInput } from '../../../components/TextInput';
import type { Draft } from '../../../domain/draft';
import type { ProcedureDetail } from '../../../domain/procedure';
import { paths } from '../../../router/paths';
import { go } from '../../../state/navigation';
import { online } from '../../../state/connection';
import { PaperPages } from '../PaperPages';
import { focusFirstFault, StepFrame, type StepWay } from '../StepFrame';
import { t } from '../words';

/** The answer to a supplement request: only the asked papers, on one page. */
export function ExtraStep({ draft, detail, way }: { draft: Draft; detail: ProcedureDetail | null; way: StepWay }) {
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const papers = draft.supplement?.papers ?? [];
  const lacking = papers.filter(({ paper }) => !draft.pages.some((page) => page.paper === paper));
  const dossier = dossierOfDraft(draft);
  const send = async (): Promise<void> => {
    setTried(true);
    if (lacking.length > 0) {
      focusFirstFault();
      return;
    }
    setSending(true);
    const kept = await submitSupplement(dossier, draft);
    setSending(false);
    if (kept) go(paths.dossier(dossier), { replace: true });
  };
  return (
    <StepFrame
      title={t('extra.title')}
      way={way}
      action={
        <Button wide icon={IconSend} busy={sending} onClick={() => void send()}>
          {t('send.supplement')}
        </Button>
      }
    >
      <p>{t('extra.intro')}</p>
      {draft.supplement?.text && <Banner kind="warning" title={t('extra.reason', { reason: draft.supplement.text })} />}
      {papers.map(({ paper, name, reason }) => {
        const wrong = tried && lacking.some((each) => each.paper === paper);
        return (
          <section key={paper} class={`card paper${wrong ? ' paper--wrong' : ''}`}>
            <div class="paper__head">
              <PaperPicture name={detail?.papers.find(({ key }) => key === paper)?.picture} />
              <div>
                <h2>{name}</h2>
                {reason && <p class="soft">{t('extra.reason', { reason })}</p>}
              </div>
            </div>
            {wrong && (
              <p class="field__error">
                <IconWarning />
                <span>{t('extra.need')}</span>
              </p>
            )}
            <PaperPages draft={draft} paper={paper} name={name} />
          </section>
        );
      })}
      <TextInput
        label={t('extra.text')}
        help={t('extra.text_help')}
        long
        maxLength={2000}
        value={draft.supplement_text ?? ''}
        onInput={(supplement_text) => void editDraft((now) => ({ ...now, supplement_text }))}
      />
      {!online.value && <p class="soft">{t('send.offline')}</p>}
    </StepFrame>
  );
}
