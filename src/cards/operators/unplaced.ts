import type { Offer, Part, Referral } from '../../domain/referrals/referral.ts';
import { BENEFIT_SEATS_FLOOR } from '../../domain/referrals/policy.ts';
import { MOST_PARTNERS } from '../../domain/referrals/split.ts';
import { countryName, date, languageName, number, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { industryName, REFERRAL_KIND_NAMES, WORKLOAD_NAMES } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';

interface ReferralUnplacedData {
  readonly fallbackText: string;
  readonly head: Head;
  readonly reason: string;
  readonly referralId: string;
  readonly facts: readonly { readonly title: string; readonly value: string }[];
}

const render = cardTemplate<ReferralUnplacedData>('referral-unplaced');

/** Tells an operator of a part that no partner got, and why; and later that one has it after all. */
export function unplacedCard(referral: Referral, part: Part, offer: Offer, reader: Reader): AdaptiveCard {
  const { customer } = referral;
  const kind = REFERRAL_KIND_NAMES[referral.kind];
  const isPlaced = offer.status !== 'not-eligible' && offer.status !== 'ftc';
  const state = isPlaced ? 'Placed' : offer.status === 'ftc' ? 'With FastTrack' : 'Not eligible';
  return render({
    fallbackText: clean(`${kind} without a partner: ${customer.name}, ${state.toLowerCase()}`),
    head: head(kind, '', customer.name, state, isPlaced ? 'Good' : 'Attention'),
    reason: isPlaced ? `${plain(offer.partnerName)} has it now.` : WHY[offer.why],
    referralId: referral.referralId,
    facts: [
      {
        title: 'Customer',
        value: `${number(customer.seats, reader)} seats · ${industryName(customer.industry)} · ${countryName(customer.country, reader)}, ${languageName(customer.language, reader)}`,
      },
      { title: 'Workloads', value: part.workloads.map((id) => WORKLOAD_NAMES[id]).join(', ') },
      { title: 'Referral', value: `${referral.referralId}, part ${part.part}` },
      { title: 'Requested', value: date(referral.requestedAt, reader) },
    ],
  });
}

const WHY: { readonly [why in Offer['why']]: string } = {
  claim: 'A partner has it.',
  dpor: 'A partner has it.',
  'round-robin': 'A partner has it.',
  operator: 'A partner has it.',
  'nobody-eligible': 'No location meets every criterion, so it goes to the FastTrack Center.',
  'all-paused':
    'Every location that meets the criteria has paused its referrals, so it goes to the FastTrack Center.',
  'most-partners': `A referral is shared by ${MOST_PARTNERS} partners at most, so the rest goes to the FastTrack Center.`,
  'below-benefit-floor': `The FastTrack Benefit starts at ${BENEFIT_SEATS_FLOOR} seats, so it was offered to nobody.`,
};
