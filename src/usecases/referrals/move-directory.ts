import type { FormerReservation } from '../../domain/referrals/reservation.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import type { JobOutcome } from '../jobs.ts';
import { askToMove, moveInPieces } from '../move-in-pieces.ts';
import { create, remove, replace, type Change, type Document, type Documents } from '../ports.ts';
import { findLocation, isMoving, moveLocation, UNSPREAD } from './directory.ts';
import {
  FormerReservationDocument,
  LocationDocument,
  RESERVATION_LIFE,
  ReservationDocument,
} from './documents.ts';
import { findReferral } from './load.ts';
import { withOneLess } from './plan.ts';

const AT_ONCE = 20;

/** Asks, once a database, that what an earlier release reserved is settled, and its locations move into their shards. Called at every start. */
export function askToMoveDirectory(context: Context): Promise<void> {
  return askToMove(context, UNSPREAD, { task: 'directory.move' });
}

/** What has moved is there no longer, so that a run that broke off goes on where it stopped. */
export function moveDirectory(context: Context): Promise<JobOutcome> {
  return moveInPieces(context, async () => (await settleSome(context)) || moveSome(context.documents));
}

/** Moves all locations that are left, for an import, which asks where they belong. */
export async function moveAllLocations(documents: Documents): Promise<void> {
  while (await moveSome(documents));
}

/** @returns whether there was something left to move */
async function moveSome(documents: Documents): Promise<boolean> {
  if (!(await isMoving(documents))) return false;
  const { items } = await documents.list(LocationDocument, UNSPREAD, { limit: AT_ONCE });
  await Promise.all(items.map((location) => moveLocation(documents, location)));
  return true;
}

/** @returns whether there was something left to settle */
async function settleSome(context: Context): Promise<boolean> {
  const { documents, queues } = context;
  const { items } = await documents.list(FormerReservationDocument, UNSPREAD, { limit: AT_ONCE });
  for (const { id } of items) {
    await decideAgain(queues, UNSPREAD, async () => {
      const stored = await documents.get(FormerReservationDocument, UNSPREAD, id);
      if (stored !== undefined) await settle(documents, stored);
    });
  }
  return items.length > 0;
}

/** One that was offered has done its work; one that was not is given back, since whoever matches the part now plans anew. */
async function settle(documents: Documents, reservation: Document<FormerReservation>): Promise<void> {
  const here: Change[] = [];
  if (!(await isOffered(documents, reservation.value))) {
    for (const { partnerId } of reservation.value.shares) {
      const location = await findLocation(documents, partnerId);
      if (location === undefined) continue;
      const less = replace(LocationDocument, location, withOneLess(location.value));
      if (location.partition === UNSPREAD) here.push(less);
      else await settleApart(documents, location.partition, reservation.value, partnerId, less);
    }
  }
  await documents.commit(UNSPREAD, [remove(reservation), ...here]);
}

/** Of a location that has moved already: once, whichever run does it. */
async function settleApart(
  documents: Documents,
  place: string,
  { referralId, part, round }: FormerReservation,
  partnerId: PartnerId,
  less: Change,
): Promise<void> {
  const id = `counted:${referralId}:${part}:${round}:former-${partnerId}`;
  if ((await documents.get(ReservationDocument, place, id)) !== undefined) return;
  const mark = { referralId, part, round, partnerIds: [partnerId], isVoid: true };
  await documents.commit(place, [create(ReservationDocument, id, mark, RESERVATION_LIFE), less]);
}

async function isOffered(
  documents: Documents,
  { referralId, shares, reservedAt }: FormerReservation,
): Promise<boolean> {
  const referral = await findReferral(documents, referralId);
  const offers = referral?.value.parts.flatMap((part) => part.offers) ?? [];
  return offers.some(
    ({ partnerId, offeredAt }) =>
      offeredAt.getTime() === reservedAt.getTime() && shares.some((share) => share.partnerId === partnerId),
  );
}
