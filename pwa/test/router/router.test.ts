import { describe, expect, it } from 'vitest';
import { codeFromPath, paths } from '../../src/router/paths';
import { match } from '../../src/router/router';

describe('match', () => {
  it('reads the named parts of an address', () => {
    expect(match('/ho-so/:id', '/ho-so/a1')).toEqual({ id: 'a1' });
    expect(match('/lam/:draft/:step?', '/lam/d1')).toEqual({ draft: 'd1' });
    expect(match('/lam/:draft/:step?', '/lam/d1/anh')).toEqual({ draft: 'd1', step: 'anh' });
    expect(match('/', '/')).toEqual({});
  });

  it('refuses other addresses', () => {
    expect(match('/ho-so/:id', '/ho-so')).toBeNull();
    expect(match('/ho-so', '/ho-so/a1')).toBeNull();
    expect(match('/ho-so/:id', '/tim/a1')).toBeNull();
  });

  it('leaves a part that is no proper encoding as it is', () => {
    expect(match('/ho-so/:id', '/ho-so/%E0%A4%A')).toEqual({ id: '%E0%A4%A' });
  });
});

describe('paths', () => {
  it('carries a code without dots, which servers take for a file', () => {
    expect(paths.procedure('2.000635')).toBe('/thu-tuc/2-000635');
    expect(codeFromPath('2-000635')).toBe('2.000635');
  });
});
