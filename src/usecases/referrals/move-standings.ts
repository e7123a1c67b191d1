import type { Reservation } from '../../domain/referrals/location.ts';
import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import type { JobOutcome } from '../jobs.ts';
import { PointerDocument } from '../memberships/documents.ts';
import { askToMove, moveInPieces } from '../move-in-pieces.ts';
import { partitions } from '../partitions.ts';
import { create, remove, replace, type Page } from '../ports.ts';
import { PartStandingDocument, RESERVATION_LIFE, ReservationDocument, TallyDocument } from './documents.ts';
import { moveFormer } from './project-part.ts';
import { FORMER_STANDINGS } from './standings.ts';

const AT_ONCE = 20;
/** How far reservations have been given a life: the id of the last one. */
const ENDED = 'reservations-ended';

/** Asks, once a database, that standings of an earlier release move into their shards, and its reservations get a life. Called at every start. */
export function askToMoveStandings(context: Context): Promise<void> {
  return askToMove(context, FORMER_STANDINGS, { task: 'standings.move' });
}

/** What has moved is there no longer, so that a run that broke off goes on where it stopped. */
export function moveStandings(context: Context): Promise<JobOutcome> {
  return moveInPieces(context, () => moveSome(context));
}

/** @returns whether there was something left to do */
async function moveSome(context: Context): Promise<boolean> {
  const { items } = await context.documents.list(PartStandingDocument, FORMER_STANDINGS, { limit: AT_ONCE });
  for (const { value } of items) await moveFormer(context, value);
  return items.length > 0 || (await dropTallies(context)) || endReservations(context);
}

/** Of what has moved they count nothing any more. */
async function dropTallies({ documents }: Context): Promise<boolean> {
  const { items } = await documents.list(TallyDocument, FORMER_STANDINGS, { limit: AT_ONCE });
  if (items.length === 0) return false;
  await documents.commit(FORMER_STANDINGS, items.map(remove));
  return true;
}

/** An earlier release kept reservations for good. */
async function endReservations({ documents }: Context): Promise<boolean> {
  const progress = await documents.get(PointerDocument, FORMER_STANDINGS, ENDED);
  const page: Page<Reservation> = await documents.list(ReservationDocument, partitions.directory, {
    limit: AT_ONCE,
    ...(progress === undefined ? {} : { behind: { values: [], id: progress.value.to } }),
  });
  await Promise.all(
    page.items.map((stored) =>
      // Conflicts where it was given back meanwhile.
      committed(() =>
        documents.commit(partitions.directory, [
          replace(ReservationDocument, stored, stored.value, RESERVATION_LIFE),
        ]),
      ),
    ),
  );
  const last = page.items.at(-1);
  if (last === undefined) {
    if (progress !== undefined) await documents.commit(FORMER_STANDINGS, [remove(progress)]);
    return false;
  }
  const to = { to: last.id };
  await documents.commit(FORMER_STANDINGS, [
    progress === undefined ? create(PointerDocument, ENDED, to) : replace(PointerDocument, progress, to),
  ]);
  return true;
}
