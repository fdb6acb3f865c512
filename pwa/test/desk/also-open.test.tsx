/** Another open dossier for the same person: the officer is told, with the way there. */
import { render } from 'preact';
import { afterEach, expect, it } from 'vitest';
import type { DeskDossier } from '../../src/desk/api/types';
import { AlsoOpen } from '../../src/desk/dossier/AlsoOpen';

const shown = (also_open?: DeskDossier['also_open']) => {
  render(<AlsoOpen dossier={{ also_open } as DeskDossier} />, document.body);
  return document.body;
};

afterEach(() => void render(null, document.body));

it('names the other dossier and leads there', () => {
  const id = '0194aaaa-0000-7000-8000-000000000001';
  const body = shown([{ id, slip: 'ABC-DEF-G', state: '2', received_at: null }]);
  expect(body.querySelector('.banner--warning')?.textContent).toContain('hồ sơ khác cùng thủ tục');
  expect(body.querySelector('a')?.getAttribute('href')).toBe(`/desk/ho-so/${id}`);
  expect(body.querySelector('a')?.textContent).toContain('ABC-DEF-G');
});

it('says nothing when there is none, or when the server does not know', () => {
  expect(shown([]).textContent).toBe('');
  expect(shown(undefined).textContent).toBe('');
});
