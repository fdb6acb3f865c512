import { useEffect } from 'preact/hooks';
import { editDraft } from '../../actions/editDraft';
import { Card } from '../../components/Card';
import { TextInput } from '../../components/TextInput';
import { RadioTiles } from '../../components/Tiles';
import type { Draft, Tell } from '../../domain/draft';
import { readPhone } from '../../domain/phones';
import { records } from '../../state/shelf';
import { t } from './words';

const WAYS = ['self', 'relative', 'volunteer'] as const;
type Way = (typeof WAYS)[number];
const NOBODY: Tell = { self: false, relative: null, volunteer: false };

/** Asked before "gửi": whom the commune asks to pass a word on when no message gets through. */
export function TellWhom({ draft, tried }: { draft: Draft; tried: boolean }) {
  const { tell } = draft;
  useEffect(() => {
    const known = draft.tell || draft.frozen !== null ? null : lastTold(draft);
    if (known) put(known);
  }, []);
  const relative = tell?.relative;
  const choose = (way: string): void =>
    put({ ...NOBODY, [way]: way === 'relative' ? (relative ?? { name: '', phone: '' }) : true });
  const write = (change: Partial<NonNullable<Tell['relative']>>): void => {
    if (relative) put({ ...NOBODY, relative: { ...relative, ...change } });
  };
  const own = draft.relation === 'self';
  return (
    <Card>
      <RadioTiles label={t('tell')} help={t('tell_text')} value={wayOf(tell)} onChoose={choose} options={WAYS.map((value) => ({ value, label: t(value === 'self' && !own ? 'tell.owner' : `tell.${value}`) }))} />
      {relative && (
        <>
          <TextInput label={t('tell.name')} value={relative.name} maxLength={120} error={tried && !relative.name.trim() ? t('errors.name') : null} onInput={(name) => write({ name })} />
          <TextInput label={t('tell.phone')} type="tel" inputMode="tel" value={relative.phone} maxLength={20} error={tried && !readPhone(relative.phone) ? t('errors.phone') : null} onInput={(phone) => write({ phone })} />
        </>
      )}
    </Card>
  );
}

const put = (tell: Tell): void => void editDraft((now) => ({ ...now, tell }));

const wayOf = (tell: Tell | null | undefined): Way | null => WAYS.find((way) => tell?.[way]) ?? null;

/** As chosen last time for the same person: another family's neighbour is no neighbour here. */
function lastTold({ id, relation, owner }: Draft): Tell | null {
  const before = records.peek().find((record) => {
    const { relation: whose, tell } = record.sent ?? record.detail ?? {};
    return record.id !== id && tell && (relation === 'self' ? whose === 'self' : record.owner_name === owner?.full_name);
  });
  return before?.sent?.tell ?? before?.detail?.tell ?? null;
}
