/** The catalogue at the desk: one function an endpoint. */
import type { Answer } from '../../api/client';
import { ask } from '../api/door';
import type { Editor, Listing, Saving } from './types';

const at = (code: string, rest = ''): string => `/api/desk/procedures/${code}${rest}`;

export const getListing = (): Promise<Answer<Listing>> => ask('GET', '/api/desk/procedures');

export const getEditor = (code: string): Promise<Answer<Editor>> => ask('GET', at(code));

export const putEdit = (code: string, json: Saving): Promise<Answer<Editor>> => ask('PUT', at(code, '/edit'), { json });

export const deleteEdit = (code: string, revision: number): Promise<Answer<Editor>> => ask('DELETE', at(code, `/edit?revision=${revision}`));

export const postRebase = (code: string, revision: number): Promise<Answer<Editor>> => ask('POST', at(code, '/edit/rebase'), { json: { revision } });

export const postVersion = (code: string, revision: number): Promise<Answer<Editor>> => ask('POST', at(code, '/versions'), { json: { revision } });

export const deleteVersion = (code: string, version: number): Promise<Answer<Editor>> => ask('DELETE', at(code, `/versions/${version}`));
