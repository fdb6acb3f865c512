import './switch.css';
import { chooseLanguage, type Language, language } from '../words';

const NAMES: readonly (readonly [Language, string])[] = [
  ['vi', 'Tiếng Việt'],
  ['en', 'English'],
];

/** Each language is named in itself, so that whoever needs it can read its name. */
export function LanguageSwitch() {
  return (
    <div class="switch" role="group" aria-label="Ngôn ngữ / Language">
      {NAMES.map(([code, name]) => (
        <button key={code} type="button" lang={code} aria-pressed={language.value === code} onClick={() => chooseLanguage(code)}>
          {name}
        </button>
      ))}
    </div>
  );
}
