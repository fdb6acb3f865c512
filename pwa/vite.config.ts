import { fileURLToPath } from 'node:url';
import { minify } from 'terser';
import { minifySync, type Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const TARGET = 'es2022';
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Few files: each costs a round trip and a kilobyte of headers on a slow link, and compresses worse
 * alone. `start` is the first screen, `queue` the phone's storage and sending (page and service worker
 * share it), `store` what stands on it, both fetched right after the first screen; `browse` everything
 * that is read, `file` everything that is filled in and sent, `en` English. `away` is what few need (a
 * volunteer before and after the round, Zalo's browser, one's devices): kept from its first use on.
 */
const AWAY =
  /src\/(?:screens\/(?:ready|tonight|devices|in-app\/InApp)|components\/[Pp]in|actions\/session\/(?:choosePin|devices)|\w+\/away\/|words\/vi\/more)/;
/** Signing in, which nobody can without a link. */
const ENTER = /src\/(?:screens\/sign-in\/|actions\/session\/(?:askForCode|enter|verifyCode|restoreDrafts)|actions\/saveDraftAway|(?:state|storage)\/sign-in|words\/vi\/sign-in)/;
/** Paying, for who owes something; why a sum is what it is belongs to filing and lies in `file`. */
const PAY = /src\/(?:(?:actions|domain|screens|storage)\/pay\/(?!FeeWhy|lines)|words\/(?:vi|en)\/pay\.)|node_modules\/uqr\//;
/** Reading ID cards, for whoever scans one; the reader itself is a worker of its own. */
const CARD = /src\/(?:domain\/card\.|capture\/card\/|forms\/card\/|words\/(?:vi|en)\/card\.)/;
/** The people one files for, and the buttons of a section that can be filled without typing. */
const PEOPLE = /src\/(?:\w+\/people[/.]|words\/(?:vi|en)\/people\.)/;
/** Messages of the commune, and the code that is shown at its desk: asked for with a link. */
const NEWS = /src\/(?:screens\/apply\/(?:DeskCode|[Dd]ictat)|(?:screens|actions|storage)\/news\/|state\/news[./]|words\/(?:vi|en)\/(?:news|dictate)\.)/;
/** What a procedure's screen says, read aloud, and the steps drawn. */
const ALOUD = /src\/(?:(?:state|storage)\/aloud\/|screens\/procedure\/aloud\/|words\/(?:vi|en)\/aloud\.)/;
/** Photographing: the camera, corners, advice. Without it a page is made by `capture/index.ts` alone. */
const CAPTURE = /src\/(?:(?:actions|storage|screens)\/capture\/|capture\/(?!camera|index|shrink|fault|limits|card\/|engine\/|judge\/)|words\/(?:vi|en)\/(?:capture|advice)\.)/;
/** Looked through by the one who photographs and by the one who scans a card. */
const CAMERA = /src\/capture\/camera\./;
/** What straightens pages, on the few phones where it cannot work in a worker. */
const ENGINE = /src\/capture\/(?:engine|judge)\//;
/** Whole sets of procedures and the three questions; its English with it. */
const FAMILY = /src\/(?:(?:screens|actions|state)\/(?:family|ask)\/|domain\/(?:family|ask)\.|words\/(?:vi|en)\/(?:family|ask)\.)/;
const but = (test: RegExp) => (id: string) => test.test(id) && ![AWAY, ENTER, PAY, CARD, PEOPLE, NEWS, FAMILY, ALOUD, CAPTURE, CAMERA, ENGINE].some((other) => other.test(id));
const QUEUE = { name: 'queue', test: but(/src\/(?:storage|sync)\//), priority: 6 };
const CHUNKS = [
  { name: 'start', tags: ['$initial' as const], test: /^(?!.*\/service-worker\/)/, priority: 5 },
  { name: 'en', test: but(/src\/words\/en\//), priority: 4 },
  { name: 'store', test: but(/src\/(?:state|api|domain|actions\/sending)/), priority: 3 },
  { name: 'browse', test: but(/src\/(?:components|screens\/(?:home|search|procedure|help|settings|not-found))\//), priority: 2 },
  { name: 'file', test: but(/src\/(?:screens|actions|forms|capture)\/|node_modules\//), priority: 1 },
  { name: 'enter', test: ENTER, priority: 0.6 },
  { name: 'pay', test: PAY, priority: 0.4 },
  { name: 'camera', test: CAMERA, priority: 0.35 },
  { name: 'people', test: PEOPLE, priority: 0.3 },
  { name: 'card', test: CARD, priority: 0.2 },
  { name: 'news-en', test: /src\/words\/en\/(?:news|dictate)\./, priority: 0.19 },
  { name: 'news', test: NEWS, priority: 0.18 },
  { name: 'family-en', test: /src\/words\/en\/(?:family|ask)\./, priority: 0.175 },
  { name: 'family', test: FAMILY, priority: 0.17 },
  { name: 'aloud-en', test: /src\/words\/en\/aloud\./, priority: 0.165 },
  { name: 'aloud', test: ALOUD, priority: 0.162 },
  { name: 'capture', test: CAPTURE, priority: 0.16 },
  { name: 'engine', test: ENGINE, priority: 0.12 },
  { name: 'away', test: AWAY, priority: 0 },
];

/**
 * Terser after Vite's own minifier leaves 1.1 kB less (brotli) than either alone, and our loading of
 * chunks half a kilobyte less than Vite's (docs/decisions/0055-bytes-of-the-build.md).
 */
const lean = (): Plugin => ({
  name: 'lean',
  apply: 'build',
  transform: (_code, id) =>
    id.endsWith('vite/preload-helper.js') ? `export { loadChunk as __vitePreload } from '${here('src/load-chunk.ts')}';` : null,
  renderChunk: (code, { fileName }) => minifySync(fileName, code, { module: true, compress: { target: TARGET } }).code,
});
const TERSER = {
  ecma: 2020,
  module: true,
  compress: { passes: 5, pure_getters: true, keep_fargs: false, hoist_funs: true },
} as const;

/**
 * Names in the page maker that others know: those of capture/protocol.ts, and what browsers are asked for
 * that Terser does not know itself. All other names of its records become letters, which leaves 0.3 kB less (brotli).
 */
const KNOWN = (
  'id look small make options quad turn kind side forget looked made fault forgotten handle width height preview ' +
  'found confidence blob media_type colour faults x y data willReadFrequently quality resizeWidth resizeQuality'
).split(' ');

/** Workers come without Terser. Last of all, it leaves 0.1 kB less (brotli) of the page maker. */
const slim = (): Plugin => ({
  name: 'slim',
  apply: 'build',
  generateBundle: async (_options, bundle) => {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const mangle = chunk.name === 'worker' ? { properties: { reserved: KNOWN } } : {};
      chunk.code = (await minify(chunk.code, { ...TERSER, mangle, compress: { ...TERSER.compress, hoist_vars: true } })).code ?? chunk.code;
    }
  },
});

/**
 * The citizens' app and the officers' are built apart (`--mode desk`): shared chunks would cost the
 * phone a request each before its first screen stands.
 */
export default defineConfig(({ mode }) => ({
  plugins: [lean()],
  // Else the scripts of workers keep their line breaks and indents: 2.1 kB (brotli) of the page maker's.
  worker: { plugins: () => [slim()], rolldownOptions: { output: { minify: true } } },
  // Else a file of words that is fetched alone carries every key twice.
  json: { namedExports: false },
  resolve: { alias: [{ find: /^@preact\/signals$/, replacement: here('src/signals.ts') }] },
  build: {
    target: TARGET,
    minify: 'terser',
    terserOptions: TERSER,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    manifest: mode !== 'desk',
    emptyOutDir: mode !== 'desk',
    rolldownOptions: {
      input: mode === 'desk' ? here('desk.html') : [here('index.html'), here('src/service-worker/sw.ts')],
      output: {
        // The worker's address never changes: its reach is the folder it lies in.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        codeSplitting: { groups: mode === 'desk' ? CHUNKS : [QUEUE, ...CHUNKS] },
      },
    },
  },
  server: { proxy: { '/api': 'http://localhost:8000', '/demo': 'http://localhost:8000' } },
  test: {
    environment: 'happy-dom',
    include: ['test/**/*.test.{ts,tsx}'],
    setupFiles: ['test/setup.ts'],
    restoreMocks: true,
    // Catches what hangs; how busy the machine is must not decide.
    testTimeout: 30_000,
  },
}));
