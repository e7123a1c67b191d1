import {
  ACCEPTANCE_PASS_PERCENT,
  acceptsNeeded,
  rateAfterDecline,
  type Crossing,
  type QuarterFigures,
} from '../../domain/referrals/acceptance.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Offer, Referral } from '../../domain/referrals/referral.ts';
import type { MessageButton } from '../chat/message.ts';
import { messageCard } from '../chat/message.ts';
import { number, percent, type Reader } from '../kit/format.ts';
import { REFERRAL_KIND_NAMES, WORKLOAD_NAMES } from '../kit/labels.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold, listed, plain } from '../kit/text.ts';
import { flooredPercent, quarterName, rateText } from './rate.ts';

/** What a notice about an accepted referral is made from. */
export interface Held {
  readonly referral: Referral;
  readonly part: number;
  readonly offer: Offer;
}

/** Tells a location's program admins how its acceptance rate stands, after it came near the limit or fell under it. */
export function acceptanceCard(
  location: Location,
  figures: QuarterFigures,
  crossing: Crossing,
  reader: Reader,
): AdaptiveCard {
  const under = crossing === 'under';
  const limit = percent(ACCEPTANCE_PASS_PERCENT / 100, reader);
  return messageCard({
    kind: 'Acceptance rate',
    whose: location.name,
    subject: under ? `Under ${limit}` : `Close to the ${limit} limit`,
    state: quarterName(figures.quarter),
    stateColor: under ? 'Attention' : 'Accent',
    lines: [
      rateText(figures, reader),
      under
        ? `The programme asks for ${limit} of the referrals that a location gets in a quarter. ${accepts(acceptsNeeded(figures, 'passes'), reader)} would bring it back there.`
        : `The next decline would bring it to ${flooredPercent(rateAfterDecline(figures), reader)}; with ${accepts(acceptsNeeded(figures, 'room'), reader)} there is room for one. If you have no capacity, pausing takes referrals away without a decline.`,
    ],
    small: 'Declined, handed back and not answered in time count against it; open and withdrawn ones do not.',
    buttons: [{ title: 'Show referrals', verb: 'referrals.list', data: { partnerId: location.partnerId } }],
  });
}

/** "3 more accepted". */
function accepts(count: number, reader: Reader): string {
  return `${number(count, reader)} more accepted`;
}

/** Tells both sides of a hand-over who looks after a referral now. */
export function handedOverCard(held: Held, location: Location, toReader: boolean): AdaptiveCard {
  const { referral, offer } = held;
  const name = bold(offer.assignee?.name ?? '') || 'Somebody else';
  return messageCard({
    kind: REFERRAL_KIND_NAMES[referral.kind],
    whose: location.name,
    subject: referral.customer.name,
    state: 'Handed over',
    stateColor: toReader ? 'Accent' : 'Default',
    lines: [
      toReader ? 'You look after this referral now.' : `${name} looks after this referral now.`,
      `Workloads: ${workloadsOf(offer)}.`,
    ],
    buttons: [openButton(held)],
  });
}

/** Reminds of the next step on its day. */
export function followUpCard(held: Held, location: Location, reader: Reader): AdaptiveCard {
  const { referral, offer } = held;
  const last = offer.journal.at(-1);
  return messageCard({
    kind: REFERRAL_KIND_NAMES[referral.kind],
    whose: location.name,
    subject: referral.customer.name,
    state: 'Follow up today',
    stateColor: 'Accent',
    lines: [
      `Today is the follow-up day that was set for this referral: ${number(referral.customer.seats, reader)} seats, ${workloadsOf(offer)}.`,
      ...(last === undefined ? [] : [`${bold(last.name)} wrote: ${plain(last.text, 300)}`]),
    ],
    buttons: [openButton(held)],
  });
}

function openButton({ referral, part, offer }: Held): MessageButton {
  const data = { referralId: referral.referralId, part, offer: offer.round };
  return { title: 'Open referral', verb: 'referral.show', data };
}

function workloadsOf(offer: Offer): string {
  return listed(offer.workloads.map((id) => WORKLOAD_NAMES[id]));
}
