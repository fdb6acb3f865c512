import { describe, expect, it } from 'vitest';
import { newDraft, type Tell } from '../../src/domain/draft';
import { halfTold, submissionBody } from '../../src/domain/payload';

const seed = { id: 'd1', account: 'a1', procedure: '2.000635', version: 1, procedure_name: 'Trích lục', agency: 'H56.126', kind: 'assistance' as const };
const draft = (tell?: Tell | null) => ({ ...newDraft(seed, 0), tell });
const relative = (name: string, phone: string): Tell => ({ self: false, relative: { name, phone }, volunteer: false });
const sent = (tell?: Tell | null): Record<string, unknown> =>
  JSON.parse(submissionBody(null, draft(tell), 'Giàng A Thử', 0)) as Record<string, unknown>;

describe('whom to tell', () => {
  it('is sent only when somebody was chosen', () => {
    expect(sent()).not.toHaveProperty('tell');
    expect(sent(null)).not.toHaveProperty('tell');
    const chosen = relative('Giàng A Mẫu', '0912 000 999');
    expect(sent(chosen).tell).toEqual(chosen);
  });

  it.each([
    ['', '0912 000 999', true],
    ['Giàng A Mẫu', '0912', true],
    ['Giàng A Mẫu', '0912 000 999', false],
  ])('is half told with "%s" and "%s": %s', (name, phone, half) => {
    expect(halfTold(draft(relative(name, phone)))).toBe(half);
  });

  it('needs nothing more where no relative is asked', () => {
    expect(halfTold(draft())).toBe(false);
    expect(halfTold(draft({ self: true, relative: null, volunteer: false }))).toBe(false);
  });
});
