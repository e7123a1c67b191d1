import type { Offer, Part, Referral } from '../../domain/referrals/referral.ts';
import { BENEFIT_SEATS_FLOOR } from '../../domain/referrals/policy.ts';
import { MAX_PARTNERS } from '../../domain/referrals/split.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { date, number, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { referralKindName } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';
import { customerFact, workloadsText, type Fact } from '../referrals/offer-text.ts';

interface ReferralUnplacedData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly reason: Text;
  readonly referralId: string;
  readonly facts: readonly Fact[];
}

const render = cardTemplate<ReferralUnplacedData>('referral-unplaced');

/** Tells an operator of a part that no partner got, and why; and later that one has it after all. */
export function unplacedCard(referral: Referral, part: Part, offer: Offer, reader: Reader): AdaptiveCard {
  const { status } = offer;
  const isPlaced = status !== 'not-eligible' && status !== 'ftc';
  const kind = referralKindName(referral.kind, reader);
  const state = say(reader, isPlaced ? 'operators.state.placed' : `referrals.state.${status}`);
  const customer = clean(referral.customer.name);
  return render(
    {
      fallbackText: say(reader, 'operators.unplaced.fallback', { kind, customer, state }),
      head: head(kind, '', customer, state, isPlaced ? 'Good' : 'Attention'),
      reason: isPlaced
        ? say(reader, 'operators.unplaced.placed', { partner: plain(offer.partnerName) })
        : whyText(offer.why, reader),
      referralId: referral.referralId,
      facts: [
        customerFact(referral, reader),
        { title: say(reader, 'referrals.fact.workloads'), value: workloadsText(part.workloads, reader) },
        {
          title: say(reader, 'operators.referral.fact.referral'),
          value: say(reader, 'operators.unplaced.referral', {
            referral: plain(referral.referralId),
            part: number(part.part, reader),
          }),
        },
        {
          title: say(reader, 'operators.referral.fact.requested'),
          value: date(referral.requestedAt, reader),
        },
      ],
    },
    reader,
  );
}

function whyText(why: Offer['why'], reader: Reader): Text {
  switch (why) {
    case 'claim':
    case 'dpor':
    case 'round-robin':
    case 'operator':
      return say(reader, 'operators.unplaced.has-partner');
    case 'most-partners':
      return say(reader, 'operators.unplaced.most-partners', { most: MAX_PARTNERS });
    case 'below-benefit-floor':
      return say(reader, 'operators.unplaced.below-benefit-floor', { seats: BENEFIT_SEATS_FLOOR });
    default:
      return say(reader, `operators.unplaced.${why}`);
  }
}
