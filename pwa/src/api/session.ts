/** Signing in, the person's own account, their devices. */
import { type Answer, call, get } from './client';

export interface Profile {
  id: string;
  display_name: string;
  here: boolean;
  needs_pin: boolean;
}

export interface Verified {
  /** Proof that this phone passed the number's code; good for half an hour. */
  ticket: string;
  profiles: Profile[];
}

export interface Me {
  person: {
    id: string;
    full_name: string;
    birth_year: number | null;
    phone_masked: string | null;
    role: string;
    has_pin: boolean;
  };
  agency: { code: string; name: string } | null;
  device_id: string | null;
  send_token?: string;
  /** Unverified accounts whose dossiers are this person's now. */
  claimed?: string[];
}

export interface ThisDevice {
  id: string;
  name: string;
}

export interface Entry {
  ticket: string;
  device: ThisDevice;
  profile_id?: string;
  pin?: number[];
  new_profile?: { full_name: string; birth_year?: number };
  /** Tokens of those who sent from this phone unverified, and who say that it was this person. */
  claims?: string[];
}

export interface Device {
  id: string;
  name: string;
  signed_in: boolean;
  here: boolean;
  last_seen_at: string;
}

export const postCode = (phone: string): Promise<Answer<{ resend_after: number }>> =>
  call('POST', '/api/session/codes', { json: { phone } });

export const postVerify = (phone: string, code: string, device_id: string): Promise<Answer<Verified>> =>
  call('POST', '/api/session/verify', { json: { phone, code, device_id } });

export const postSession = (entry: Entry): Promise<Answer<Me>> => call('POST', '/api/session', { json: entry });

/** For a phone whose storage was thrown away: who is signed in by its cookie, or nothing. */
export const postSendToken = (): Promise<Answer<Me | undefined>> => call('POST', '/api/session/send-token');

export const deleteSession = (): Promise<Answer<void>> => call('DELETE', '/api/session');

export const getDevices = (): Promise<Answer<{ items: Device[] }>> => get('/api/devices');

/** `lost`: the phone is in strange hands, so its queue may not send either. */
export const deleteDevice = (id: string, lost: boolean): Promise<Answer<void>> =>
  call('DELETE', `/api/devices/${id}?lost=${lost}`);

export const deleteDevices = (lost: boolean): Promise<Answer<void>> => call('DELETE', `/api/devices?lost=${lost}`);

export const putPin = (pin: number[]): Promise<Answer<void>> => call('PUT', '/api/me/pin', { json: { pin } });
