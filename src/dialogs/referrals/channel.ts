import {
  channelChooseCard,
  channelRefusedCard,
  channelSetCard,
  channelStoppedCard,
  channelWhichKindCard,
} from '../../cards/referrals/channel.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { ReferralKind } from '../../domain/referrals/referral.ts';
import {
  locationsToShow,
  showOffersIn,
  stopOffersIn,
  type ChannelPlace,
} from '../../usecases/referrals/channels.ts';
import type { Speaking } from '../speaking.ts';

/** Words that are meant for a channel, and what they do there. Its answer is read by everybody in it. */
export type ChannelCommand = (speaking: Speaking, place: ChannelPlace) => Promise<AdaptiveCard>;

/** A number of one to three digits is the place in the list that was shown, a longer one a PartnerID. */
const WORDS = /^(?:(benefit|standard) )?referrals (stop )?here(?: (\d{1,10}))?$/i;

/** `benefit referrals here`, `standard referrals here 100210`, `referrals stop here`. */
export function channelCommandOf(text: string): ChannelCommand | undefined {
  const said = WORDS.exec(text);
  if (said === null) return undefined;
  const kind = ReferralKind.safeParse(said[1]?.toLowerCase()).data;
  if (said[2] !== undefined) return (speaking, place) => stop(speaking, place, kind);
  if (kind === undefined) return ({ reader }) => Promise.resolve(channelWhichKindCard(reader));
  return (speaking, place) => show(speaking, place, kind, said[3]);
}

async function show(
  speaking: Speaking,
  place: ChannelPlace,
  kind: ReferralKind,
  named: string | undefined,
): Promise<AdaptiveCard> {
  const { context, person, actor, reader, opId } = speaking;
  const locations = await locationsToShow(context, person, kind);
  if (locations.length === 0) return channelRefusedCard(reader);
  const chosen = named === undefined && locations.length === 1 ? locations[0] : byName(locations, named);
  if (chosen === undefined) return channelChooseCard(kind, locations, reader);
  const shown = await showOffersIn(context, actor, place, { partnerId: chosen.partnerId, kind }, opId);
  return shown.ok ? channelSetCard(kind, shown.value, reader) : channelRefusedCard(reader);
}

function byName(locations: readonly Location[], named = ''): Location | undefined {
  return named.length > 3
    ? locations.find(({ partnerId }) => partnerId === named)
    : locations[Number(named) - 1];
}

async function stop(
  { context, person, reader, opId }: Speaking,
  place: ChannelPlace,
  kind: ReferralKind | undefined,
): Promise<AdaptiveCard> {
  const kinds = kind === undefined ? undefined : [kind];
  return channelStoppedCard(await stopOffersIn(context, person, place, kinds, opId), reader);
}
