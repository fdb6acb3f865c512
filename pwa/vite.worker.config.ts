import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The service worker of older browsers: one classic script of its own. */
export default defineConfig({
  publicDir: false,
  build: {
    target: 'es2022',
    minify: 'terser',
    emptyOutDir: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: fileURLToPath(new URL('src/service-worker/sw-plain.ts', import.meta.url)),
      output: { format: 'iife', entryFileNames: 'sw-plain.js' },
    },
  },
});
