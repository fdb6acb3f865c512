import { expect, it } from 'vitest';
import { readPush } from '../../src/domain/message';
import { readAsk } from '../../src/screens/news/ask';

const PUSH = { v: 1, id: 'm', who: 'p', title: 'Cần gửi thêm giấy' };
const ITEM = { paper: 'giay', name: 'Giấy chứng sinh', reason: 'Ảnh mờ' };

it('keeps what a push asks for as it came', () => {
  const ask = { request_id: 'r', text: 'Chụp lại nhé.', items: [ITEM] };
  const kept = readPush({ ...PUSH, ask })?.ask;
  expect(readAsk(kept)).toEqual({ ...ask, due: null });
});

it.each([undefined, null, 'x', {}, { request_id: 'r', items: [] }, { request_id: 'r', items: [{ paper: 1, name: 'x' }] }, { items: [ITEM] }])(
  'begins nothing with %j',
  (told) => {
    expect(readAsk(told)).toBeNull();
  },
);
