/** Where each member of a set stands, as this phone knows it. */
import { type DossierRecord, stateOf } from '../../domain/dossier';
import type { Draft, SetPlan } from '../../domain/draft';
import { type Family, type Member, membersOf, setOf } from '../../domain/family';
import type { ShownState } from '../../components/StateBadge';
import { paths } from '../../router/paths';
import { catalogue } from '../../state/catalogue';
import { drafts, entries, records } from '../../state/shelf';
import { shownState } from '../dossier/waiting';

export interface Standing {
  member: Member;
  name: string;
  /** Its draft or dossier, once there is one. */
  href: string | null;
  state: ShownState | null;
  sent: boolean;
}

/** Everything of a set that was sent or waits to be, the first sent first. */
export const recordsOf = (set: string): DossierRecord[] =>
  records.value.filter((record) => setOf(record) === set && stateOf(record) !== 'draft').sort((one, other) => at(one) - at(other));

/** Of what this phone did not send, when it was received. */
const at = ({ sent, summary, receipt, updated_at }: DossierRecord): number =>
  sent?.created_at ?? (Date.parse(summary?.received_at ?? receipt?.received_at ?? '') || updated_at);

export const nameOf = ({ code, title }: Member): string =>
  title ?? catalogue.value?.entries.find((entry) => entry.code === code)?.short_name ?? code;

export function standings(plan: SetPlan, family: Family): Standing[] {
  const sent = recordsOf(plan.id);
  return membersOf(family, plan.chosen).map((member) => standing(member, plan, sent));
}

function standing(member: Member, plan: SetPlan, sent: readonly DossierRecord[]): Standing {
  const mine = (draft: Draft): boolean => draft.family?.id === plan.id && draft.procedure === member.code;
  const draft = drafts.value.find(mine);
  const record = sent.find(({ summary, sent: as }) => (summary?.procedure ?? as?.procedure) === member.code);
  const entry = entries.value.find(({ dossier }) => dossier === (draft?.id ?? record?.id));
  const name = nameOf(member);
  if (entry) return { member, name, href: paths.dossier(entry.dossier), state: shownState(entry), sent: true };
  if (record) return { member, name, href: paths.dossier(record.id), state: stateOf(record), sent: true };
  return { member, name, href: draft ? paths.apply(draft.id) : null, state: draft ? 'draft' : null, sent: false };
}
