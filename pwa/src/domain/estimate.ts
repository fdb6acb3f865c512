/** What this phone measured of its link, and how long something will take on it. */

export interface Link {
  /** Bytes a second towards the server that were acknowledged; 0 while nothing was measured. */
  rate: number;
  /** Milliseconds until a small request is answered. */
  rtt: number;
  /** Milliseconds of sending between two cuts; 0 when none was seen. */
  life: number;
  /** Milliseconds of sending since the last cut. */
  calm: number;
  /** Something on the way throws away bodies that were cut: only whole requests count. */
  drops: boolean;
  /** Requests in a row of which nothing got through. */
  losses: number;
  /** Moment (ms) of the last answer; 0: never. */
  at: number;
}

export const UNKNOWN_LINK: Link = { rate: 0, rtt: 600, life: 0, calm: 0, drops: false, losses: 0, at: 0 };

/** A plain 2G uplink, for a phone that has not measured its own. */
const USUAL_RATE = 5000;
/** After a cut: a new connection, the question where to go on, and the way of the next byte. */
const ROUND_TRIPS_A_CUT = 3;
/** Two thirds of the time may go into reconnecting; a worse link is not foretold any better. */
const LEAST_USE = 1 / 3;

/** Seconds until so many bytes in so many requests, one after another, have arrived. */
export function secondsToSend(bytes: number, requests: number, link: Link): number {
  const steady = (bytes / (link.rate || USUAL_RATE)) * 1000 + requests * link.rtt;
  const used = link.life ? Math.max(LEAST_USE, 1 - (ROUND_TRIPS_A_CUT * link.rtt) / link.life) : 1;
  return steady / used / 1000;
}
