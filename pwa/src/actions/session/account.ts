import type { Me } from '../../api/session';
import { thisDevice } from '../../state/device';
import type { Account } from '../../storage/schema';

/** Who is signed in, as the phone keeps it. */
export const accountOf = ({ person, agency, send_token, device_id }: Me): Omit<Account, 'current' | 'cursor'> => ({
  id: person.id,
  full_name: person.full_name,
  phone_masked: person.phone_masked,
  role: person.role,
  send_token: send_token ?? null,
  device_id: device_id ?? thisDevice().id,
  agency,
});
