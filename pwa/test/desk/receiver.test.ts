import { describe, expect, it } from 'vitest';
import { receiverAs } from '../../src/desk/logic/receiver';

const owner = { full_name: 'Lò Thị Mẫu', id_number: '038192000101' };
const own = { ...owner, relation: 'Chính người đó' };

describe('who takes the result away', () => {
  it('never keeps the name and number of the owner for somebody else', () => {
    expect(receiverAs(own, 'family', owner, 'Người nhà')).toEqual({ full_name: '', id_number: '', relation: 'Người nhà' });
  });

  it('keeps what was typed, and brings the owner back', () => {
    const typed = { full_name: 'Lò Văn Thử', id_number: '', relation: 'Người nhà' };
    expect(receiverAs(typed, 'asked', owner, 'Người được nhờ').full_name).toBe('Lò Văn Thử');
    expect(receiverAs(typed, 'self', owner, 'Chính người đó')).toEqual(own);
  });
});
