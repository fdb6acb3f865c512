import { newId } from '../domain/ids';
import type { OutboxEntry } from '../domain/outbox';
import { thisDevice } from '../state/device';
import { whileSaving } from '../state/open-draft';
import { unverified } from '../state/shelf';
import { sendAs } from '../storage/accounts';
import type { Account } from '../storage/schema';
import { startSending } from './sending';

/**
 * "Gửi không cần đăng nhập": what waits for a sign-in goes under the device's own token and arrives as
 * "chưa xác thực". Works without a link: the token is fetched when there is one. Whoever sent so from
 * this phone before, with the same name and number, goes on as the same person.
 *
 * `phone` is E.164, or null for "không có điện thoại". False: the phone could not keep it, and says so.
 */
export async function sendUnverified(entry: OutboxEntry, full_name: string, phone: string | null): Promise<boolean> {
  const known = unverified.peek().find((each) => each.full_name === full_name && each.phone === phone);
  const kept = await whileSaving(async () => {
    await sendAs(known ?? newcomer(full_name, phone), entry);
    return true;
  });
  if (kept) startSending();
  return kept !== null;
}

function newcomer(full_name: string, phone: string | null): Account {
  const device = thisDevice();
  return {
    id: `device:${newId()}`,
    full_name,
    phone,
    phone_masked: null,
    role: 'citizen',
    send_token: null,
    device_id: device.id,
    device_name: device.name,
    current: false,
    cursor: 0,
    agency: null,
    unverified: true,
    pending: true,
  };
}
