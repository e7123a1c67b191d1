import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { profileCard, ProfileShowPress } from '../../cards/referrals/profile.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { rememberLocation } from '../../usecases/memberships/person-changes.ts';
import { showProfile } from '../../usecases/referrals/profile.ts';
import { cardAction, FORBIDDEN, type Command, type Speaking } from '../speaking.ts';
import { atLocation, type WhichLocation } from '../which-location.ts';
import { noAccess } from '../chat/no-access.ts';

export const whichProfile: WhichLocation = {
  dialog: 'profile-which-location',
  kind: 'referrals.profile.kind',
  question: 'referrals.location.which',
  verb: 'profile.show',
  meant: (_speaking, locations) => locations,
  show: async (speaking, partnerId) => (await profileFor(speaking, partnerId)) ?? noAccess(speaking),
};

/** `profile`: what decides which referrals a location gets, and whom they reach. */
export const profileCommand: Command = {
  words: ['profile'],
  about: 'chat.about.profile',
  group: 'referrals',
  who: ['role'],
  run: (speaking) => atLocation(whichProfile, speaking, () => noAccess(speaking)),
};

export const showProfileAction = cardAction({
  verb: 'profile.show',
  who: 'referrals',
  data: ['partnerId'],
  inputs: [],
  schema: ProfileShowPress,
  changes: false,
  async run(speaking, { data: { partnerId } }) {
    const card = await profileFor(speaking, partnerId);
    if (card === undefined) return FORBIDDEN;
    await rememberLocation(speaking.context, speaking.person, partnerId);
    return { card };
  },
});

async function profileFor(
  { context, actor, reader }: Speaking,
  partnerId: PartnerId,
): Promise<AdaptiveCard | undefined> {
  const shown = await showProfile(context, actor, partnerId);
  return shown.ok ? profileCard(shown.value, reader) : undefined;
}
