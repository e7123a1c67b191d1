import type { ClaimStanding } from '../../domain/claims/standing.ts';
import type { ClaimView } from '../../domain/claims/view.ts';
import type { PartnerNews } from '../../domain/claims/news.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { day, type Reader } from '../kit/format.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { claimCard } from './card/claim.ts';
import { claimsQueueCard } from './lists/queue.ts';

/** What a location is told of its claim: the claim's card, with what is new in its first line. */
export function claimNewsCard(view: ClaimView, about: PartnerNews, reader: Reader): AdaptiveCard {
  return claimCard(view, reader, newsText(view, about, reader));
}

/** What operators are told of one claim. */
export function claimReviewCard(view: ClaimView, about: 'contest' | 'overdue', reader: Reader): AdaptiveCard {
  return claimCard(view, reader, say(reader, `claim-notices.review.${about}`));
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

function newsText({ claim, subscriptionEnds }: ClaimView, about: PartnerNews, reader: Reader): Text {
  switch (about) {
    case 'reminder':
      return say(reader, 'claim-notices.reminder');
    // The card begins with what is asked and why.
    case 'asked':
    case 'contested':
      return NONE;
    case 'ending':
      return subscriptionEnds === null
        ? say(reader, 'claim-notices.ending')
        : say(reader, 'claim-notices.ending-on', { day: day(subscriptionEnds, reader) });
    case 'decided':
      return say(reader, `claim-notices.decided.${decisionOf(claim)}`);
  }
}

function decisionOf({ status, reason, approvedAt }: ClaimView['claim']) {
  if (status === 'approved') return 'approved';
  if (reason === 'superseded') return approvedAt === null ? 'superseded' : 'lost';
  if (reason === 'subscription-ended') return 'ended';
  return status === 'rejected-final' ? 'rejected-final' : 'rejected';
}
