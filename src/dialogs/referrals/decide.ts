import { ReferralShowPress, shownOf } from '../../cards/referrals/list-press.ts';
import {
  readDecline,
  ReferralAcceptPress,
  ReferralDeclinePress,
  type DeclineInput,
} from '../../cards/referrals/offer.ts';
import { decideReferral } from '../../usecases/referrals/decide.ts';
import { openReferral } from '../../usecases/referrals/open.ts';
import { findOffer } from '../../usecases/referrals/view.ts';
import { cardAction, FORBIDDEN, type Answer, type Speaking } from '../speaking.ts';
import { cardOf, wholeCardOf } from './card-of.ts';

export const showReferral = cardAction({
  verb: 'referral.show',
  who: 'referrals',
  data: ['referralId', 'part'],
  inputs: ['referral'],
  schema: ReferralShowPress,
  changes: false,
  shared: true,
  async run(speaking, { data }) {
    const ref = shownOf(data);
    if (ref === undefined) return FORBIDDEN;
    if (speaking.shared === true) {
      const found = await findOffer(speaking.context, speaking.actor, ref);
      return found.ok ? { card: cardOf(speaking, found.value) } : FORBIDDEN;
    }
    const opened = await openReferral(speaking.context, speaking.actor, ref);
    return opened.ok ? { card: wholeCardOf(speaking, opened.value) } : FORBIDDEN;
  },
});

export const acceptReferral = cardAction({
  verb: 'referral.accept',
  who: 'referrals',
  data: ['referralId', 'part'],
  inputs: [],
  schema: ReferralAcceptPress,
  changes: true,
  shared: true,
  async run(speaking, { data }) {
    const { context, actor, opId } = speaking;
    const decided = await decideReferral(context, actor, data, { verb: 'accept' }, opId);
    return decided.ok ? { card: cardOf(speaking, decided.value.view) } : FORBIDDEN;
  },
});

export const declineReferral = cardAction({
  verb: 'referral.decline',
  who: 'referrals',
  data: ['referralId', 'part'],
  inputs: ['reason', 'notes'],
  schema: ReferralDeclinePress,
  changes: true,
  shared: true,
  run: (speaking, { data }) => decline(speaking, data),
});

/** Declines, or brings the form back with what was typed and what is wrong with it. */
export async function decline(speaking: Speaking, submit: DeclineInput): Promise<Answer> {
  const { context, actor, opId } = speaking;
  const read = readDecline(submit);
  if (!read.ok) {
    const found = await findOffer(context, actor, submit);
    return found.ok ? { card: cardOf(speaking, found.value, read.error) } : FORBIDDEN;
  }
  const decision = { verb: 'decline', ...read.value } as const;
  const decided = await decideReferral(context, actor, submit, decision, opId);
  if (!decided.ok) return FORBIDDEN;
  const missing = decided.value.outcome === 'notes-required';
  const typed = missing ? ({ ...read.value, notesError: 'notes-needed' } as const) : undefined;
  return { card: cardOf(speaking, decided.value.view, typed) };
}
