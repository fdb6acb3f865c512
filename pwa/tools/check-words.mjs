/**
 * Checks the message files: every key in both languages, sentences short, no abbreviation that a
 * citizen would have to know, composed letters (NFC), errors that begin with what is safe.
 */
import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../src/words/', import.meta.url).pathname;
const LONGEST = { vi: 12, en: 12 };
const FORBIDDEN = /\b(?:TTHC|UBND|CCCD|CMND|BHYT|DVC|HĐND|TTPVHCC|OTP)\b/;
/** What did not happen to the person's work: the first sentence of an error says one of these. */
const SAFE = {
  vi: /vẫn còn|vẫn được giữ|vẫn ở|vẫn dùng được|vẫn giữ|không mất|không bị mất|không có gì thay đổi|chưa có gì thay đổi|được giữ/i,
  en: /still|kept|safe|not lost|nothing (?:is|was) lost|nothing (?:has |was )?changed/i,
};

/** @typedef {'vi' | 'en'} Language */

/** @param {Language} language @param {string} file @returns {Record<string, unknown>} */
const read = (language, file) => JSON.parse(readFileSync(`${FOLDER}${language}/${file}`, 'utf8'));

/** Words of one sentence; a place to be filled counts as one. @param {string} sentence */
const count = (sentence) =>
  sentence.replace(/\{(\w+)(?:\|[^}]*)?\}/g, '$1').split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** @param {string} text */
const sentences = (text) => text.split(/(?<=[.!?…:;])\s+|\n+/).filter(Boolean);

/** @param {Language} language @param {string} key @param {unknown} text @returns {string[]} */
function faultsOf(language, key, text) {
  if (typeof text !== 'string' || text.trim() === '') return ['is no text'];
  const faults = [];
  if (text !== text.normalize('NFC')) faults.push('is not NFC');
  const abbreviation = FORBIDDEN.exec(text);
  if (abbreviation) faults.push(`says "${abbreviation[0]}"`);
  for (const sentence of sentences(text)) {
    if (count(sentence) > LONGEST[language]) faults.push(`has ${count(sentence)} words in "${sentence}"`);
  }
  const isError = /(?:^|\.)errors\./.test(key) && !key.endsWith('_hint');
  if (isError && !SAFE[language].test(sentences(text)[0] ?? '')) faults.push('does not begin with what is safe');
  return faults;
}

/** @param {string} file */
function check(file) {
  const both = { vi: read('vi', file), en: read('en', file) };
  /** @type {string[]} */
  const faults = [];
  for (const key of new Set([...Object.keys(both.vi), ...Object.keys(both.en)])) {
    for (const language of /** @type {const} */ (['vi', 'en'])) {
      const text = both[language][key];
      if (text === undefined) faults.push(`${language}/${file}: ${key} is missing`);
      else for (const fault of faultsOf(language, key, text)) faults.push(`${language}/${file}: ${key} ${fault}`);
    }
  }
  return faults;
}

const names = new Set(['vi', 'en'].flatMap((language) => readdirSync(`${FOLDER}${language}`)));
const faults = [...names].sort().flatMap((file) => {
  try {
    return check(file);
  } catch (error) {
    return [`${file}: ${error instanceof Error ? error.message : String(error)}`];
  }
});
for (const fault of faults) console.error(fault);
console.log(`${names.size} message files, ${faults.length} faults`);
process.exitCode = faults.length ? 1 : 0;
