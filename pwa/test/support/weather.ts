/**
 * A weak link and a server behind it, in time of its own: no test here waits or depends on the
 * machine. Bytes take their time, a cut loses what is under way, and whatever drops partial bodies
 * hands a request on only when it is whole.
 */
import { writing } from '../../src/storage/database';
import type { RunnerPorts } from '../../src/sync/runner';
import { sender } from '../../src/sync/transport';
import { NOW, shaOf, submitted } from './dossiers';
import { json } from './network';

export interface Weather {
  /** Bytes a second upwards. */
  rate: number;
  /** Milliseconds. */
  roundTrip: number;
  /** Milliseconds from one cut to the next; Infinity: none. */
  untilCut: () => number;
  /** Only whole requests reach the server. */
  drops: boolean;
}

const HEAD_BYTES = 700;
const TUS = { 'Tus-Resumable': '1.0.0' };

export class WeakLink {
  time = 0;
  cuts = 0;
  /** Bytes of pages that went onto the link, arrived or not. */
  sent = 0;
  readonly asked: string[] = [];
  readonly got = new Map<string, Uint8Array>();
  private nextCut: number;
  private connected = false;
  private readonly sizes = new Map<string, number>();

  constructor(public weather: Weather) {
    this.nextCut = weather.untilCut();
  }

  /** Puts a dossier with pages of these sizes into the outbox; answers their bytes. */
  async submit(id: string, sizes: readonly number[]): Promise<Uint8Array[]> {
    const entry = await submitted(id, sizes.length);
    const bytes = sizes.map((size, page) => Uint8Array.from({ length: size }, (_, at) => (at * 31 + page) % 251));
    await writing(['outbox', 'pages'], async (transaction) => {
      const pages = entry.pages.map((page, index) => ({ ...page, bytes: sizes[index] ?? 0 }));
      await transaction.objectStore('outbox').put({ ...entry, pages });
      for (const [index, page] of pages.entries()) {
        const blob = new Blob([bytes[index] as Uint8Array<ArrayBuffer>]);
        await transaction.objectStore('pages').put({ id: page.id, draft: id, blob, sha256: page.sha256 });
        this.sizes.set(uploadOf(id, index + 1), page.bytes);
        this.got.set(uploadOf(id, index + 1), new Uint8Array());
      }
    });
    return bytes;
  }

  ports(): RunnerPorts {
    return {
      send: sender((path, init) => this.carry(path as string, init ?? {})),
      now: () => NOW + this.time,
      clock: () => this.time,
      pause: (ms) => {
        this.pass(ms);
        return Promise.resolve();
      },
      random: () => 0.5,
      signal: new AbortController().signal,
    };
  }

  /** Cuts that fall into a pause end the connection, too. */
  pass(ms: number): void {
    this.time += ms;
    while (this.nextCut <= this.time) this.cut();
  }

  private cut(): void {
    this.connected = false;
    this.cuts += 1;
    this.nextCut += this.weather.untilCut();
  }

  private async carry(path: string, init: RequestInit): Promise<Response> {
    const method = init.method ?? '';
    this.asked.push(method);
    const body = new Uint8Array(await new Response(init.body ?? null).arrayBuffer());
    const { rate, roundTrip, drops } = this.weather;
    const begins = this.time + (this.connected ? 0 : roundTrip);
    const gone = begins + ((HEAD_BYTES + body.length) / rate) * 1000;
    const arrived = gone + roundTrip / 2;
    const offset = Number(new Headers(init.headers).get('Upload-Offset') ?? 0);
    if (arrived > this.nextCut) {
      const onLink = ((this.nextCut - begins) / 1000) * rate - HEAD_BYTES;
      const kept = onLink - (roundTrip / 2000) * rate;
      if (method === 'PATCH') this.sent += Math.max(0, Math.min(body.length, onLink));
      if (method === 'PATCH' && !drops && kept > 0) this.append(path, offset, body.slice(0, Math.floor(kept)));
      return this.lose();
    }
    if (method === 'PATCH') this.sent += body.length;
    const answer = this.serve(method, path, offset, body);
    if (arrived + roundTrip / 2 > this.nextCut) return this.lose();
    this.connected = true;
    this.pass(arrived + roundTrip / 2 - this.time);
    return answer;
  }

  private lose(): never {
    this.pass(this.nextCut - this.time);
    throw new TypeError('Failed to fetch');
  }

  private append(path: string, offset: number, bytes: Uint8Array): boolean {
    const there = this.got.get(path) ?? new Uint8Array();
    if (offset !== there.length) return false;
    const whole = new Uint8Array(there.length + bytes.length);
    whole.set(there);
    whole.set(bytes, there.length);
    this.got.set(path, whole);
    return true;
  }

  private serve(method: string, path: string, offset: number, body: Uint8Array): Response {
    if (method === 'PUT') return json(201, this.receipt(path.split('/').pop() ?? ''));
    const fits = method === 'HEAD' || this.append(path, offset, body);
    const headers = { ...TUS, 'Upload-Offset': String(this.got.get(path)?.length) };
    if (!fits) {
      const problem = { 'Content-Type': 'application/problem+json' };
      return new Response('{"code":"upload_offset_mismatch"}', { status: 409, headers: { ...headers, ...problem } });
    }
    const receipt = this.receipt(path.split('/').pop()?.split('-')[0] ?? '');
    const over = method === 'PATCH' && receipt.missing.length === 0;
    if (over) return json(200, receipt, headers);
    return new Response(null, { status: method === 'HEAD' ? 200 : 204, headers });
  }

  private receipt(id: string) {
    const paths = [...this.sizes.keys()].filter((path) => path.startsWith(uploadOf(id, 0).slice(0, -1)));
    const missing = paths
      .map((upload, index) => ({ sha256: shaOf(id, index + 1), upload, offset: this.got.get(upload)?.length ?? 0 }))
      .filter(({ upload, offset }) => offset < (this.sizes.get(upload) ?? 0));
    return { id, revision: 1, state: missing.length ? 'awaiting_pages' : '1', slip: null, missing, pages: [] };
  }
}

export const uploadOf = (id: string, page: number): string => `/api/uploads/${id}-${page}`;

/** A small generator of numbers from 0 to 1 that is the same on every machine (mulberry32). */
export function drawn(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
