import { BENEFIT_SEATS_FLOOR, CPOR_SEATS_FLOOR } from '../../domain/referrals/policy.ts';
import type { ReferralKind } from '../../domain/referrals/referral.ts';
import { number, type Reader } from '../kit/format.ts';

/**
 * What to settle in the first talk with a referred customer. Source: FPC Customer Referrals FAQ, questions on what is
 * delivered beyond the FastTrack Benefit and on QTM offers.
 */
export function firstTalkOf(kind: ReferralKind): readonly string[] {
  return [
    ...(kind === 'benefit'
      ? [
          '**The Benefit covers** enabling the services: you guide the customer through the in-product experience and do not touch keyboards.',
          '**Beyond it** everything is a for-fee service of yours under a statement of work. Say so in the first talk.',
        ]
      : [
          '**A Standard referral** comes without the FastTrack Benefit: what you deliver may be charged. Agree on it first.',
        ]),
    '**Other offers**, QTM among them, were not checked by Microsoft: whether the customer is eligible is yours to find out.',
  ];
}

/** What it means for incentives. Source: FPC Customer Referrals FAQ, on incentives and the CPOR high-water mark. */
export function incentiveNote(seats: number, reader: Reader): string {
  const own = `Incentives are not tied to the referral. With ${number(seats, reader)} seats this customer is `;
  if (seats < BENEFIT_SEATS_FLOOR)
    return `${own}below the ${BENEFIT_SEATS_FLOOR} from which FastTrack applies.`;
  if (seats <= CPOR_SEATS_FLOOR) return `${own}not above the ${CPOR_SEATS_FLOOR} from which CPOR pays.`;
  return `${own}above the ${CPOR_SEATS_FLOOR} from which CPOR pays, from the first licence on.`;
}
