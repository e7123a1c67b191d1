import { OPEN_STATUSES, type Claim } from './claim.ts';

/** What a claim goes through; the customer may answer, and is told, before or after the decision. */
export const STAGES = ['submitted', 'review', 'customer', 'decided'] as const;
export type Stage = (typeof STAGES)[number];

/** `failed`: the claim ended there. */
export type Reached = 'done' | 'now' | 'open' | 'failed';

type Standing = Pick<Claim, 'status' | 'reason' | 'consent' | 'toldOn'>;

/** Where a claim stands, stage by stage. */
export function stagesOf(claim: Standing): { readonly [stage in Stage]: Reached } {
  const isOpen = OPEN_STATUSES.some((open) => open === claim.status);
  if (claim.status === 'draft')
    return { submitted: 'now', review: 'open', customer: 'open', decided: 'open' };
  return {
    submitted: 'done',
    review: isOpen ? 'now' : claim.reason === 'withdrawn' ? 'open' : 'done',
    customer: customerOf(claim, isOpen),
    decided: isOpen ? 'open' : claim.status === 'approved' ? 'done' : 'failed',
  };
}

/** Silence is consent; a customer that was told and may still opt out is being waited for. */
function customerOf({ status, reason, consent, toldOn }: Standing, isOpen: boolean): Reached {
  if (reason === 'customer-declined' || consent?.answer === 'declined') return 'failed';
  if (consent !== null) return 'done';
  return toldOn !== null && (isOpen || status === 'approved') ? 'now' : 'open';
}
