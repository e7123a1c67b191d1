import { z } from 'zod';

/**
 * What the programme's operators are asked to look after. Source: programme membership roles, "functions by role":
 * registrations, partner support cases, payment support cases, payment dispute cases, insights and feedback.
 */
export const CASE_KINDS = [
  'registration',
  'support',
  'payment-support',
  'payment-dispute',
  'feedback',
] as const;
export const CaseKind = z.enum(CASE_KINDS);
export type CaseKind = z.infer<typeof CaseKind>;

/**
 * What a case can say besides its subject and text. `statementId` and `line` name what is disputed, `period` is a month
 * (YYYY-MM), `amount` a sum as written, `reference` a number that others gave it, `about` a part of the programme.
 */
export const CASE_DETAILS = [
  'statementId',
  'line',
  'period',
  'amount',
  'customer',
  'reference',
  'about',
] as const;
export const CaseDetail = z.enum(CASE_DETAILS);
export type CaseDetail = z.infer<typeof CaseDetail>;
export const CaseDetails = z.partialRecord(CaseDetail, z.string());
export type CaseDetails = z.infer<typeof CaseDetails>;

/** The fields of each kind, in the order of its form. */
export const DETAILS_OF: { readonly [kind in CaseKind]: readonly CaseDetail[] } = {
  registration: ['customer', 'reference'],
  support: ['reference'],
  'payment-support': ['statementId', 'period', 'amount'],
  'payment-dispute': ['statementId', 'line', 'amount'],
  feedback: ['about'],
};

/** Without which there is nothing to look at: a payment dispute names the statement and its line. */
export function needsDetail(kind: CaseKind, detail: CaseDetail): boolean {
  return kind === 'payment-dispute' && (detail === 'statementId' || detail === 'line');
}
