import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Me } from '../../src/desk/api/types';
import { forget, forgetMine, forgetOld, hasMine, keep, kept } from '../../src/desk/state/kept';
import { me } from '../../src/desk/state/session';

const officer = (id: string): Me => ({ person: { id, full_name: 'Vàng Thị Ví Dụ', role: 'officer' }, agency: null });

beforeEach(() => {
  localStorage.clear();
  me.value = officer('o1');
});
afterEach(() => vi.useRealTimers());

describe('kept text', () => {
  it('is there again after a reload, until it was sent', () => {
    keep('d1.refuse', 'Giấy không thuộc xã này.');
    expect(kept('d1.refuse')).toBe('Giấy không thuộc xã này.');
    forget('d1.refuse');
    expect(kept('d1.refuse')).toBeNull();
  });

  it('belongs to a dossier, a form and an officer', () => {
    keep('d1.refuse', 'một');
    expect(kept('d2.refuse')).toBeNull();
    expect(kept('d1.stop')).toBeNull();
    me.value = officer('o2');
    expect(kept('d1.refuse')).toBeNull();
  });

  it('leaves this computer when its officer signs out, and only theirs', () => {
    keep('d1.refuse', 'của người một');
    me.value = officer('o2');
    keep('d1.refuse', 'của người hai');
    expect(hasMine()).toBe(true);
    forgetMine();
    expect(hasMine()).toBe(false);
    me.value = officer('o1');
    expect(kept('d1.refuse')).toBe('của người một');
  });

  it('is forgotten when nobody came back to it for two weeks', () => {
    vi.useFakeTimers({ now: 0 });
    keep('d1.refuse', 'cũ');
    forgetOld(13 * 86_400_000);
    expect(kept('d1.refuse')).toBe('cũ');
    forgetOld(15 * 86_400_000);
    expect(kept('d1.refuse')).toBeNull();
  });

  it('does not fall over what it cannot read', () => {
    localStorage.setItem('motcua.desk.kept.o1.d1.refuse', '{broken');
    expect(kept('d1.refuse')).toBeNull();
    forgetOld(0);
    expect(localStorage.length).toBe(0);
  });

  it('works on when the browser forbids storage', () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(() => keep('d1.refuse', 'chữ')).not.toThrow();
  });
});
