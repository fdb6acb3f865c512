import { useEffect, useState } from 'preact/hooks';
import { editDraft } from '../../../actions/editDraft';
import { IconDevice, IconHome, IconPeople, IconSend } from '../../../components/icons';
import { TextInput } from '../../../components/TextInput';
import { RadioTiles } from '../../../components/Tiles';
import type { Draft, ResultChoice } from '../../../domain/draft';
import type { ProcedureDetail, ResultWay } from '../../../domain/procedure';
import { formWords } from '../../../forms/words';
import { isResultDone } from '../steps';
import { StepFrame, type StepWay } from '../StepFrame';
import { t } from '../words';

const PICTURES = { desk: IconHome, fetcher: IconPeople, post: IconSend, electronic: IconDevice };

interface ResultStepProps {
  draft: Draft;
  detail: ProcedureDetail | null;
  way: StepWay;
}

/** How the result is to come. */
export function ResultStep({ draft, detail, way }: ResultStepProps) {
  const [tried, setTried] = useState(false);
  const ways: ResultWay[] = detail?.result?.ways ?? ['desk'];
  const { result } = draft;
  // Most people come for it themselves; the page says so, and one tap changes it.
  useEffect(() => {
    if (!result && ways.includes('desk')) void editDraft((now) => ({ ...now, result: { how: 'desk' } }));
  }, []);
  return (
    <StepFrame
      title={t('result.title')}
      way={way}
      onNext={() => {
        setTried(true);
        return isResultDone(draft);
      }}
    >
      <RadioTiles
        label={t('result.ask')}
        help={detail?.result?.text}
        error={tried && !result ? formWords('e.choose') : null}
        value={result?.how ?? null}
        onChoose={(how) => void editDraft((now) => ({ ...now, result: { how: how as ResultWay } }))}
        options={ways.map((how) => {
          const Picture = PICTURES[how];
          return { value: how, label: t(`result.${how}`), help: t(`result.${how}_help`), picture: <Picture /> };
        })}
      />
      <Where draft={draft} tried={tried} />
    </StepFrame>
  );
}

/** Who fetches it, or where the post brings it. */
function Where({ draft, tried }: { draft: Draft; tried: boolean }) {
  const { result } = draft;
  const set = (change: Partial<ResultChoice>): void =>
    void editDraft((now) => ({ ...now, result: { how: 'desk', ...now.result, ...change } }));
  const fetcher = result?.fetcher ?? { full_name: '' };
  const missing = (value: string | undefined) => (tried && !value?.trim() ? formWords('e.missing') : null);
  return (
    <>
      {result?.how === 'fetcher' && (
        <>
          <TextInput
            label={t('result.fetcher_name')}
            required
            value={fetcher.full_name}
            maxLength={100}
            error={missing(fetcher.full_name)}
            onInput={(full_name) => set({ fetcher: { ...fetcher, full_name } })}
          />
          <TextInput
            label={t('result.fetcher_phone')}
            type="tel"
            inputMode="tel"
            spaced
            maxLength={16}
            value={fetcher.phone ?? ''}
            onInput={(phone) => set({ fetcher: { ...fetcher, phone } })}
          />
        </>
      )}
      {result?.how === 'post' && (
        <TextInput
          label={t('result.address')}
          help={t('result.address_help')}
          long
          required
          maxLength={300}
          value={result.address ?? ''}
          error={missing(result.address)}
          onInput={(address) => set({ address })}
        />
      )}
    </>
  );
}
