import type { Notice } from '../../domain/notices/notice.ts';
import { NO_REACH, withDelivery, withLastOffer, type Reach } from '../../domain/referrals/reach.ts';
import { ReferralId, type PartnerId, type PersonId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain, type Queues } from '../decide-again.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Change, type Document, type Documents } from '../ports.ts';
import { findOfferOf, type FoundOffer } from './find-offer.ts';
import { ReachDocument } from './documents.ts';

const REACH_DOCUMENT = 'reach';

export function findReach(documents: Documents, partnerId: PartnerId): Promise<Document<Reach> | undefined> {
  return documents.get(ReachDocument, partitions.partner(partnerId), REACH_DOCUMENT);
}

/** What a commit to a location's partition writes beside what changes where its offers go; nothing when nothing changes. */
export async function reachChange(
  documents: Documents,
  partnerId: PartnerId,
  change: (reach: Reach) => Reach,
): Promise<Change[]> {
  const stored = await findReach(documents, partnerId);
  const before = stored?.value ?? NO_REACH;
  const after = change(before);
  if (after === before) return [];
  return [
    stored === undefined
      ? create(ReachDocument, REACH_DOCUMENT, after)
      : replace(ReachDocument, stored, after),
  ];
}

type Round = { readonly referralId: ReferralId; readonly part: number; readonly round: number };

/** Notes whom a location's latest offer is told to; how far that gets follows by {@link noteDelivery}. */
export async function noteTold(
  context: Context,
  { referralId, part, round }: Round,
  { referral, offer, partnerId }: FoundOffer,
  personIds: readonly PersonId[],
): Promise<void> {
  await changeReach(context, partnerId, (reach) =>
    withLastOffer(reach, {
      referralId,
      part,
      round,
      kind: referral.kind,
      customerName: referral.customer.name,
      offeredAt: offer.offeredAt,
      told: personIds.map((personId) => ({ personId, state: 'pending', at: null })),
    }),
  );
}

/** Notes how far a notice of an offer got; of any other kind, nothing. */
export async function noteDelivery(context: Context, notice: Notice): Promise<void> {
  const { subject, personId, state, sentAt: at } = notice;
  if (subject.kind !== 'referral-offer') return;
  const { part, round } = subject;
  const of = { referralId: ReferralId.parse(subject.referralId), part, round };
  const found = await findOfferOf(context.documents, of);
  if (found === undefined) return;
  await changeReach(context, found.partnerId, (reach) => withDelivery(reach, of, { personId, state, at }));
}

/** Changes of one location that wait for the one before them to be written, by process. */
const waiting = new WeakMap<Queues, Map<PartnerId, Waiting>>();

interface Waiting {
  readonly changes: ((reach: Reach) => Reach)[];
  readonly done: Promise<void>;
}

/**
 * Changes what a location shows of where its offers go, and nothing when nothing changes. An offer is told to many at one
 * instant: what comes while another change is being written is written in one commit after it.
 */
export function changeReach(
  { documents, queues }: Context,
  partnerId: PartnerId,
  change: (reach: Reach) => Reach,
): Promise<void> {
  const all = waiting.get(queues) ?? new Map<PartnerId, Waiting>();
  waiting.set(queues, all);
  const next = all.get(partnerId);
  if (next !== undefined) {
    next.changes.push(change);
    return next.done;
  }
  const partition = partitions.partner(partnerId);
  const changes = [change];
  const done = decideAgain(queues, `${partition}#reach`, async () => {
    // Whoever comes from now on waits for the next.
    if (all.get(partnerId)?.changes === changes) all.delete(partnerId);
    const written = await reachChange(documents, partnerId, (reach) =>
      changes.reduce((before, step) => step(before), reach),
    );
    if (written.length > 0) await documents.commit(partition, written);
  });
  all.set(partnerId, { changes, done });
  return done;
}
