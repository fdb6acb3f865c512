import { type Answer, get } from '../../api/client';
import { ask } from './door';
import type { Calendar, Colleague, Me } from './types';

export function getMe(): Promise<Answer<Me>> {
  return get('/api/session');
}

export function enter(login: string, password: string, code: string): Promise<Answer<Me>> {
  return ask('POST', '/api/session/officer', { json: { login, password, code } });
}

export function leave(): Promise<Answer<unknown>> {
  return ask('DELETE', '/api/session');
}

export function getColleagues(): Promise<Answer<Colleague[]>> {
  return ask('GET', '/api/desk/colleagues');
}

export function getPhrases(): Promise<Answer<{ phrases: string[] }>> {
  return ask('GET', '/api/desk/phrases');
}

export function putPhrases(phrases: string[]): Promise<Answer<{ phrases: string[] }>> {
  return ask('PUT', '/api/desk/phrases', { json: { phrases } });
}

export function getCalendar(): Promise<Answer<Calendar>> {
  return ask('GET', '/api/desk/calendar');
}

export function putCalendar(etag: string, calendar: Pick<Calendar, 'week' | 'overrides'>): Promise<Answer<Calendar>> {
  const { week, overrides } = calendar;
  return ask('PUT', '/api/desk/calendar', { json: { week, overrides }, headers: { 'If-Match': etag } });
}

export function resetPin(person: string): Promise<Answer<{ pictures: number[]; expires_at: string }>> {
  return ask('POST', `/api/desk/people/${person}/pin-reset`);
}

export function loseDevices(person: string): Promise<Answer<{ devices: number }>> {
  return ask('POST', `/api/desk/people/${person}/lost-devices`);
}
