import type { Location } from '../../domain/referrals/location.ts';
import type { ReferralKind } from '../../domain/referrals/referral.ts';
import { messageCard } from '../chat/message.ts';
import { REFERRAL_KIND_NAMES, SOMEBODY } from '../kit/labels.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold, listed, plain } from '../kit/text.ts';

const KIND = 'Referrals in this channel';

/** What a channel is told once offers of a location come there. */
export function channelSetCard(kind: ReferralKind, location: Pick<Location, 'name'>): AdaptiveCard {
  return messageCard({
    kind: KIND,
    subject: `${REFERRAL_KIND_NAMES[kind]}s come here`,
    lines: [
      `When a ${REFERRAL_KIND_NAMES[kind]} is offered to ${bold(location.name)}, I show it in this channel, besides the personal chats of its contacts. Another channel no longer gets them.`,
      'Whoever has a role there can accept or decline right here. The customer’s contact goes to the personal chat of whoever accepts.',
    ],
    small:
      'To end it, type “referrals stop here” with my name. Who is told in person is imported by the programme: its operators correct a wrong contact.',
  });
}

/** Asks which of several locations is meant; nothing is set yet. */
export function channelChooseCard(
  kind: ReferralKind,
  locations: readonly Pick<Location, 'name' | 'partnerId'>[],
): AdaptiveCard {
  return messageCard({
    kind: KIND,
    subject: 'Of which location?',
    lines: [
      locations
        .map(({ name, partnerId }, index) => `${index + 1}\\. ${plain(name)}, PartnerID ${partnerId}`)
        .join('\n\n'),
    ],
    small: `Type “${kind} referrals here 1” with my name, or the PartnerID instead of the number.`,
  });
}

export function channelStoppedCard(
  stopped: readonly { readonly location: Pick<Location, 'name'>; readonly kind: ReferralKind }[],
): AdaptiveCard {
  const what = stopped.map(
    ({ location, kind }) => `${REFERRAL_KIND_NAMES[kind]}s of ${plain(location.name)}`,
  );
  return messageCard({
    kind: KIND,
    subject: stopped.length === 0 ? 'There is nothing to end' : 'No more referrals here',
    lines:
      stopped.length === 0
        ? ['No referrals of a location that you are program admin of are shown in this channel.']
        : [
            `${listed(what)} are no longer shown in this channel. Cards that are here already still follow their referral.`,
          ],
  });
}

/**
 * Tells the program admins of a location that a channel gets its offers no longer.
 *
 * @param name of who set it, as the roster has them; `''`: they are on it no longer
 */
export function channelEndedCard(
  kind: ReferralKind,
  location: Pick<Location, 'name'>,
  name: string,
): AdaptiveCard {
  const offers = `${REFERRAL_KIND_NAMES[kind]}s`;
  return messageCard({
    kind: 'Referrals',
    whose: location.name,
    subject: `${offers} are no longer shown in the channel`,
    state: 'Ended',
    stateColor: 'Attention',
    lines: [
      `${bold(name) || SOMEBODY} had them shown in a Teams channel and may not any more, so they are no longer shown there. Offers come to the personal chats of your contacts, as before.`,
      `To show them in a channel again, type “${kind} referrals here” there, with my name.`,
    ],
  });
}

/** The same for everybody who may not, whatever exists. */
export function channelRefusedCard(): AdaptiveCard {
  return messageCard({
    kind: KIND,
    subject: 'That is for a program admin',
    lines: [
      'A program admin of a location can have its referrals shown in a channel; for Benefit referrals one of its FastTrack Ready Partner membership.',
    ],
  });
}

export function channelWhichKindCard(): AdaptiveCard {
  return messageCard({
    kind: KIND,
    subject: 'Benefit or Standard?',
    lines: ['Type “benefit referrals here” or “standard referrals here” with my name.'],
  });
}
