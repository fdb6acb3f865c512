import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The app without its screens, as one script for the tests of broken links (`--outDir` says where). */
export default defineConfig({
  publicDir: false,
  resolve: { alias: [{ find: /^@preact\/signals$/, replacement: here('src/signals.ts') }] },
  build: {
    target: 'es2022',
    minify: false,
    reportCompressedSize: false,
    lib: { entry: here('test/phone/phone.ts'), formats: ['iife'], name: 'phone', fileName: () => 'phone.js' },
  },
});
