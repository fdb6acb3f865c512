/**
 * How much to send at once and how long to wait for an answer, from what got through so far. Pure.
 *
 * While the server keeps the bytes of a request that was cut, the whole rest at once is best: nothing
 * is lost and nobody waits for an answer in between. Where something on the way drops such bytes, only
 * what was acknowledged counts. Each piece then costs a round trip and each cut half a piece, which
 * together is least for pieces of √(2 · round trip · time between cuts) (Young's rule for checkpoints).
 */
import type { Link } from '../domain/estimate';

/** Less than this is mostly headers. */
const LEAST = 4096;
/** A page goes in one piece even where the rate is not known yet. */
const PAGE = 65_536;
/** Longer pieces would let a connection that died silently go unnoticed. */
const LONGEST_S = 60;
/** A piece must fit between two cuts wherever in between it begins. */
const CERTAIN = 4;
/** Smaller requests tell the round trip, larger ones the rate. */
const SMALL = 1000;
/** So long without a cut, and the troubles are over. */
const CALM_MS = 120_000;

const PATIENCE_MS = 20_000;
/** An answer may come so many times later than the measured rate says. */
const SLOWER = 8;
const UNKNOWN_RATE = 500;
const SLOWEST_RATE = 50;
const MOST_DOUBLINGS = 4;

/** Bytes for the next request. */
export function pieceOf(link: Link): number {
  if (!link.drops) return Math.max(PAGE, link.rate * LONGEST_S);
  const ms = Math.min(Math.sqrt(2 * link.rtt * link.life), link.life / CERTAIN);
  return Math.max(LEAST, (link.rate * ms) / 1000 / 2 ** link.losses);
}

/** Milliseconds to wait for the answer to a request of so many bytes: no rate is too slow for it. */
export function patienceFor(link: Link, bytes: number): number {
  const slow = link.rate ? Math.max(SLOWEST_RATE, link.rate / SLOWER) : UNKNOWN_RATE;
  const doublings = Math.min(link.losses, MOST_DOUBLINGS);
  return (PATIENCE_MS + (bytes / slow) * 1000) * 2 ** doublings;
}

/** Our server answered a request of so many bytes after so many milliseconds. */
export function afterAnswer(link: Link, bytes: number, ms: number, now: number): Link {
  const calm = link.calm + ms;
  const over = calm > CALM_MS;
  const next = {
    ...link,
    calm,
    at: now,
    life: over ? 0 : link.life && Math.max(link.life, calm),
    drops: link.drops && !over,
  };
  if (bytes < SMALL) return { ...next, rtt: mixed(link.rtt, ms) };
  // Small requests come after cuts, and their round trip holds a handshake as well.
  const way = Math.max(ms - link.rtt / 2, ms / 4, 1);
  return { ...next, rate: mixed(link.rate, (bytes * 1000) / way), losses: Math.max(0, link.losses - 1) };
}

/** A request was cut after so many milliseconds. */
export const afterCut = (link: Link, ms: number): Link => ({
  ...link,
  life: mixed(link.life, link.calm + ms),
  calm: 0,
});

/** And `kept` of its bytes are at the server. */
export function afterKept(link: Link, kept: number, ms: number): Link {
  if (kept > 0) {
    const rate = mixed(link.rate, (kept * 1000) / Math.max(1, ms));
    return { ...link, rate, drops: false, losses: 0 };
  }
  // Was there time for bytes to arrive? Then somebody threw them away; once may be an accident.
  const time = ms - 2 * link.rtt;
  const losses = link.losses + Number(time > 0);
  return { ...link, losses, drops: link.drops || losses > 1 || link.rate * time > LEAST * 1000 };
}

/** Nobody answered in time: the next one is given more of it. */
export const afterSilence = (link: Link): Link => ({ ...link, losses: link.losses + 1 });

const mixed = (before: number, now: number): number => (before ? (before + now) / 2 : now);
