/** Recordings at the desk: one function an endpoint. */
import type { Answer } from '../../api/client';
import { ask } from '../api/door';

const LIST = '/api/desk/recordings';

export interface Kept {
  url: string;
  seconds: number;
  bytes: number;
  at: string;
}

export interface ToRecord {
  id: string;
  text: string;
  procedures: number;
  state: 'recorded' | 'missing' | 'changed';
  /** What stood in its place when that was last recorded. */
  before?: string;
  recording?: Kept;
}

export interface Named {
  code: string;
  name: string;
}

export interface RecordingList {
  language: string;
  languages: Named[];
  known: Named[];
  sentences: ToRecord[];
  gone: { id: string; text: string; recording: Kept }[];
}

export const getList = (language: string, procedure: string): Promise<Answer<RecordingList>> =>
  ask('GET', `${LIST}?language=${language}${procedure && `&procedure=${procedure}`}`);

export const putLanguages = (languages: string[]): Promise<Answer<RecordingList>> =>
  ask('PUT', `${LIST}/languages`, { json: { languages } });

export const putRecording = (language: string, sentence: string, body: Blob): Promise<Answer<Kept>> =>
  ask('PUT', `${LIST}/${language}/${sentence}`, { body, headers: { 'Content-Type': 'application/octet-stream' } });

export const deleteRecording = (language: string, sentence: string): Promise<Answer<undefined>> =>
  ask('DELETE', `${LIST}/${language}/${sentence}`);

export const csvOf = (language: string): string => `${LIST}.csv?language=${language}`;
