/** Prints what a first visit and the service worker's store weigh, brotli, file by file. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const DIST = new URL('../dist/', import.meta.url).pathname;

/** @param {string} path */
function weight(path) {
  const file = join(DIST, path);
  return statSync(existsSync(`${file}.br`) ? `${file}.br` : file).size;
}

/** @param {string} title @param {string[]} files */
function table(title, files) {
  const rows = files.map((file) => /** @type {const} */ ([file, weight(file)])).sort((a, b) => b[1] - a[1]);
  console.log(title);
  for (const [file, bytes] of rows) console.log(`${String(bytes).padStart(8)}  ${file}`);
  console.log(`${String(rows.reduce((sum, row) => sum + row[1], 0)).padStart(8)}  in ${rows.length} files\n`);
}

const page = readFileSync(join(DIST, 'index.html'), 'utf8');
const needed = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((found) => found[1] ?? '');
table('first visit (without the index of procedures)', ['/index.html', ...needed]);

const worker = readFileSync(join(DIST, 'sw.js'), 'utf8');
const files = JSON.parse(/"files":(\[[^\]]*\])/.exec(worker)?.[1] ?? '[]');
table('kept by the service worker', ['/sw.js', ...files]);
