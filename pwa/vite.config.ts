import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** English is the second language: its words travel as one file, fetched only by those who read it. */
function chunkOf(id: string): string | null {
  return id.includes('/src/words/en/') ? 'en' : null;
}

/**
 * The citizens' app and the officers' are built apart (`--mode desk`): shared chunks would cost the
 * phone a request each before its first screen stands.
 */
export default defineConfig(({ mode }) => ({
  build: {
    target: ['chrome87', 'safari15', 'firefox100'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    manifest: mode !== 'desk',
    emptyOutDir: mode !== 'desk',
    rolldownOptions: {
      input: mode === 'desk' ? here('desk.html') : here('index.html'),
      output: {
        codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }, { name: chunkOf }] },
      },
    },
  },
  server: { proxy: { '/api': 'http://localhost:8000', '/demo': 'http://localhost:8000' } },
  test: {
    environment: 'happy-dom',
    include: ['test/**/*.test.{ts,tsx}'],
    setupFiles: ['test/setup.ts'],
    restoreMocks: true,
  },
}));
