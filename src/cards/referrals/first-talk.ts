import { BENEFIT_SEATS_FLOOR, CPOR_SEATS_FLOOR } from '../../domain/referrals/policy.ts';
import type { ReferralKind } from '../../domain/referrals/referral.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { number, type Reader } from '../kit/format.ts';

/**
 * What to settle in the first talk with a referred customer. Source: FPC Customer Referrals FAQ, questions on what is
 * delivered beyond the FastTrack Benefit and on QTM offers.
 */
export function firstTalkOf(kind: ReferralKind, reader: Reader): readonly Text[] {
  return [
    ...(kind === 'benefit'
      ? [say(reader, 'referrals.first-talk.benefit'), say(reader, 'referrals.first-talk.beyond')]
      : [say(reader, 'referrals.first-talk.standard')]),
    say(reader, 'referrals.first-talk.other-offers'),
  ];
}

/** What it means for incentives. Source: FPC Customer Referrals FAQ, on incentives and the CPOR high-water mark. */
export function incentiveNote(seats: number, reader: Reader): Text {
  if (seats < BENEFIT_SEATS_FLOOR) {
    const floor = number(BENEFIT_SEATS_FLOOR, reader);
    return say(reader, 'referrals.incentive.below-benefit', { seats, floor });
  }
  const key = seats <= CPOR_SEATS_FLOOR ? 'referrals.incentive.below-cpor' : 'referrals.incentive.above-cpor';
  return say(reader, key, { seats, floor: number(CPOR_SEATS_FLOOR, reader) });
}
