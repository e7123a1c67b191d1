import type { Evidence } from './claim.ts';

/**
 * What a reviewer looks for. Source: Partner Center, incentives customer association issues, 2023-10, reasons for asking for
 * more: missing file, customer acknowledgement, missing or old dates, description of the partner's service, product.
 */
export const CHECKS = [
  'file',
  'customer-acknowledgement',
  'dates',
  'service-description',
  'product',
] as const;
export type Check = (typeof CHECKS)[number];

/** `look`: only somebody who opens the proof can tell. */
export type Found = 'there' | 'missing' | 'look';

/** What the kinds and dates of the proof already say of each point. */
export function checklist(evidence: readonly Evidence[]): { readonly [check in Check]: Found } {
  if (evidence.length === 0) {
    return {
      file: 'missing',
      'customer-acknowledgement': 'missing',
      dates: 'missing',
      'service-description': 'missing',
      product: 'missing',
    };
  }
  const has = (kind: Evidence['kind']) => evidence.some((one) => one.kind === kind);
  // A mail that assigns a referral acknowledges nothing and describes no service.
  const isMailOnly = evidence.every(({ kind }) => kind === 'assignment-mail');
  const unless: Found = isMailOnly ? 'missing' : 'look';
  return {
    file: evidence.some(({ fileId }) => fileId !== null) ? 'there' : 'look',
    'customer-acknowledgement': has('customer-acknowledgement') ? 'there' : unless,
    dates: 'look',
    'service-description': has('statement-of-work') ? 'there' : unless,
    product: unless,
  };
}

/** When the latest of it was added; `null`: there is none. */
export function latestProof(evidence: readonly Evidence[]): Date | null {
  return evidence.reduce<Date | null>(
    (latest, { addedAt }) => (latest === null || addedAt > latest ? addedAt : latest),
    null,
  );
}
