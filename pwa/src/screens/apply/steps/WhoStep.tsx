import { useState } from 'preact/hooks';
import { editDraft } from '../../../actions/editDraft';
import { Banner } from '../../../components/Banner';
import { IconHand, IconPeople, IconPerson } from '../../../components/icons';
import { TextInput } from '../../../components/TextInput';
import { RadioTiles } from '../../../components/Tiles';
import type { Draft, Relation } from '../../../domain/draft';
import type { ProcedureDetail, Section } from '../../../domain/procedure';
import { formWords } from '../../../forms/words';
import { isWhoDone } from '../steps';
import { StepFrame, type StepWay } from '../StepFrame';
import { t } from '../words';
import { Helper } from './SectionStep';

/** No section: all that the form asks about the owner, before any of it is on the screen. */
const OWNER: Section = { key: '', title: '', about: 'owner', fields: [] };

interface WhoStepProps {
  draft: Draft;
  detail: ProcedureDetail | null;
  way: StepWay;
}

/** For whom: the name stays in a bar on every page from here on, the camera's included. */
export function WhoStep({ draft, detail, way }: WhoStepProps) {
  const [tried, setTried] = useState(false);
  const { relation } = draft;
  const own = relation === 'self';
  const named = relation !== null && !(own && draft.account !== null);
  const name = draft.owner?.full_name ?? '';
  const choose = (chosen: string): void => {
    setTried(false);
    void editDraft((now) => ({ ...now, relation: chosen as Relation, owner: now.relation === chosen ? now.owner : null }));
  };
  const rename = (full_name: string): void =>
    void editDraft((now) => ({ ...now, owner: { full_name, ...(own ? { same_as_submitter: true } : {}) } }));
  const mustSelf = relation !== null && !own && detail?.who_may_file?.representative === false;
  return (
    <StepFrame
      title={t('who.title')}
      way={way}
      onNext={() => {
        setTried(true);
        return isWhoDone(draft);
      }}
    >
      <RadioTiles
        label={t('who.ask')}
        error={tried && relation === null ? formWords('e.choose') : null}
        value={relation}
        onChoose={choose}
        options={[
          { value: 'self', label: t('who.self'), help: t('who.self_help'), picture: <IconPerson /> },
          { value: 'family', label: t('who.family'), help: t('who.family_help'), picture: <IconPeople /> },
          { value: 'volunteer', label: t('who.volunteer'), help: t('who.volunteer_help'), picture: <IconHand /> },
        ]}
      />
      {mustSelf && (
        <Banner kind="warning" title={t('who.must_self')}>
          <p>{detail?.who_may_file?.text}</p>
        </Banner>
      )}
      {named && !own && detail && <Helper detail={detail} draft={draft} section={OWNER} onEdit={(change) => void editDraft(change)} />}
      {named && (
        <TextInput
          key={relation}
          label={t(own ? 'who.name_self' : 'who.name_other')}
          help={t('who.name_help')}
          error={tried && !name.trim() ? formWords('e.name') : null}
          required
          value={name}
          maxLength={100}
          onInput={rename}
        />
      )}
      {named && !own && <p class="soft small">{t('who.bar_note')}</p>}
    </StepFrame>
  );
}
