import { describe, expect, it } from 'vitest';
import { copyLines, nextToCopy } from '../../src/desk/logic/copying';
import { draftIdIn } from '../../src/desk/start/draft';
import { placeOf } from '../../src/desk/state/paths';

const answer = (key: string, text: string | null, more: object = {}) => ({
  key,
  label: `hỏi ${key}`,
  official: `mục ${key}`,
  text,
  not_known: false,
  from_card: false,
  paper: null,
  columns: null,
  rows: null,
  ...more,
});

const sections = [
  { key: 'a', title: 'Người yêu cầu', about: 'submitter', answers: [answer('ten', 'Lò Thị Mẫu'), answer('so', null), answer('email', null, { not_known: true })] },
  { key: 'b', title: 'Con', about: 'other', answers: [answer('con', null, { columns: ['Tên', 'Năm'], rows: [['Lò Văn Thử', '2001'], ['Lò Thị Thử', null]] })] },
];

describe('hand-off', () => {
  it('gives the official words in the official order, and only what has a value', () => {
    expect(copyLines({ sections }).map(({ label, value }) => [label, value])).toEqual([
      ['mục ten', 'Lò Thị Mẫu'],
      ['mục con 1 · Tên', 'Lò Văn Thử'],
      ['mục con 1 · Năm', '2001'],
      ['mục con 2 · Tên', 'Lò Thị Thử'],
    ]);
  });

  it('moves on from the last copied line, also after one was copied by hand', () => {
    const lines = copyLines({ sections });
    expect(nextToCopy(lines, null)?.value).toBe('Lò Thị Mẫu');
    expect(nextToCopy(lines, 'con.0.0')?.value).toBe('2001');
    expect(nextToCopy(lines, 'con.1.0')).toBeNull();
  });
});

describe('codes and addresses', () => {
  const id = '0193b0a0-1111-7222-8333-444455556666';

  it('finds a draft in whatever the scanner read', () => {
    expect(draftIdIn(`https://motcua.example/lam/${id.toUpperCase()}?x=1`)).toBe(id);
    expect(draftIdIn('ABC-DEF-G')).toBeNull();
  });

  it('knows the places of the desk', () => {
    expect(placeOf(`/desk/ho-so/${id}`)).toEqual({ at: 'dossier', id });
    expect(placeOf(`/desk/ho-so/${id}/chuyen`)).toEqual({ at: 'handOff', id });
    expect(placeOf('/desk/cai-dat')).toEqual({ at: 'settings' });
    expect(placeOf('/desk/không-có')).toEqual({ at: 'list' });
  });
});
