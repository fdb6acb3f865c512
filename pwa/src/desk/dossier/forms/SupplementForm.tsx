import { useState } from 'preact/hooks';
import { Banner } from '../../../components/Banner';
import { IconTrash } from '../../../components/icons';
import { TextInput } from '../../../components/TextInput';
import { askedItems, type AskedItem } from '../../logic/review';
import { formName } from '../../state/acts';
import { useKept } from '../../state/kept';
import { ta } from '../../words';
import type { ActFormProps } from '../ActPanel';
import { ActFormShell, REASON_LENGTH, reasonFault } from './shared';

interface Typed {
  items: AskedItem[];
  reason: string;
}

const OTHER = 'khac';

/** One request that lists everything: what was marked wrong, what is missing, what the officer adds. */
export function SupplementForm({ dossier, action, onSend }: ActFormProps) {
  const [typed, setTyped] = useKept<Typed>(formName(dossier.id, action), () => ({
    items: askedItems(dossier, ta('supplement.missing')),
    reason: ta('supplement.usual'),
  }));
  const [tried, setTried] = useState(false);
  const names = new Map([...dossier.papers.map((paper) => [paper.key, paper.name] as const), [OTHER, ta('supplement.other')] as const]);
  const left = [...names].filter(([key]) => !typed.items.some((item) => item.paper === key));
  const setItems = (items: AskedItem[]): void => setTyped({ ...typed, items });
  const ready = typed.items.length > 0 && typed.items.every((item) => item.reason.trim()) && typed.reason.trim().length >= REASON_LENGTH;
  const send = (): void => {
    setTried(true);
    if (!ready) return;
    onSend({ items: typed.items.map(({ paper, reason }) => ({ paper, reason: reason.trim() })), reason: typed.reason.trim() });
  };
  return (
    <ActFormShell go={ta('act.request_supplement')} onSubmit={send}>
      <p>{ta('supplement.about')}</p>
      {typed.items.length === 0 && <Banner kind={tried ? 'bad' : 'info'}>{ta('supplement.empty')}</Banner>}
      <ul class="asks">
        {typed.items.map((item) => (
          <li key={item.paper} class="asks__item">
            <TextInput
              label={names.get(item.paper) ?? item.paper}
              value={item.reason}
              onInput={(reason) => setItems(typed.items.map((each) => (each.paper === item.paper ? { ...each, reason } : each)))}
              maxLength={500}
              long
              error={tried && !item.reason.trim() ? ta('supplement.say') : null}
            />
            <button type="button" class="tool" aria-label={ta('supplement.remove', { paper: names.get(item.paper) ?? '' })} onClick={() => setItems(typed.items.filter((each) => each !== item))}>
              <IconTrash />
            </button>
          </li>
        ))}
      </ul>
      {left.length > 0 && (
        <label class="field">
          <span class="field__label">{ta('supplement.add')}</span>
          <select
            class="input"
            value=""
            onChange={(event) => {
              const paper = event.currentTarget.value;
              event.currentTarget.value = '';
              if (paper) setItems([...typed.items, { paper, reason: ta('supplement.missing') }]);
            }}
          >
            <option value="">{ta('supplement.choose')}</option>
            {left.map(([key, name]) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <TextInput label={ta('supplement.reason')} help={ta('reason.help')} value={typed.reason} onInput={(reason) => setTyped({ ...typed, reason })} long required maxLength={2000} error={reasonFault(typed.reason, tried)} />
    </ActFormShell>
  );
}
