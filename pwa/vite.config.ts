import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** English is the second language: its words travel as one file, fetched only by those who read it. */
function chunkOf(id: string): string | null {
  const words = /\/src\/words\/en\/(.+)\.json$/.exec(id);
  if (words) return words[1]?.startsWith('desk') ? 'desk-en' : 'en';
  return null;
}

export default defineConfig({
  build: {
    target: ['chrome87', 'safari15', 'firefox100'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    manifest: true,
    rolldownOptions: {
      input: { index: here('index.html'), desk: here('desk.html') },
      output: {
        codeSplitting: { groups: [{ name: chunkOf }] },
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
});
