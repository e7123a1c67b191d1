import type { ClaimStanding } from '../../domain/claims/standing.ts';
import type { ClaimView } from '../../domain/claims/view.ts';
import type { PartnerNews } from '../../domain/claims/news.ts';
import { day, type Reader } from '../kit/format.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { claimCard } from './claim.ts';
import { claimsQueueCard } from './queue.ts';

/** What a location is told of its claim: the claim's card, with what is new in its first line. */
export function claimNewsCard(view: ClaimView, about: PartnerNews, reader: Reader): AdaptiveCard {
  return claimCard(view, reader, newsText(view, about, reader));
}

/** What operators are told of one claim. */
export function claimReviewCard(view: ClaimView, about: 'contest' | 'overdue', reader: Reader): AdaptiveCard {
  const text =
    about === 'contest'
      ? 'Two partners claim this target. Compare their proof and decide with a written ground.'
      : 'This review is overdue. Nothing is decided by itself.';
  return claimCard(view, reader, text);
}

/** What operators are told of everything that came in since. */
export function queueNewsCard(
  entries: readonly ClaimStanding[],
  waiting: number,
  reader: Reader,
): AdaptiveCard {
  const queue = { entries, after: undefined, cutShort: false, waiting };
  return claimsQueueCard(queue, { show: 'waiting', search: '' }, reader);
}

function newsText({ claim, subscriptionEnds }: ClaimView, about: PartnerNews, reader: Reader): string {
  switch (about) {
    case 'asked':
      return 'The operators ask for more before they decide.';
    case 'contested':
      return claim.status === 'approved'
        ? 'Another partner claims a target that you hold. Defend it: add your latest proof.'
        : 'Another partner holds or claims the same target. Add proof, so that yours can be compared.';
    case 'reminder':
      return 'A reminder: your answer is still open.';
    case 'ending':
      return `The subscription ends${subscriptionEnds === null ? '' : ` on ${day(subscriptionEnds, reader)}`}, and this association with it. A renewed subscription has another id and needs a new claim.`;
    case 'decided':
      return decidedText(claim);
  }
}

function decidedText({ status, reason, approvedAt }: ClaimView['claim']): string {
  if (status === 'approved') return 'Your claim is approved: you are the partner of record for this target.';
  if (reason === 'superseded') {
    return approvedAt === null
      ? 'Another partner was chosen for this target.'
      : 'You are no longer the partner of record for this target.';
  }
  if (reason === 'subscription-ended') return 'The association ended with its subscription.';
  return status === 'rejected-final' ? 'Your claim is rejected for good.' : 'Your claim is rejected.';
}
