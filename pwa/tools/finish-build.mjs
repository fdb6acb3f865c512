/**
 * Ends a build: tells the service worker which files belong to it, then lays a brotli and a gzip
 * copy beside every file that gets smaller by it. The server only picks among them.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const DIST = new URL('../dist/', import.meta.url).pathname;
const COMPRESSED = /\.(?:html|js|css|svg|json|wasm|webmanifest)$/;
/** Icons are fetched by the launcher, never by the app; the worker is kept by the browser itself. */
const ALWAYS = ['index.html', 'manifest.webmanifest'];
/** Kept only by phones that asked for it. */
const ON_REQUEST = /^assets\/(?:en|away|enter|pay|news|family|aloud|capture|camera|engine|worker|people|card|worker-card|zxing_reader)-/;

/** @typedef {{ file: string, isEntry?: boolean, imports?: string[], dynamicImports?: string[], css?: string[] }} Chunk */

/** @returns {string[]} paths below dist, with forward slashes */
function everyFile(folder = DIST) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? everyFile(path) : [relative(DIST, path).split(sep).join('/')];
  });
}

/** @param {Record<string, Chunk>} manifest @param {string} entry every file that this entry may ever load */
function reachable(manifest, entry) {
  /** @type {Set<string>} */
  const seen = new Set();
  /** @type {Set<string>} */
  const files = new Set();
  /** @param {string} key */
  const visit = (key) => {
    const chunk = manifest[key];
    if (seen.has(key) || !chunk) return;
    seen.add(key);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) visit(next);
  };
  visit(entry);
  return [...files];
}

/** Scripts of web workers stand in no manifest; a photograph taken offline needs the one that shrinks it. */
const webWorkers = () => everyFile().filter((file) => /^assets\/(?:worker-[^/]+\.js|zxing_reader-[^/]+\.wasm)$/.test(file));

function writePrecache() {
  const manifestPath = join(DIST, '.vite/manifest.json');
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
  rmSync(join(DIST, '.vite'), { recursive: true });
  const files = [...new Set([...ALWAYS, ...reachable(manifest, 'index.html'), ...webWorkers()])].sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(join(DIST, file)));
  const always = files.filter((file) => !ON_REQUEST.test(file));
  const onRequest = files.filter((file) => ON_REQUEST.test(file));
  const injected = JSON.stringify({
    version: hash.digest('hex').slice(0, 12),
    files: always.map((file) => `/${file}`),
    onRequest: onRequest.map((file) => `/${file}`),
    // Whole numbers would be another 30 bytes on every phone, for a screen that says kB.
    hundreds: [...always, ...onRequest].map((file) => Math.ceil(inBrotli(file).length / 100)),
  });
  for (const name of ['sw.js', 'sw-plain.js']) {
    const worker = join(DIST, name);
    const source = readFileSync(worker, 'utf8');
    if (!source.includes('__PRECACHE__')) throw new Error(`${name} names no __PRECACHE__ to fill`);
    writeFileSync(worker, `const __PRECACHE__=${injected};${source}`);
  }
}

/**
 * How brotli writes distances (RFC 7932, 4: NPOSTFIX, NDIRECT): which is shortest differs from file to file.
 * Large files (the reader of codes, the desk's screens) take seconds each time, and gain nothing.
 */
const WAYS = [[0, 0], [1, 8], [2, 0], [1, 12], [0, 13]];
const LARGE = 200_000;

/** @type {Map<string, Buffer>} */
const packed = new Map();

/** @param {string} file @returns {Buffer} */
function inBrotli(file) {
  const known = packed.get(file);
  if (known) return known;
  const bytes = readFileSync(join(DIST, file));
  const all = WAYS.slice(0, bytes.length > LARGE ? 1 : WAYS.length).map(([postfix = 0, direct = 0]) =>
    brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        [constants.BROTLI_PARAM_NPOSTFIX]: postfix,
        [constants.BROTLI_PARAM_NDIRECT]: direct,
      },
    }),
  );
  const least = all.reduce((one, other) => (other.length < one.length ? other : one));
  packed.set(file, least);
  return least;
}

/** @param {string} file */
function compress(file) {
  const path = join(DIST, file);
  const bytes = readFileSync(path);
  const brotli = inBrotli(file);
  if (brotli.length < bytes.length) writeFileSync(`${path}.br`, brotli);
  const gzip = gzipSync(bytes, { level: 9 });
  if (gzip.length < bytes.length) writeFileSync(`${path}.gz`, gzip);
}

writePrecache();
everyFile().filter((file) => COMPRESSED.test(file)).forEach(compress);
