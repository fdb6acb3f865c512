/**
 * The edit on the screen. It is saved to the server a moment after each change, so that nothing is
 * lost; what did not arrive yet lies in this browser. Somebody else's saving is never written over
 * unseen: it is shown, and the person decides.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer } from '../../api/client';
import { faultText } from '../logic/undo';
import { forget, keep, kept } from '../state/kept';
import { deleteEdit, deleteVersion, getEditor, postRebase, postVersion, putEdit } from './api';
import type { Change, Editor, Parts, Saving, Version } from './types';
import { tq } from './words';

const REST_MS = 900;

export type Standing = 'saved' | 'typing' | 'saving' | 'waiting';

/** Two who edit at once: what theirs and mine differ in. */
export interface Meeting {
  by: string | null;
  revision: number;
  difference: Change[];
}

export interface Typed {
  base: number;
  parts: Parts;
  effective_from: string | null;
  reason: string;
}

export interface Work {
  editor: Editor | null;
  /** Null while nobody edits. */
  typed: Typed | null;
  base: Version | undefined;
  standing: Standing;
  fault: string | null;
  meeting: Meeting | null;
  busy: boolean;
  begin: (version: Version) => void;
  change: (change: Partial<Typed>) => void;
  set: <K extends keyof Parts>(key: K, value: Parts[K]) => void;
  keepMine: () => void;
  takeTheirs: () => void;
  rebase: () => void;
  discard: () => void;
  publish: () => Promise<boolean>;
  withdraw: (version: number) => void;
  reload: () => void;
}

export function useEdit(code: string): Work {
  const [editor, setEditor] = useState<Editor | null>(null);
  const [typed, setTyped] = useState<Typed | null>(null);
  const [standing, setStanding] = useState<Standing>('saved');
  const [fault, setFault] = useState<string | null>(null);
  const [meeting, setMeeting] = useState<Meeting | null>(null);
  const [busy, setBusy] = useState(false);
  const revision = useRef(0);
  const latest = useRef<Typed | null>(null);
  const timer = useRef(0);
  const line = useRef(Promise.resolve(true));
  const name = `procedure.${code}`;

  const show = (next: Typed | null): void => {
    latest.current = next;
    setTyped(next);
  };
  const take = (body: Editor): void => {
    setEditor(body);
    revision.current = body.edit?.revision ?? 0;
    setMeeting(null);
    setFault(null);
    setStanding('saved');
    show(body.edit && typedOf(body.edit));
    forget(name);
  };
  const fail = (answer: Exclude<Answer<Editor>, { kind: 'ok' }>): void => {
    if (answer.kind === 'problem' && answer.problem.code === 'edit_conflict') {
      setMeeting(answer.problem.members as unknown as Meeting);
      setStanding('waiting');
    } else if (answer.kind === 'problem' && answer.problem.code === 'edit_outdated') reload();
    else {
      setStanding('waiting');
      setFault(answer.kind === 'problem' ? faultText(answer.problem.title, answer.problem.errors) : tq('errors.no_link'));
    }
  };
  const load = async (): Promise<void> => {
    const answer = await getEditor(code);
    if (answer.kind !== 'ok') return fail(answer);
    const mine = kept<Saving>(name);
    take(answer.body);
    if (!mine) return;
    // Typed before the window was closed, and not saved yet: it goes on from the revision it knew,
    // and stays in this browser until the server has it.
    keep(name, mine);
    revision.current = mine.revision;
    show(mine);
    void save();
  };
  const reload = (): void => void load();
  /** One after the other: each names the revision that the one before it has made. */
  const save = (): Promise<boolean> => {
    clearTimeout(timer.current);
    timer.current = 0;
    line.current = line.current.then(saveOnce);
    return line.current;
  };
  const saveOnce = async (): Promise<boolean> => {
    const sent = latest.current;
    if (!sent) return true;
    setStanding('saving');
    const answer = await putEdit(code, { ...sent, revision: revision.current });
    if (answer.kind !== 'ok') {
      fail(answer);
      return false;
    }
    revision.current = answer.body.edit?.revision ?? 0;
    setFault(null);
    setEditor(answer.body);
    if (latest.current !== sent) return true;
    setStanding('saved');
    forget(name);
    return true;
  };
  const put = (next: Typed): void => {
    show(next);
    keep<Saving>(name, { ...next, revision: revision.current });
    setStanding('typing');
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void save(), REST_MS);
  };
  const ask = async (call: () => Promise<Answer<Editor>>): Promise<boolean> => {
    setBusy(true);
    const answer = await call();
    setBusy(false);
    if (answer.kind === 'ok') take(answer.body);
    else fail(answer);
    return answer.kind === 'ok';
  };

  useEffect(() => {
    void load();
    return () => {
      if (timer.current) void save();
    };
  }, [code]);

  return {
    editor,
    typed,
    base: editor?.versions.find((each) => each.version === typed?.base),
    standing,
    fault,
    meeting,
    busy,
    begin: (version) => put({ base: version.version, parts: version.parts, effective_from: startOf(version, editor), reason: '' }),
    change: (change) => latest.current && put({ ...latest.current, ...change }),
    set: (key, value) => latest.current && put({ ...latest.current, parts: { ...latest.current.parts, [key]: value } }),
    keepMine: () => {
      revision.current = meeting?.revision ?? 0;
      setMeeting(null);
      void save();
    },
    takeTheirs: () => {
      forget(name);
      reload();
    },
    rebase: () => void ask(() => postRebase(code, revision.current)),
    discard: () => void (revision.current ? ask(() => deleteEdit(code, revision.current)) : take({ ...(editor as Editor), edit: null })),
    publish: async () => (standing === 'saved' || (await save())) && ask(() => postVersion(code, revision.current)),
    withdraw: (version) => void ask(() => deleteVersion(code, version)),
    reload,
  };
}

const typedOf = ({ base, parts, effective_from, reason }: Typed): Typed => ({ base, parts, effective_from, reason });

/** Today, or the day on which the version begins that is to be another. */
function startOf(version: Version, editor: Editor | null): string {
  const today = editor?.today ?? version.effective_from;
  return version.effective_from > today ? version.effective_from : today;
}
