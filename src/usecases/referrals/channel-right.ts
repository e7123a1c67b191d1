import { programAdminsOf } from '../../domain/memberships/admins.ts';
import type { Contact } from '../../domain/memberships/contact.ts';
import { stillShows, type OfferChannel } from '../../domain/referrals/offer-channel.ts';
import { withChannel } from '../../domain/referrals/reach.ts';
import type { ReferralKind } from '../../domain/referrals/referral.ts';
import type { PartnerId, PersonId } from '../../domain/shared/ids.ts';
import { audited } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { newJob, type JobOutcome, type JobTask } from '../jobs.ts';
import { listAll } from '../list-all.ts';
import { notify } from '../notices/notify.ts';
import { partitions } from '../partitions.ts';
import { remove, type Document, type Documents } from '../ports.ts';
import { reachChange } from './reach.ts';
import { ContactDocument } from '../memberships/documents.ts';
import { OfferChannelDocument } from './documents.ts';
import { findLocation } from './directory.ts';

/** `partners/<partnerId>`: the channel of one kind. */
export function channelDocument(kind: ReferralKind): string {
  return `channel:${kind}`;
}

/** Where a location's offers of one kind are shown besides, as long as whoever set it may. Three reads at most. */
export async function offerChannel(
  documents: Documents,
  partnerId: PartnerId,
  kind: ReferralKind,
  now: Date,
): Promise<PersonId | undefined> {
  const stored = await findChannel(documents, partnerId, kind);
  if (stored === undefined) return undefined;
  return (await hasRight(documents, partnerId, stored.value, now)) ? stored.value.channelId : undefined;
}

/** The same for an offer about to be told: a channel whose right is gone ends here, and its admins are told. */
export function channelToTell(
  { documents, clock, queues }: Context,
  partnerId: PartnerId,
  kind: ReferralKind,
): Promise<PersonId | undefined> {
  const partition = partitions.partner(partnerId);
  return decideAgain(queues, `${partition}#channels`, async () => {
    const stored = await findChannel(documents, partnerId, kind);
    const now = clock.now();
    if (stored === undefined) return undefined;
    if (await hasRight(documents, partnerId, stored.value, now)) return stored.value.channelId;
    const { setBy, setAt } = stored.value;
    const told = `${kind}:${setAt.getTime()}`;
    await documents.commit(partition, [
      remove(stored),
      audited(`channel-ended:${told}`, {
        at: now,
        actor: 'job',
        action: 'referrals.channel',
        subject: partnerId,
        outcome: 'done',
        detail: `end ${kind}`,
      }),
      ...(await reachChange(documents, partnerId, (reach) => withChannel(reach, kind, null))),
      newJob(
        `channel-ended:${told}`,
        { task: 'channel.tell-ended', partnerId, kind, setAt, setBy: setBy.by },
        now,
      ),
    ]);
    return undefined;
  });
}

/** Tells the program admins of a location that a channel gets its offers no longer. */
export async function tellChannelEnded(
  context: Context,
  { partnerId, kind: referralKind, setAt, setBy }: Extract<JobTask, { task: 'channel.tell-ended' }>,
): Promise<JobOutcome> {
  const { documents, clock } = context;
  const [location, roster] = await Promise.all([
    findLocation(documents, partnerId),
    listAll<Contact>(documents, ContactDocument, partitions.partner(partnerId)),
  ]);
  if (location === undefined) return 'done';
  const subject = {
    kind: 'channel-ended',
    partnerId,
    referralKind,
    setAt,
    setBy,
  } as const;
  for (const { personId } of programAdminsOf(roster, location.value, clock.now())) {
    if (personId !== null) await notify(context, personId, subject, 1);
  }
  return 'done';
}

function findChannel(
  documents: Documents,
  partnerId: PartnerId,
  kind: ReferralKind,
): Promise<Document<OfferChannel> | undefined> {
  return documents.get(OfferChannelDocument, partitions.partner(partnerId), channelDocument(kind));
}

async function hasRight(
  documents: Documents,
  partnerId: PartnerId,
  channel: OfferChannel,
  now: Date,
): Promise<boolean> {
  const [location, roster] = await Promise.all([
    findLocation(documents, partnerId),
    listAll<Contact>(documents, ContactDocument, partitions.partner(partnerId)),
  ]);
  return location !== undefined && stillShows(channel, location.value, roster, now);
}
