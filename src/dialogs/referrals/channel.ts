import {
  channelChooseCard,
  channelRefusedCard,
  channelSetCard,
  channelStoppedCard,
  channelWhichKindCard,
} from '../../cards/referrals/channel.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { ReferralKind } from '../../domain/referrals/referral.ts';
import { saidHere } from '../../understanding/here.ts';
import {
  locationsToShow,
  showOffersIn,
  stopOffersIn,
  type ChannelPlace,
} from '../../usecases/referrals/channels.ts';
import type { Speaking } from '../speaking.ts';

/** Words that are meant for a channel, and what they do there. Its answer is read by everybody in it. */
export type ChannelCommand = (speaking: Speaking, place: ChannelPlace) => Promise<AdaptiveCard>;

/** `benefit referrals here`, `standard referrals here 100210`, `referrals stop here`, in any of the languages. */
export function channelCommandOf(text: string): ChannelCommand | undefined {
  const said = saidHere(text);
  if (said === undefined) return undefined;
  const { what, kind, named } = said;
  if (what === 'stop') return (speaking, place) => stop(speaking, place, kind);
  if (kind === undefined) return ({ reader }) => Promise.resolve(channelWhichKindCard(reader));
  return (speaking, place) => show(speaking, place, kind, named);
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
