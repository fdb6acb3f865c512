import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Who may import whom, one row a folder. Whatever a row does not name is refused. */
const MAY_IMPORT = {
  domain: [],
  words: [],
  api: ['domain'],
  storage: ['domain'],
  sync: ['domain', 'api', 'storage'],
  capture: ['domain'],
  state: ['domain', 'api', 'storage'],
  actions: ['domain', 'api', 'storage', 'sync', 'state'],
  components: ['domain', 'state', 'words', 'router/paths'],
  forms: ['domain', 'state', 'storage', 'components', 'capture', 'words', 'router/paths'],
  screens: ['domain', 'state', 'actions', 'components', 'forms', 'capture', 'words', 'router/paths'],
  desk: ['domain', 'api', 'state', 'actions', 'components', 'forms', 'capture', 'words', 'router/paths'],
  router: ['domain', 'state', 'components', 'screens', 'words'],
  'service-worker': ['domain', 'storage', 'sync'],
};

const FOLDERS = [...Object.keys(MAY_IMPORT), 'styles'];

function direction([folder, allowed]) {
  const whole = allowed.filter((name) => !name.includes('/'));
  const single = allowed.filter((name) => name.includes('/'));
  const refused = FOLDERS.filter((name) => name !== folder && name !== 'styles' && !whole.includes(name));
  const exceptions = single.length ? `(?!(?:${single.join('|')})$)` : '';
  return {
    files: [`src/${folder}/**/*.{ts,tsx}`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(?:\\.\\./)+${exceptions}(?:${refused.join('|')})(?:/|$)`,
              message: `src/${folder} may import only: ${allowed.join(', ') || 'nothing of ours'}.`,
            },
          ],
        },
      ],
    },
  };
}

export default defineConfig([
  globalIgnores(['dist/', 'node_modules/']),
  js.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}', '*.config.ts', 'tools/**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './tsconfig.worker.json', './tsconfig.tools.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['tools/**/*.mjs', '*.config.js'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', Buffer: 'readonly' } },
  },
  ...Object.entries(MAY_IMPORT).map(direction),
]);
