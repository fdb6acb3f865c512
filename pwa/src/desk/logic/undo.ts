/**
 * Acts wait some seconds before they leave, so that a slip of the finger can be taken back. Each is
 * kept on this computer until the server has answered it; its id is made once, so that sending it
 * again after an outage does it once. What was still waiting when the page was closed is held: it
 * leaves only when the officer says so.
 */
import type { Answer } from '../../api/client';
import type { Action, DeskDossier } from '../api/types';

export const UNDO_MS = 6_000;
const RETRY_MS = [5_000, 10_000, 20_000, 40_000] as const;

export type ActState =
  /** Seconds run; may be taken back. */
  | 'waiting'
  | 'sending'
  /** No answer came; goes again by itself. */
  | 'unsent'
  /** The page was closed while it waited. */
  | 'held'
  /** Somebody else changed the dossier first. */
  | 'conflict'
  /** The server refused it for another reason. */
  | 'refused';

export interface PendingAct {
  id: string;
  officer: string;
  dossier: string;
  /** The slip number or the name: how the bar calls the dossier. */
  title: string;
  action: Action;
  version: number;
  data: Record<string, unknown>;
  leaves_at: number;
  tries: number;
  state: ActState;
  fault: string | null;
  /** It left and no answer came: the server may have done it, and nothing here can take that back. */
  may_have_arrived?: boolean;
  /** The open page of the desk whose it is. */
  tab?: string;
}

/** Its answer was lost: only the next one tells what became of it. */
export function isInDoubt(act: PendingAct): boolean {
  return act.state === 'unsent' && act.may_have_arrived === true;
}

export type NewAct = Pick<PendingAct, 'id' | 'officer' | 'dossier' | 'title' | 'action' | 'version' | 'data'>;

export interface Ports {
  send: (act: PendingAct) => Promise<Answer<DeskDossier>>;
  /** What every page of the desk on this computer keeps. */
  load: () => PendingAct[];
  /** Each alone: another page's acts lie beside it. */
  keep: (act: PendingAct) => void;
  drop: (id: string) => void;
  now: () => number;
  after: (ms: number, run: () => void) => () => void;
  changed: (acts: readonly PendingAct[]) => void;
  done: (act: PendingAct, dossier: DeskDossier) => void;
}

export class UndoQueue {
  private acts: PendingAct[] = [];
  private readonly timers = new Map<string, () => void>();

  constructor(private readonly ports: Ports) {}

  /**
   * What an earlier page left: what had not left yet is held, what may have arrived goes again. What is
   * another officer's, or of a page that is still open (`living`), is not this page's to send.
   */
  restore(officer: string, living: ReadonlySet<string> = new Set()): void {
    for (const act of this.ports.load()) {
      if (this.find(act.id) || act.officer !== officer || living.has(act.tab ?? '')) continue;
      this.acts.push(act);
      if (act.state === 'waiting') act.state = 'held';
      else if (act.state === 'sending' || act.state === 'unsent') {
        act.may_have_arrived ||= act.state === 'sending';
        this.schedule(act, 0);
      }
    }
    this.tell();
  }

  add(made: NewAct): void {
    const act: PendingAct = { ...made, leaves_at: this.ports.now() + UNDO_MS, tries: 0, state: 'waiting', fault: null };
    this.acts.push(act);
    this.schedule(act, UNDO_MS);
    this.tell();
  }

  /** Takes an act back; false when it has left already, or may have. */
  undo(id: string): boolean {
    const act = this.find(id);
    if (!act || act.state === 'sending' || isInDoubt(act)) return false;
    this.forget(act);
    return true;
  }

  /** At sign-out: nothing of this officer's is kept, whatever came of it. */
  abandon(officer: string): void {
    for (const act of this.acts.filter((each) => each.officer === officer)) this.forget(act);
    for (const act of this.ports.load()) if (act.officer === officer) this.ports.drop(act.id);
  }

  /** Without waiting any longer: "gửi ngay", and what was held. */
  sendNow(id: string): void {
    const act = this.find(id);
    if (act && act.state !== 'sending') this.schedule(act, 0);
  }

  /** The link is back, or somebody signed in again. */
  retry(officer: string): void {
    for (const act of this.acts) {
      if (act.officer === officer && act.state === 'unsent') this.schedule(act, 0);
    }
  }

  private async leave(act: PendingAct): Promise<void> {
    this.timers.delete(act.id);
    act.state = 'sending';
    act.tries += 1;
    this.tell();
    const answer = await this.ports.send(act);
    if (!this.find(act.id)) return;
    if (answer.kind === 'ok') {
      this.forget(act);
      this.ports.done(act, answer.body);
      return;
    }
    this.judge(act, answer);
    this.tell();
  }

  private judge(act: PendingAct, answer: Exclude<Answer<DeskDossier>, { kind: 'ok' }>): void {
    if (answer.kind === 'problem' && answer.status === 412) {
      act.state = 'conflict';
      return;
    }
    act.may_have_arrived ||= answer.kind !== 'problem' || answer.status >= 500;
    const decided = answer.kind === 'problem' && answer.status < 500 && ![401, 408, 429].includes(answer.status);
    act.state = decided ? 'refused' : 'unsent';
    act.fault = decided ? faultText(answer.problem.title, answer.problem.errors) : null;
    if (!decided) this.schedule(act, RETRY_MS[Math.min(act.tries - 1, RETRY_MS.length - 1)] ?? 0);
  }

  private schedule(act: PendingAct, ms: number): void {
    this.timers.get(act.id)?.();
    this.timers.set(act.id, this.ports.after(ms, () => void this.leave(act)));
  }

  private forget(act: PendingAct): void {
    this.timers.get(act.id)?.();
    this.timers.delete(act.id);
    this.acts = this.acts.filter((each) => each !== act);
    this.ports.drop(act.id);
    this.tell();
  }

  private find(id: string): PendingAct | undefined {
    return this.acts.find((each) => each.id === id);
  }

  private tell(): void {
    this.acts.forEach(this.ports.keep);
    this.ports.changed(this.acts.map((act) => ({ ...act })));
  }
}

/** The server's sentence, then what it says of single fields. */
export function faultText(title: string, errors: unknown): string {
  const found = typeof errors === 'object' && errors !== null ? leaves(errors) : [];
  return [title, ...found].filter(Boolean).join(' ');
}

function leaves(errors: unknown): string[] {
  if (typeof errors === 'string') return [errors];
  if (typeof errors !== 'object' || errors === null) return [];
  return Object.values(errors).flatMap(leaves);
}
