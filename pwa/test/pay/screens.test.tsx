import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DossierRecord } from '../../src/domain/dossier';
import type { Attempt, Payment } from '../../src/domain/pay/payment';
import { PayCard } from '../../src/screens/pay/PayCard';
import { PayScreen } from '../../src/screens/pay/PayScreen';

vi.mock('../../src/actions/pay/pay', () => ({
  loadPayment: () => Promise.resolve('ok'),
  choosePayment: () => Promise.resolve(true),
  readReturn: () => Promise.resolve(returned),
}));

let root: HTMLElement;
let returned: unknown;

beforeEach(() => {
  root = document.body.appendChild(document.createElement('div'));
});
afterEach(() => {
  render(null, root);
  root.remove();
});

const OWES: Payment = {
  dossier: 'd',
  quote: { number: 1, amount: 16_000, words: 'mười sáu nghìn đồng', agreement: 'agreed', lines: [], exempt: null, free_online: false, reason: null },
  owed: 16_000,
  words: 'mười sáu nghìn đồng',
  paid: 0,
  refund_due: 0,
  collect: 'before',
  waits: false,
  ways: ['desk', 'vietqr', 'vnpay'],
  attempt: null,
  attempts: [],
  confirmations: [],
  refunds: [],
  volunteer: false,
};

function shown(changes: Partial<Payment>, record: Partial<DossierRecord> = {}): string {
  const whole = { id: 'd', account: null, payment: { ...OWES, ...changes }, ...record } as DossierRecord;
  void act(() => render(<PayCard record={whole} />, root));
  return root.textContent ?? '';
}
const controls = (): string[] => [...root.querySelectorAll('button, a')].map(({ textContent }) => textContent ?? '');

describe('what is owed', () => {
  it('stands in digits and in words, with the desk first', () => {
    const text = shown({});
    expect(text).toContain('Phải trả 16.000 đồng');
    expect(text).toContain('Bằng chữ: mười sáu nghìn đồng.');
    expect(controls()).toEqual(['Trả khi lấy kết quả', 'Chuyển khoản (VietQR)', 'Trả qua VNPay']);
  });

  it('is paid before, where the desk waits for it', () => {
    expect(shown({ waits: true })).toContain('Xã chờ tiền rồi mới làm tiếp.');
    expect(controls()[0]).toBe('Trả tại bộ phận một cửa');
  });

  it('is never guessed', () => {
    expect(shown({ owed: null, words: null, ways: [] })).toContain('Hãy hỏi lại tại bộ phận một cửa.');
    expect(controls()).toEqual([]);
  });

  // Seen failing without the look at `volunteer`.
  it('gives a volunteer nothing to press, and says why', () => {
    expect(shown({ volunteer: true })).toContain('Không đưa tiền cho tình nguyện viên');
    expect(controls()).toEqual([]);
  });

  it('says that it is free, by which paper, and what comes back', () => {
    const free = { owed: 0, words: null, ways: [] };
    expect(shown({ ...free, quote: { ...OWES.quote!, amount: 0, free_online: true } })).toContain('Miễn phí khi nộp trực tuyến');
    const exempt = { key: 'ho_ngheo', text: 'Hộ nghèo', proof: 'Giấy chứng nhận hộ nghèo' };
    expect(shown({ ...free, quote: { ...OWES.quote!, amount: 0, exempt } })).toContain('Mang theo: Giấy chứng nhận hộ nghèo');
    expect(shown({ ...free, paid: 16_000, refund_due: 16_000 })).toContain('Xã phải trả lại bạn 16.000 đồng');
  });

  it('leads back to a payment that was begun, and begins no other', () => {
    shown({ attempt: { way: 'vietqr', state: 'open', pay_url: null, transfer: {} } as Attempt });
    expect(controls()).toEqual(['Xem và trả']);
  });

  it('remembers that it is paid at the desk', () => {
    expect(shown({}, { pay_way: 'desk' })).toContain('Bạn trả khi lấy kết quả.');
    expect(controls()).toEqual(['Đổi cách trả']);
  });
});

describe('the way back from VNPay only shows what our server knows', () => {
  const tried = { id: '1', way: 'vnpay', amount: 16_000, reference: 'HS1', made_at: '', expires_at: null, settled_at: null };

  it.each([
    // VNPay says "paid", our server has heard nothing yet: so it is not shown as paid.
    [{ signed: true, says: 'paid', dossier: 'd', attempt: { ...tried, state: 'open' } }, 'Đang chờ VNPay báo'],
    [{ signed: true, says: 'failed', dossier: 'd', attempt: { ...tried, state: 'paid' } }, 'Đã nhận tiền'],
    [{ signed: true, says: 'failed', dossier: 'd', attempt: { ...tried, state: 'failed' } }, 'Chưa trả được'],
    [{ signed: true, says: 'review', dossier: 'd', attempt: { ...tried, state: 'review' } }, 'Đang kiểm tra khoản đã trả'],
    [{ signed: false, says: null, dossier: null, attempt: null }, 'Chưa xác nhận được kết quả này'],
    ['no_link', 'Chưa hỏi được kết quả'],
    ['sign_in', 'Cần đăng nhập để xem kết quả'],
  ])('%o', async (answer, words) => {
    returned = answer;
    void act(() => render(<PayScreen params={{ id: 'ket-qua' }} />, root));
    await vi.waitFor(() => expect(root.textContent).toContain(words));
    if (words !== 'Đã nhận tiền') expect(root.textContent).not.toContain('Đã nhận tiền');
  });
});
