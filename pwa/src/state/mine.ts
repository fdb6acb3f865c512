/**
 * What belongs to the person, as the home shows it. These signals stay empty until the storage
 * fills them, so that the first visit need not fetch a database it has no use for.
 */
import { signal } from '@preact/signals';
import type { DossierState } from '../domain/states';

export interface DraftCard {
  id: string;
  procedure_name: string;
  /** For whom, when it is not for the submitter. */
  for_name: string | null;
  step: string;
  updated_at: number;
}

export interface DossierCard {
  id: string;
  procedure_name: string;
  owner_name: string | null;
  slip: string | null;
  /** The server's state, or why it is still on this phone. */
  state: DossierState | 'queued' | 'held' | 'sign_in' | 'parked';
  /** A moment of the server (…Z), or null. */
  due: string | null;
  updated_at: number;
}

export const myDrafts = signal<DraftCard[]>([]);
export const myDossiers = signal<DossierCard[]>([]);

/** How much of what was filed lately is sent, and what waits; `tonight` where its own page is offered. */
export const evening = signal({ sent: 0, waiting: 0, tonight: false });

/** Drafts that came back from the commune since the app was opened. */
export const restored = signal(0);

/** The person for whom the open draft is, when it is somebody else: shown on every screen. */
export const filingFor = signal<string | null>(null);
