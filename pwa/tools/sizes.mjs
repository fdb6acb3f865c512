/**
 * Prints what a first visit and a phone after a whole journey weigh, brotli, file by file, and fails
 * above the budgets. `make bench` measures the same on the wire.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const DIST = new URL('../dist/', import.meta.url).pathname;
const BUDGETS = { first: 22_000, kept: 100_000, en: 10_000, away: 12_000, enter: 4_500, pay: 12_000, news: 9_200, family: 9_000, aloud: 6_000, capture: 35_000, people: 6_000, card: 42_000, reader: 340_000 };
/** What comes from the server beside the app, at its largest; the bench measures it anew. */
const DATA = {
  'index of procedures': 2_520,
  'communes': 13_540,
  'one procedure': 4_000,
  'agencies and their contacts': 500,
};

/** @param {string} path */
function weight(path) {
  const file = join(DIST, path);
  return statSync(existsSync(`${file}.br`) ? `${file}.br` : file).size;
}

/** @param {string} title @param {[string, number][]} rows @param {number} budget */
function table(title, rows, budget) {
  const total = rows.reduce((sum, row) => sum + row[1], 0);
  const line = (/** @type {number} */ bytes, /** @type {string} */ text) => console.log(`${String(bytes).padStart(8)}  ${text}`);
  console.log(title);
  for (const [name, bytes] of rows.sort((a, b) => b[1] - a[1])) line(bytes, name);
  line(total, `in all, of ${budget} allowed${total > budget ? ': TOO MUCH' : ''}\n`);
  if (total > budget) process.exitCode = 1;
}

/** @param {string[]} files @returns {[string, number][]} */
const weighed = (files) => files.map((file) => [file, weight(file)]);

const page = readFileSync(join(DIST, 'index.html'), 'utf8');
const needed = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((found) => found[1] ?? '');
table('first visit', [...weighed(['/index.html', ...needed]), ['index of procedures', DATA['index of procedures']]], BUDGETS.first);

const worker = readFileSync(join(DIST, 'sw.js'), 'utf8');
const list = (/** @type {string} */ name) => JSON.parse(new RegExp(`"${name}":(\\[[^\\]]*\\])`).exec(worker)?.[1] ?? '[]');
table('kept after a whole journey without a link', [...weighed(['/sw.js', ...list('files')]), ...Object.entries(DATA)], BUDGETS.kept);

const onRequest = /** @type {string[]} */ (list('onRequest'));
/** @param {string} kind */
const only = (kind) => weighed(onRequest.filter((file) => new RegExp(`^/assets/${kind}-`).test(file)));
table('kept besides, where English is read', only('en'), BUDGETS.en);
table('kept besides, from its first use on: volunteers, devices, Zalo', only('away'), BUDGETS.away);
table('kept besides, from its first use on: signing in', only('enter'), BUDGETS.enter);
table('kept besides, from its first use on: paying', only('pay'), BUDGETS.pay);
table('kept besides, from its first use on: messages', only('news(?!-en)'), BUDGETS.news);
table('kept besides, from its first use on: sets of procedures, three questions', only('family(?!-en)'), BUDGETS.family);
table('kept besides, from its first use on: listening, the steps drawn', only('aloud(?!-en)'), BUDGETS.aloud);
table('kept besides, from its first use on: photographing', [...only('capture'), ...only('camera'), ...only('worker(?!-card)')], BUDGETS.capture);
table('kept besides, from its first use on: people known, the buttons above a section', only('people'), BUDGETS.people);
table('kept besides, from its first use on: scanning an ID card', only('card'), BUDGETS.card);
table('the same where the browser reads no codes itself', [...only('worker-card'), ...only('zxing_reader')], BUDGETS.reader);
