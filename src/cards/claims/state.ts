import type { Claim } from '../../domain/claims/claim.ts';
import type { StateColor } from '../kit/head.ts';

export interface ClaimState {
  readonly state: string;
  readonly color: StateColor;
}

/**
 * Where a claim stands, in a word or two.
 *
 * @param waits it waits for the reader
 */
export function claimState(
  { status, reason, isContested }: Pick<Claim, 'status' | 'reason'> & { readonly isContested: boolean },
  waits = false,
): ClaimState {
  if (isContested && status !== 'partner-action-required')
    return { state: 'Contested', color: waits ? 'Accent' : 'Attention' };
  switch (status) {
    case 'draft':
      return { state: 'Draft', color: 'Default' };
    case 'submitted':
      return { state: 'Submitted', color: 'Default' };
    case 'under-review':
      return { state: 'Under review', color: 'Default' };
    case 'partner-action-required':
      return { state: waits ? 'Your answer' : 'Partner asked', color: waits ? 'Accent' : 'Default' };
    case 'approved':
      return { state: 'Approved', color: 'Good' };
    case 'dispute':
      return { state: 'In dispute', color: 'Default' };
    case 'rejected':
    case 'rejected-final':
      return rejectedState(status, reason);
  }
}

function rejectedState(status: Claim['status'], reason: Claim['reason']): ClaimState {
  switch (reason) {
    case 'withdrawn':
      return { state: 'Withdrawn', color: 'Default' };
    case 'superseded':
      return { state: 'Superseded', color: 'Attention' };
    case 'subscription-ended':
      return { state: 'Ended', color: 'Attention' };
    case 'customer-declined':
      return { state: 'Customer declined', color: 'Attention' };
    case 'insufficient-poe':
    case 'no-response':
    case 'partner-request':
    case '':
      return { state: status === 'rejected-final' ? 'Rejected for good' : 'Rejected', color: 'Attention' };
  }
}

/** Why a claim is over, as a sentence for its location. */
export const REASON_TEXTS: { readonly [reason in Exclude<Claim['reason'], ''>]: string } = {
  'customer-declined': 'The customer declined to have you as its partner of record.',
  'insufficient-poe': 'The proof of execution was not enough.',
  'no-response': 'There was no answer in time to what the operators asked for.',
  'partner-request': 'It was ended as its partner asked.',
  superseded: 'Of those who claimed this target another partner was chosen.',
  'subscription-ended': 'The subscription ended. A renewed one has another id and needs a new claim.',
  withdrawn: 'It was withdrawn.',
};
