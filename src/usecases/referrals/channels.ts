import type { Actor, ConversationReference, Person } from '../../domain/memberships/person.ts';
import { isProgramAdmin, type Rights } from '../../domain/memberships/rights.ts';
import type { Channel } from '../../domain/notices/channel.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { maySetChannel } from '../../domain/referrals/offer-channel.ts';
import { withChannel } from '../../domain/referrals/reach.ts';
import type { ReferralKind } from '../../domain/referrals/referral.ts';
import type { PartnerId, PersonId, TenantId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { audited } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { hashOf } from '../hash-of.ts';
import { JobDocument } from '../jobs.ts';
import { channelIdOf } from '../memberships/person-id.ts';
import { locationsOf } from '../memberships/locations-of.ts';
import { rightsAt } from '../memberships/rights.ts';
import { LANE_JOB, laneChange } from '../notices/notify.ts';
import { partitions } from '../partitions.ts';
import { create, remove, replace, type Documents } from '../ports.ts';
import { channelDocument } from './channel-right.ts';
import { reachChange } from './reach.ts';
import { ChannelDocument } from '../notices/documents.ts';
import { OfferChannelDocument } from './documents.ts';

export const CHANNEL_DOCUMENT = 'channel';
const BOTH: readonly ReferralKind[] = ['benefit', 'standard'];

/** A channel as a verified activity shows it. */
export type ChannelPlace = Pick<ConversationReference, 'conversationId' | 'serviceUrl' | 'botId'>;

type Refused = { readonly code: 'forbidden' };

/** The locations, by name, whose offers of that kind a person may send to a channel. */
export async function locationsToShow(
  context: Context,
  person: Person,
  kind: ReferralKind,
): Promise<Location[]> {
  const held = await administered(context, person);
  return held.filter((rights) => maySetChannel(kind, rights)).map((rights) => rights.location);
}

/**
 * Shows a location's offers of one kind in a channel from now on: a program admin there (Benefit: in its FRP membership).
 * A location has one channel a kind; the last word counts.
 *
 * @param opId the activity that carries the word
 */
export async function showOffersIn(
  context: Context,
  actor: Actor,
  place: ChannelPlace,
  at: { readonly partnerId: PartnerId; readonly kind: ReferralKind },
  opId: string,
): Promise<Result<Location, Refused>> {
  const { documents, clock, queues } = context;
  const now = clock.now();
  const rights = await rightsAt(documents, actor, at.partnerId, now);
  if (rights === undefined || !maySetChannel(at.kind, rights)) return refuse({ code: 'forbidden' });
  // The address first: one that nothing points at means nothing.
  const channelId = await keepChannel(context, actor, place);
  const partition = partitions.partner(at.partnerId);
  await decideAgain(queues, `${partition}#channels`, async () => {
    const stored = await documents.get(OfferChannelDocument, partition, channelDocument(at.kind));
    if (stored?.value.opId === opId) return;
    const setBy = { by: actor.aadObjectId, name: actor.name };
    const value = { kind: at.kind, channelId, setBy, setAt: now, opId };
    const written =
      stored === undefined
        ? create(OfferChannelDocument, channelDocument(at.kind), value)
        : replace(OfferChannelDocument, stored, value);
    await documents.commit(partition, [
      written,
      auditRow(actor, at, `show ${at.kind}`, opId, now),
      ...(await reachChange(documents, at.partnerId, (reach) =>
        withChannel(reach, at.kind, { name: actor.name, at: now }),
      )),
    ]);
  });
  return ok(rights.location);
}

/**
 * Shows no further offers in a channel: those of every location that the person administers, of one kind or both.
 *
 * @returns what was shown there until now
 */
export async function stopOffersIn(
  context: Context,
  person: Person,
  place: ChannelPlace,
  kinds: readonly ReferralKind[] = BOTH,
  opId: string,
): Promise<{ readonly location: Location; readonly kind: ReferralKind }[]> {
  const { documents, clock, queues } = context;
  const channelId = channelIdOf(person.tenantId, place.conversationId);
  const stopped: { location: Location; kind: ReferralKind }[] = [];
  for (const { location } of await administered(context, person)) {
    const partition = partitions.partner(location.partnerId);
    for (const kind of kinds) {
      const did = await decideAgain(queues, `${partition}#channels`, async () => {
        const stored = await documents.get(OfferChannelDocument, partition, channelDocument(kind));
        if (stored?.value.channelId !== channelId) return false;
        const at = { partnerId: location.partnerId, kind };
        await documents.commit(partition, [
          remove(stored),
          auditRow(person, at, `stop ${kind}`, opId, clock.now()),
          ...(await reachChange(documents, at.partnerId, (reach) => withChannel(reach, kind, null))),
        ]);
        return true;
      });
      if (did) stopped.push({ location, kind });
    }
  }
  return stopped;
}

/** How a channel reads: as whoever set it up did; undefined for one that shows no offers. One read. */
export async function channelReads(
  documents: Documents,
  tenantId: TenantId,
  { conversationId }: Pick<ChannelPlace, 'conversationId'>,
): Promise<Pick<Channel, 'locale' | 'timeZone'> | undefined> {
  const partition = partitions.person(channelIdOf(tenantId, conversationId));
  const channel = await documents.get(ChannelDocument, partition, CHANNEL_DOCUMENT);
  return channel?.value;
}

async function administered({ documents, clock }: Context, person: Person): Promise<Rights[]> {
  return (await locationsOf(documents, person, clock.now())).filter(isProgramAdmin);
}

/** Where the channel is now, and that it can be reached again; what waited for it is sent. */
async function keepChannel(context: Context, actor: Actor, place: ChannelPlace): Promise<PersonId> {
  const { documents, clock, queues } = context;
  const { tenantId, locale, timeZone } = actor;
  const personId = channelIdOf(tenantId, place.conversationId);
  const partition = partitions.person(personId);
  const channel: Channel = {
    personId,
    tenantId,
    locale,
    timeZone,
    conversation: { ...place, userId: '' },
    unreachable: null,
  };
  await decideAgain(queues, partition, async () => {
    const stored = await documents.get(ChannelDocument, partition, CHANNEL_DOCUMENT);
    if (stored === undefined) {
      await documents.commit(partition, [create(ChannelDocument, CHANNEL_DOCUMENT, channel)]);
      return;
    }
    const changes = [replace(ChannelDocument, stored, channel)];
    if (stored.value.unreachable !== null) {
      const lane = await documents.get(JobDocument, partition, LANE_JOB);
      changes.push(laneChange(lane, personId, clock.now()));
    }
    await documents.commit(partition, changes);
  });
  return personId;
}

function auditRow(
  actor: Pick<Actor, 'aadObjectId'>,
  at: { readonly partnerId: PartnerId; readonly kind: ReferralKind },
  detail: string,
  opId: string,
  now: Date,
) {
  return audited(`channel:${at.kind}:${hashOf(opId)}`, {
    at: now,
    actor: actor.aadObjectId,
    action: 'referrals.channel',
    subject: at.partnerId,
    outcome: 'done',
    detail,
  });
}
