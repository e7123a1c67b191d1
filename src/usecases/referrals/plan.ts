import type { Location } from '../../domain/referrals/location.ts';
import { isPaused } from '../../domain/referrals/match.ts';
import type { Reservation } from '../../domain/referrals/reservation.ts';
import type { PartnerId, ReferralId } from '../../domain/shared/ids.ts';
import { addDays } from '../../domain/shared/time.ts';
import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { JobDocument, newJob } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { create, remove, replace, type Change, type Document, type Documents } from '../ports.ts';
import { directoryOf, findLocation } from './directory.ts';
import { LocationDocument, PlanDocument, RESERVATION_LIFE, ReservationDocument } from './documents.ts';

/*
 * A choice takes several commits, since those chosen may lie in several shards: the plan is written beside the referral; in
 * each shard the locations are counted at the etags at which they were chosen, together with a mark that they were; the offers
 * are committed together with the going of the plan. Whatever breaks off, and whoever else matches the part meanwhile, finds
 * the plan and goes on with it, or gives it back: it is made void first, which no offers can be made of, and then for each
 * shard either what the mark says is taken back, or a void mark is left, so that nobody counts there by this plan any more.
 */

export function findPlan(
  documents: Documents,
  referralId: ReferralId,
  part: number,
): Promise<Document<Reservation> | undefined> {
  return documents.get(PlanDocument, partitions.referral(referralId), planId(part));
}

export function planId(part: number): string {
  return `plan:${part}`;
}

/**
 * Counts each chosen location for the plan, at its etag; what is counted already stays so. Counters only grow, so an unchanged
 * etag proves that the choice still is the right one.
 *
 * @param chosen the locations as they were chosen, where they are at hand
 * @returns false when one was changed since it was chosen, or the plan was given back
 */
export async function take(
  context: Context,
  plan: Reservation,
  chosen: ReadonlyMap<PartnerId, Document<Location>> = new Map(),
): Promise<boolean> {
  for (const [place, shares] of placesOf(context.documents, plan)) {
    const isNew = shares.every(({ partnerId }) => chosen.has(partnerId));
    const counted = isNew ? undefined : await isCounted(context.documents, place, plan);
    if (counted ?? (await count(context, place, plan, shares, chosen))) continue;
    // Somebody else may have counted them for this plan in the meantime.
    if (counted === false || (await isCounted(context.documents, place, plan)) !== true) return false;
  }
  return true;
}

/** Gives up what no offers are made of, at the etag at which it was read; done again, it goes on where it stopped. */
export async function giveBack(context: Context, plan: Document<Reservation>): Promise<void> {
  const { documents } = context;
  let { etag } = plan;
  if (!plan.value.isVoid) {
    const given = replace(PlanDocument, plan, { ...plan.value, isVoid: true });
    [etag = ''] = await documents.commit(plan.partition, [given]);
  }
  for (const [place, shares] of placesOf(documents, plan.value)) {
    await uncount(context, place, plan.value, shares);
  }
  await documents.commit(plan.partition, [remove({ id: plan.id, etag })]);
}

/** The locations of a plan, in the order of its shares; undefined when one is gone or has paused. */
export async function openLocations(
  { documents, clock }: Context,
  { shares }: Reservation,
): Promise<readonly Location[] | undefined> {
  const found = await Promise.all(shares.map(({ partnerId }) => findLocation(documents, partnerId)));
  const now = clock.now();
  const open = found.flatMap((location) =>
    location && !isPaused(location.value, now) ? [location.value] : [],
  );
  return open.length === shares.length ? open : undefined;
}

/** A location for which an offer counts no more. */
export function withOneLess(location: Location): Location {
  return {
    ...location,
    received: Math.max(0, location.received - 1),
    receivedAllTime: Math.max(0, location.receivedAllTime - 1),
  };
}

type Shares = readonly Pick<Reservation['shares'][number], 'partnerId' | 'etag'>[];

/** The shares by where their locations lie. */
function placesOf(documents: Documents, { shares }: Reservation): readonly (readonly [string, Shares])[] {
  return [...Map.groupBy(shares, ({ partnerId }) => directoryOf(documents, partnerId))];
}

async function isCounted(
  documents: Documents,
  place: string,
  plan: Reservation,
): Promise<boolean | undefined> {
  const mark = await documents.get(ReservationDocument, place, markId(plan));
  return mark && !mark.value.isVoid;
}

async function count(
  { documents, policy }: Context,
  place: string,
  plan: Reservation,
  shares: Shares,
  chosen: ReadonlyMap<PartnerId, Document<Location>>,
): Promise<boolean> {
  const changes: Change[] = [mark(plan, shares, false)];
  for (const { partnerId, etag } of shares) {
    const location = chosen.get(partnerId) ?? (await documents.get(LocationDocument, place, partnerId));
    if (location?.etag !== etag) return false;
    const { received, receivedAllTime } = location.value;
    const lastOfferedAt = plan.reservedAt;
    const counted = { received: received + 1, receivedAllTime: receivedAllTime + 1, lastOfferedAt };
    changes.push(replace(LocationDocument, location, { ...location.value, ...counted }));
    if (policy.roundRobinDays === null) continue;
    const dueAt = addDays(plan.reservedAt, policy.roundRobinDays);
    changes.push(newJob(forgetId(plan, partnerId), { task: 'directory.forget', partnerId }, dueAt));
  }
  return committed(() => documents.commit(place, changes));
}

async function uncount(
  { documents }: Context,
  place: string,
  plan: Reservation,
  shares: Shares,
): Promise<void> {
  const stored = await documents.get(ReservationDocument, place, markId(plan));
  if (stored?.value.isVoid === true) return;
  if (stored === undefined) {
    await documents.commit(place, [mark(plan, shares, true)]);
    return;
  }
  const changes: Change[] = [
    replace(ReservationDocument, stored, { ...stored.value, isVoid: true }, RESERVATION_LIFE),
  ];
  for (const { partnerId } of shares) {
    const [location, forget] = await Promise.all([
      documents.get(LocationDocument, place, partnerId),
      documents.get(JobDocument, place, `job:${forgetId(plan, partnerId)}`),
    ]);
    if (location !== undefined) {
      changes.push(replace(LocationDocument, location, withOneLess(location.value)));
    }
    if (forget !== undefined) changes.push(remove(forget));
  }
  await documents.commit(place, changes);
}

function mark({ referralId, part, round, nonce }: Reservation, shares: Shares, isVoid: boolean): Change {
  const partnerIds = shares.map(({ partnerId }) => partnerId);
  const counted = { referralId, part, round, partnerIds, isVoid };
  return create(ReservationDocument, markId({ referralId, part, round, nonce }), counted, RESERVATION_LIFE);
}

function markId({
  referralId,
  part,
  round,
  nonce,
}: Pick<Reservation, 'referralId' | 'part' | 'round' | 'nonce'>): string {
  return `counted:${referralId}:${part}:${round}:${nonce}`;
}

function forgetId({ nonce }: Reservation, partnerId: PartnerId): string {
  return `forget:${nonce}:${partnerId}`;
}
