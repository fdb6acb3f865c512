/** Messages at the desk: one function an endpoint. */
import type { Answer } from '../../api/client';
import { newId } from '../../domain/ids';
import { ask } from '../api/door';
import type { Alert, Announcement, AnnouncementDraft, Call, DeskHamlet, Preview, Rung, Trail } from './types';

export function getTrails(dossier: string): Promise<Answer<Trail[]>> {
  return ask('GET', `/api/desk/dossiers/${dossier}/messages`);
}

export function getAlerts(): Promise<Answer<{ items: Alert[] }>> {
  return ask('GET', '/api/desk/alerts');
}

export function putRead(messages: readonly string[]): Promise<Answer<unknown>> {
  return ask('PUT', `/api/commands/${newId()}`, { json: { kind: 'read', messages } });
}

export function getCalls(): Promise<Answer<{ items: Call[] }>> {
  return ask('GET', '/api/desk/calls');
}

export function putCall(id: string, outcome: 'reached' | 'not_reached'): Promise<Answer<{ id: string; rung: Rung }>> {
  return ask('PUT', `/api/desk/calls/${id}`, { json: { outcome } });
}

export function getHamlets(): Promise<Answer<DeskHamlet[]>> {
  return ask('GET', '/api/desk/hamlets');
}

export function putHamlets(hamlets: { name: string; volunteer: string | null }[]): Promise<Answer<DeskHamlet[]>> {
  return ask('PUT', '/api/desk/hamlets', { json: { hamlets } });
}

export function getAnnouncements(): Promise<Answer<{ items: Announcement[] }>> {
  return ask('GET', '/api/desk/announcements');
}

export function postPreview(json: AnnouncementDraft): Promise<Answer<Preview>> {
  return ask('POST', '/api/desk/announcements/preview', { json });
}

/** The id is the client's: the same one again is the same announcement. */
export function putAnnouncement({ id, ...json }: AnnouncementDraft & { id: string }): Promise<Answer<Announcement>> {
  return ask('PUT', `/api/desk/announcements/${id}`, { json });
}
