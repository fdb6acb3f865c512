/** Money at the desk: one function an endpoint. */
import type { Answer } from '../../api/client';
import { ask } from '../api/door';
import type {
  BankLines, Cash, CountedFee, Day, DeskPayment, FeeTable, LineDecision, NewRate, Payee, Reconciled, Refund, StatementPreview, StatementTaken,
} from './types';

const MONEY = '/api/desk/payments';
const FILE = { 'Content-Type': 'application/octet-stream' };

export function getPayment(dossier: string): Promise<Answer<DeskPayment>> {
  return ask('GET', at(dossier));
}

export function postCash(dossier: string, json: Cash): Promise<Answer<DeskPayment>> {
  return ask('POST', `${at(dossier)}/cash`, { json });
}

export function postFee(dossier: string, json: CountedFee): Promise<Answer<DeskPayment>> {
  return ask('POST', `${at(dossier)}/fee`, { json });
}

export function postReview(dossier: string, attempt: string, json: { arrived: boolean; reason: string }): Promise<Answer<DeskPayment>> {
  return ask('POST', `${at(dossier)}/attempts/${attempt}/review`, { json });
}

export function putReceipt(dossier: string, year: number, number: number, e_receipt: string): Promise<Answer<DeskPayment>> {
  return ask('PUT', `${at(dossier)}/confirmations/${year}/${number}`, { json: { e_receipt } });
}

export function getLines(page: number): Promise<Answer<BankLines>> {
  return ask('GET', `${MONEY}/lines?page=${page}`);
}

export function postLine(id: string, json: LineDecision): Promise<Answer<BankLines>> {
  return ask('POST', `${MONEY}/lines/${id}`, { json });
}

export function previewStatement(body: Blob): Promise<Answer<StatementPreview>> {
  return ask('POST', `${MONEY}/statements/preview`, { body, headers: FILE });
}

export function postStatement(body: Blob): Promise<Answer<StatementTaken>> {
  return ask('POST', `${MONEY}/statements`, { body, headers: FILE });
}

export function getRefunds(): Promise<Answer<Refund[]>> {
  return ask('GET', `${MONEY}/refunds`);
}

/** Of the sum that is shown: where it has changed meanwhile the server refuses. */
export function postRefund({ id, amount }: Refund, act: { action: 'ask' } | { action: 'done'; evidence: string }): Promise<Answer<Refund[]>> {
  return ask('POST', `${MONEY}/refunds/${id}`, { json: { ...act, amount } });
}

export function postReconcile(): Promise<Answer<Reconciled>> {
  return ask('POST', `${MONEY}/reconcile`);
}

export function getDay(day: string): Promise<Answer<Day>> {
  return ask('GET', `${MONEY}/days/${day}`);
}

export function postClose(day: string): Promise<Answer<Day>> {
  return ask('POST', `${MONEY}/days/${day}/close`);
}

export function getFees(): Promise<Answer<FeeTable>> {
  return ask('GET', '/api/desk/fees');
}

export function postRate(json: NewRate): Promise<Answer<FeeTable>> {
  return ask('POST', '/api/desk/fees', { json });
}

export function postRateEnd(id: string, effective_to: string): Promise<Answer<FeeTable>> {
  return ask('POST', `/api/desk/fees/${id}/end`, { json: { effective_to } });
}

export function getPayee(): Promise<Answer<{ payee: Payee | null }>> {
  return ask('GET', '/api/desk/payee');
}

export function putPayee(json: Payee): Promise<Answer<{ payee: Payee | null }>> {
  return ask('PUT', '/api/desk/payee', { json });
}

export const files = {
  confirmation: (dossier: string, year: number, number: number) => `${at(dossier)}/confirmations/${year}/${number}.pdf`,
  csv: (day: string) => `${MONEY}/days/${day}/entries.csv`,
  xlsx: (day: string) => `${MONEY}/days/${day}/entries.xlsx`,
};

function at(dossier: string): string {
  return `/api/desk/dossiers/${dossier}/payment`;
}
