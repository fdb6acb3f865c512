// @vitest-environment happy-dom
/** On the desk lies the dossier that was opened last, whichever answer comes last. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as api from '../../src/desk/api/dossiers';
import { dossier, lookForNewer, newerVersion, opening, openOnDesk } from '../../src/desk/state/dossier';

type Opened = Awaited<ReturnType<typeof api.openDossier>>;
type Rows = Awaited<ReturnType<typeof api.getRow>>;

const ok = { kind: 'ok', status: 200, headers: new Headers() };
const opened = (id: string, version = 1) => ({ ...ok, body: { id, slip: id, version, pages: [] } }) as unknown as Opened;

let come: Map<string, (answer: Opened) => void>;

beforeEach(() => {
  come = new Map();
  vi.spyOn(api, 'openDossier').mockImplementation((id) => new Promise((answered) => come.set(id, answered)));
});
afterEach(() => {
  vi.restoreAllMocks();
  dossier.value = null;
});

/** Seen failing without the look at what is wanted: A took the place of B, whose screen stayed empty. */
it('does not put a dossier before the officer that was left meanwhile', async () => {
  const a = openOnDesk('a');
  const b = openOnDesk('b');
  come.get('b')?.(opened('b'));
  await b;
  come.get('a')?.(opened('a'));
  await a;
  expect(dossier.value?.id).toBe('b');
});

it('says nothing of the link when it failed for a dossier that was left', async () => {
  const a = openOnDesk('a');
  const b = openOnDesk('b');
  come.get('a')?.({ kind: 'no_link' });
  await a;
  expect(opening.value).toBe('busy');
  come.get('b')?.(opened('b'));
  await b;
  expect(opening.value).toBeNull();
});

/** Seen failing with the number alone compared: B was said to have been changed by somebody. */
it('takes the version of one dossier for no version of another', async () => {
  let told: (answer: Rows) => void = () => undefined;
  vi.spyOn(api, 'getRow').mockImplementation(() => new Promise((answered) => (told = answered)));
  const opens = async (id: string, version: number): Promise<void> => {
    const done = openOnDesk(id);
    come.get(id)?.(opened(id, version));
    await done;
  };
  await opens('a', 6);
  const asked = lookForNewer();
  await opens('b', 2);
  told({ ...ok, body: { items: [{ id: 'a', version: 7 }] } } as unknown as Rows);
  await asked;
  expect(newerVersion.value).toBeNull();
});
