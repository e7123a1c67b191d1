import {
  acceptsNeeded,
  rateAfterDecline,
  type Crossing,
  type QuarterFigures,
} from '../../domain/referrals/acceptance.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Offer, Referral } from '../../domain/referrals/referral.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import type { MessageButton } from '../chat/message.ts';
import { messageCard } from '../chat/message.ts';
import type { Reader } from '../kit/format.ts';
import type { StateColor } from '../kit/head.ts';
import { referralKindName } from '../kit/labels.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold, clean, plain } from '../kit/text.ts';
import { workloadsText } from './offer-text.ts';
import { flooredPercent, quarterName, rateLimit, rateText } from './rate.ts';

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
  const limit = rateLimit(reader);
  return messageCard(
    {
      kind: say(reader, 'referrals.acceptance.kind'),
      whose: location.name,
      subject: say(reader, `referrals.acceptance.${crossing}`, { limit }),
      state: quarterName(figures.quarter, reader),
      stateColor: crossing === 'under' ? 'Attention' : 'Accent',
      lines: [rateText(figures, reader), whatHelps(figures, crossing, limit, reader)],
      small: say(reader, 'referrals.acceptance.counts'),
      buttons: [
        {
          title: say(reader, 'referrals.acceptance.show'),
          verb: 'referrals.list',
          data: { partnerId: location.partnerId },
        },
      ],
    },
    reader,
  );
}

function whatHelps(figures: QuarterFigures, crossing: Crossing, limit: Text, reader: Reader): Text {
  return crossing === 'under'
    ? say(reader, 'referrals.acceptance.under-why', { limit, count: acceptsNeeded(figures, 'passes') })
    : say(reader, 'referrals.acceptance.near-why', {
        rate: flooredPercent(rateAfterDecline(figures), reader),
        count: acceptsNeeded(figures, 'room'),
      });
}

/** Tells both sides of a hand-over who looks after a referral now. */
export function handedOverCard(
  held: Held,
  location: Location,
  toReader: boolean,
  reader: Reader,
): AdaptiveCard {
  return heldCard(held, location, reader, {
    state: say(reader, 'referrals.held.handed-over'),
    stateColor: toReader ? 'Accent' : 'Default',
    lines: [
      toReader ? say(reader, 'referrals.held.yours') : lookedAfter(held.offer, reader),
      say(reader, 'referrals.held.workloads', { workloads: workloadsText(held.offer.workloads, reader) }),
    ],
  });
}

function lookedAfter({ assignee }: Offer, reader: Reader): Text {
  const name = bold(assignee?.name ?? '');
  return name === ''
    ? say(reader, 'referrals.held.somebody')
    : say(reader, 'referrals.held.theirs', { name });
}

/** Reminds of the next step on its day. */
export function followUpCard(held: Held, location: Location, reader: Reader): AdaptiveCard {
  const { referral, offer } = held;
  const last = offer.journal.at(-1);
  return heldCard(held, location, reader, {
    state: say(reader, 'referrals.held.follow-up'),
    stateColor: 'Accent',
    lines: [
      say(reader, 'referrals.held.follow-up-why', {
        seats: referral.customer.seats,
        workloads: workloadsText(offer.workloads, reader),
      }),
      ...(last === undefined
        ? []
        : [say(reader, 'referrals.held.wrote', { name: bold(last.name), text: plain(last.text, 300) })]),
    ],
  });
}

function heldCard(
  { referral, part, offer }: Held,
  location: Location,
  reader: Reader,
  told: { readonly state: Text; readonly stateColor: StateColor; readonly lines: readonly Text[] },
): AdaptiveCard {
  const open: MessageButton = {
    title: say(reader, 'referrals.held.open'),
    verb: 'referral.show',
    data: { referralId: referral.referralId, part, offer: offer.round },
  };
  return messageCard(
    {
      kind: referralKindName(referral.kind, reader),
      whose: location.name,
      subject: clean(referral.customer.name),
      ...told,
      buttons: [open],
    },
    reader,
  );
}
