/** What crosses the wire of messages at the desk. */
export type Rung = 'push' | 'sms' | 'people' | 'call_list' | 'done';

export interface Step {
  rung: Rung;
  why: string;
  at: string;
  by: string | null;
}

export interface Delivery {
  channel: 'push' | 'sms' | 'console';
  state: 'waiting' | 'sending' | 'sent' | 'unknown' | 'failed' | 'dead';
  tries: number;
  sent_at: string | null;
  error: string | null;
}

/** A message about a dossier, with its way down the ladder. */
export interface Trail {
  id: string;
  kind: string;
  title: string;
  to: string;
  account: boolean;
  created_at: string;
  rung: Rung;
  withheld: 'no_consent' | 'consent_withdrawn' | 'muted' | null;
  displayed_at: string | null;
  opened_at: string | null;
  read_at: string | null;
  told_at: string | null;
  told_by: string | null;
  steps: Step[];
  deliveries: Delivery[];
}

/** Somebody whom nobody reached. */
export interface Call {
  id: string;
  dossier: string | null;
  slip: string | null;
  code: string | null;
  name: string;
  house: string | null;
  phone: string | null;
  relative: { name: string; phone: string } | null;
  title: string;
  body: string;
  next: string;
  since: string;
  calls: number;
  last_call_at: string | null;
}

export interface DeskHamlet {
  id: string;
  name: string;
  volunteer: string | null;
  volunteer_name: string | null;
  listeners: number;
}

export type AnnouncementKind = 'announcement' | 'alert';

export interface AnnouncementDraft {
  kind: AnnouncementKind;
  text: string;
  hamlets: string[];
}

export interface Preview {
  recipients: number;
  by_push: number;
  by_text: number;
  title: string;
  body: string;
  sms: string;
  sms_whole: boolean;
  loudspeaker: string;
  left_today: number;
}

export interface Announcement extends AnnouncementDraft {
  id: string;
  at: string;
  state: 'sending' | 'done';
  recipients: number;
  made: number;
  loudspeaker: string;
  by?: string;
}

/** A reminder to an officer. */
export interface Alert {
  id: string;
  dossier: string | null;
  title: string;
  body: string;
  at: string;
}
