/**
 * The fee (phí, lệ phí) as it can be told before an officer looks: for showing, never a bill. The
 * rules that apply are added up; what is not known stays unknown. Computed alike on the server;
 * both pass backend/catalogue/vectors/fees.json.
 */
import type { Answer, Answers } from './answers';
import { holds } from './conditions';
import type { FeeRule, ProcedureDetail } from './procedure';

export interface Quote {
  /** VND; null where it has to be asked at the desk. */
  amount: number | null;
  known_part: number;
}

/** More copies or pages than anybody asks for: such a number is taken for a mistake. */
const MAX_COUNT = 10_000;

/** A rate of the commune's own table; `online` where filing from a phone has its own. */
export interface LocalRate {
  amount: number;
  online?: number | null;
}

/** Rates in force, by the key of the rule that they fill in. */
export type LocalRates = Readonly<Record<string, LocalRate>>;

export interface Asked {
  online?: boolean;
  exempt?: boolean;
  local?: LocalRates | undefined;
  /** Nobody vouches for the amounts of the rules: only the commune's table counts. */
  unsure?: boolean;
}

/** What this dossier costs when it is sent from the phone; null where nobody is sure. */
export function feeQuote(detail: ProcedureDetail, answers: Answers, asked: Asked = {}): number | null {
  const unsure = detail.fee?.confidence === 'low';
  return quote(detail.fee?.rules ?? [], answers, { online: true, unsure, ...asked }).amount;
}

export function quote(rules: readonly FeeRule[], facts: Answers, asked: Asked = {}): Quote {
  if (asked.exempt) return { amount: 0, known_part: 0 };
  const amounts = rules
    .filter((rule) => holds(rule.when, facts))
    .map((rule) => amountOf(rule, facts, asked));
  const known_part = amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0);
  const complete = amounts.length > 0 && amounts.every((amount) => amount !== null);
  return { amount: complete ? known_part : null, known_part };
}

function amountOf(rule: FeeRule, facts: Answers, asked: Asked): number | null {
  if (rule.kind === 'free' && !asked.unsure) return 0;
  const unit = unitOf(rule, asked);
  if (unit === null || !COUNTED.has(rule.kind)) return unit;
  if (rule.kind === 'per_page') return pagesAmount(rule, facts, unit);
  const copies = rule.copies_field ? whole(facts[rule.copies_field]) : null;
  return copies === null && unit ? null : unit * (copies ?? 0);
}

const COUNTED = new Set(['per_copy', 'per_page']);

/** An online rate of null is one that nobody knows, not one that is the desk's. */
function unitOf(rule: FeeRule, { online, local, unsure }: Asked): number | null {
  const sure = rule.kind !== 'unknown' && !unsure;
  const known = online && rule.online !== undefined ? rule.online : rule.amount;
  if (sure && typeof known === 'number') return known;
  const own = local?.[rule.key ?? 'fee'];
  return (online ? own?.online : null) ?? own?.amount ?? null;
}

/** Pages of every document times its copies; each copy is capped by itself. */
function pagesAmount(rule: FeeRule, facts: Answers, unit: number): number | null {
  const documents = documentsOf(rule, facts);
  if (documents.length === 0) return null;
  return documents.reduce<number | null>((sum, [pages, copies]) => {
    if (sum === null || pages === null || copies === null) return null;
    return sum + oneCopy(rule, unit, pages) * copies;
  }, 0);
}

type Document = readonly [pages: number | null, copies: number | null];

/** Rows of a table, or the one document that two fields describe. */
function documentsOf(rule: FeeRule, facts: Answers): Document[] {
  const count = (cells: Answers): Document => [
    rule.pages_field ? whole(cells[rule.pages_field]) : null,
    rule.copies_field ? whole(cells[rule.copies_field]) : 1,
  ];
  if (!rule.table_field) return [count(facts)];
  const rows = facts[rule.table_field];
  if (!Array.isArray(rows) || rows.length > MAX_COUNT) return [];
  return rows.map((row) => count(typeof row === 'object' && row !== null ? row : {}));
}

function oneCopy(rule: FeeRule, unit: number, pages: number): number {
  const first = Math.min(pages, rule.first_pages ?? pages);
  const amount = first * unit + (pages - first) * (rule.then ?? unit);
  return Math.min(amount, rule.cap ?? amount);
}

/** A count of a bearable size; anything else is not known. */
function whole(value: Answer | undefined): number | null {
  const count = typeof value === 'number' && Number.isInteger(value) ? value : null;
  return count !== null && count >= 0 && count <= MAX_COUNT ? count : null;
}
