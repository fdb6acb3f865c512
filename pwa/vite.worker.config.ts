import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The service worker is one classic script of its own: it shares source with the page, but no file. */
export default defineConfig({
  publicDir: false,
  build: {
    target: 'es2022',
    emptyOutDir: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: fileURLToPath(new URL('src/service-worker/main.ts', import.meta.url)),
      output: { format: 'iife', entryFileNames: 'sw.js' },
    },
  },
});
