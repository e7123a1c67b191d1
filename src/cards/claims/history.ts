import type { Claim } from '../../domain/claims/claim.ts';
import type { ClaimView } from '../../domain/claims/view.ts';
import { dateTime, type Reader } from '../kit/format.ts';
import { plain } from '../kit/text.ts';

/** Newest first: when, who, what. */
export function historyLines({ claim, names, as }: ClaimView, reader: Reader): string[] {
  const lines = claim.steps.toReversed().map(({ at, by, verb, to, comment, added }) => {
    const who = by === 'job' || by === 'event' || by === 'import' ? '' : (names.get(by) ?? '');
    const what = verb === 'claim.defend' && added === 0 ? 'answered' : stepName(verb, to);
    const said =
      comment === '' || (as === 'partner' && verb === 'claim.superseded') ? '' : `: “${plain(comment, 300)}”`;
    return `${dateTime(at, reader)} · ${what}${who === '' ? '' : ` by ${plain(who, 80)}`}${said}`;
  });
  if (claim.steps.length === 0 && claim.submittedAt !== null) {
    return [`${dateTime(claim.submittedAt, reader)} · submitted (imported)`];
  }
  return lines.slice(0, MOST_HISTORY);
}

/** What a press that came too late is told: who moved the claim last, and when. */
export function staleText(view: ClaimView, reader: Reader): string {
  const [last] = historyLines(view, reader);
  return last === undefined ? 'Nothing was changed.' : `Nothing was changed. What happened last: ${last}.`;
}

const MOST_HISTORY = 12;

function stepName(verb: string, to: Claim['status']): string {
  const byVerb = STEP_NAMES[verb];
  if (byVerb !== undefined) return byVerb;
  if (to === 'approved') return 'approved';
  if (to === 'partner-action-required') return 'asked for more';
  return to === 'rejected-final' ? 'rejected for good' : 'rejected';
}

const STEP_NAMES: { readonly [verb: string]: string } = {
  'claim.submit': 'submitted',
  'claim.told': 'customer marked as told',
  'claim.resubmit': 'sent again',
  'claim.defend': 'proof added',
  'claim.dispute': 'disputed',
  'claim.withdraw': 'withdrawn',
  'claim.customer-responded': 'the customer answered',
  'claim.superseded': 'another partner chosen',
  'claim.subscription-ended': 'subscription ended',
  'claim.review-begins': 'review begun',
  'claim.review-overdue': 'review overdue',
  'claim.no-response': 'rejected, no answer in time',
  'claim.silent-consent': 'opt-out days over',
  'claim.import': 'imported',
};
