import { TextInput } from '../../components/TextInput';
import type { Errors } from './errors';
import type { Work } from './useEdit';
import { tq } from './words';

const TEXTS = ['short_name', 'summary', 'outcome', 'note', 'contact', 'who_may_file', 'presence', 'result'] as const;
const MAY_LACK = ['note', 'contact', 'result'];
const SHORT = 40;
const PROSE = 800;

/** What people read about the procedure, and the words by which they find it. */
export function TextFields({ work, errors }: { work: Work; errors: Errors }) {
  const parts = work.typed?.parts;
  if (!parts) return null;
  const put = (key: (typeof TEXTS)[number], text: string): void => {
    const value = text === '' && MAY_LACK.includes(key) ? null : text;
    work.set(key, value);
  };
  return (
    <section class="block">
      <h2 class="block__title">{tq('texts')}</h2>
      <p class="soft">{tq('texts.about')}</p>
      {TEXTS.map((key) => (
        <TextInput
          key={key}
          label={tq(`part.${key}`)}
          value={parts[key] ?? ''}
          onInput={(text) => put(key, text)}
          long={key !== 'short_name'}
          maxLength={key === 'short_name' ? SHORT : PROSE}
          required={!MAY_LACK.includes(key)}
          error={errors(key)}
        />
      ))}
      <TextInput
        label={tq('part.keywords')}
        help={tq('keywords.help')}
        value={parts.keywords.join(', ')}
        onInput={(text) => work.set('keywords', text.split(',').map((word) => word.trimStart()).filter((word, place, all) => word || place === all.length - 1))}
        error={errors('keywords')}
      />
    </section>
  );
}
