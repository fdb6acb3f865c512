/** The 34 provinces, their communes and the agencies, for searching without a link. */
import { signal } from '@preact/signals';
import { get } from '../api/client';
import { type Divisions, namesOf, numberAt } from '../domain/divisions';
import type { LocalRates } from '../domain/fees';
import { fold } from '../domain/fold';
import { AGENCIES_KEY, COMMUNES_KEY, getCatalogue, keepAnswer } from '../storage/catalogue';

export interface Commune {
  code: string;
  name: string;
  kind: 'x' | 'p' | 'd';
  province: string;
  province_name: string;
  /** Folded name and province, for searching. */
  folded: string;
}

export interface Agency {
  code: string;
  name: string;
  commune_code: string;
  phone?: string | null;
  address?: string | null;
  hours_text?: string | null;
  desk_name?: string;
  /** People who help: officers, the hamlet's volunteers. */
  contacts?: { name: string; role: string; phone: string }[];
  /** Whether it has recorded anything of what procedures say. */
  recorded?: boolean;
}

const LAST_AGENCY = 'motcua.agency';

/** Where somebody last filed from this phone. */
export const lastAgency = (): string | null => localStorage.getItem(LAST_AGENCY);
export const rememberAgency = (code: string): void => localStorage.setItem(LAST_AGENCY, code);

export const communes = signal<Commune[] | null>(null);
export const agencies = signal<Agency[] | null>(null);
export const communesFault = signal(false);

let loading: Promise<void> | null = null;

export function loadCommunes(): Promise<void> {
  if (communes.peek()) return Promise.resolve();
  loading ??= fetchKept<Divisions>(COMMUNES_KEY, '/api/places/divisions', true)
    .then((file) => {
      communesFault.value = !file;
      if (file) communes.value = flatten(file);
    })
    .finally(() => (loading = null));
  return loading;
}

export async function loadAgencies(): Promise<void> {
  const kept = await getCatalogue(AGENCIES_KEY);
  if (kept) agencies.value = kept.data as Agency[];
  const list = await fetchKept<Agency[]>(AGENCIES_KEY, '/api/places/agencies', false);
  if (list) agencies.value = list;
}

/** The commune's own rates by procedure, for fees that the rules leave to it. */
export const rates = signal<Record<string, LocalRates>>({});

/** A table that cannot be had leaves such fees unknown. */
export async function loadRates(agency: string): Promise<void> {
  const table = await fetchKept<{ rates: typeof rates.value }>(`fees:${agency}`, `/api/fees/${agency}`, false);
  rates.value = table?.rates ?? {};
}

export function communeOf(code: string): Commune | undefined {
  return communes.value?.find((commune) => commune.code === code);
}

/** What is on the phone is used as it is (`lasting`), or only when the server does not answer. */
async function fetchKept<T>(key: string, path: string, lasting: boolean): Promise<T | null> {
  const kept = await getCatalogue(key);
  if (kept && lasting) return kept.data as T;
  const answer = await get<T>(path, {
    headers: kept?.etag ? { 'If-None-Match': kept.etag } : {},
  });
  if (answer.kind === 'ok') {
    await keepAnswer({ key, etag: answer.headers.get('ETag'), data: answer.body, at: Date.now() });
    return answer.body;
  }
  return (kept?.data as T | undefined) ?? null;
}

/** A commune's code is the sum of the steps up to it in its province. */
export function flatten(file: Divisions): Commune[] {
  const names = namesOf(file);
  let next = 0;
  return file.provinces.flatMap(([province, province_name, communes]) => {
    let reached = 0;
    return names.slice(next, next + communes).map((name) => {
      reached += numberAt(file.steps, next);
      const code = String(reached).padStart(5, '0');
      const folded = fold(`${name} ${province_name}`);
      const kind = file.kinds[next] as Commune['kind'];
      next += 1;
      return { code, name, kind, province, province_name, folded };
    });
  });
}
