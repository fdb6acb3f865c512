import { describe, expect, it } from 'vitest';
import { inOrder } from '../../src/desk/logic/acts';

describe('acts below a dossier', () => {
  it('begin with the way on, not with the detour, and end with what ends it', () => {
    expect(inOrder(['stop', 'request_supplement', 'require_payment', 'finish'])).toEqual(['finish', 'request_supplement', 'require_payment', 'stop']);
    expect(inOrder(['accept', 'request_supplement', 'refuse'])[0]).toBe('accept');
    expect(inOrder(['resume', 'hand_over'])).toEqual(['resume', 'hand_over']);
  });
});
