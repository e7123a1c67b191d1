import type { Reservation } from '../../domain/referrals/location.ts';
import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { newJob, type JobOutcome } from '../jobs.ts';
import { PointerDocument } from '../memberships/documents.ts';
import { partitions } from '../partitions.ts';
import { create, remove, replace, type Page } from '../ports.ts';
import { PartStandingDocument, RESERVATION_LIFE, ReservationDocument, TallyDocument } from './documents.ts';
import { moveFormer } from './project-part.ts';
import { FORMER_STANDINGS } from './standings.ts';

const AT_ONCE = 100;
/** What one run moves, so that it ends well before its lease does; the next one goes on. */
const MAX_MOVED = 1_000;

/** An earlier release kept reservations for good. */
async function endReservations({ documents }: Context): Promise<void> {
  let after: string | undefined;
  do {
    const page: Page<Reservation> = await documents.list(ReservationDocument, partitions.directory, {
      limit: AT_ONCE,
      ...(after === undefined ? {} : { after }),
    });
    for (const stored of page.items) {
      const ending = replace(ReservationDocument, stored, stored.value, RESERVATION_LIFE);
      // Given back meanwhile, if it is there no longer.
      await committed(() => documents.commit(partitions.directory, [ending]));
    }
    after = page.next;
  } while (after !== undefined);
}

/** Asks, once a database, that standings of an earlier release move into their shards, and its reservations get a life. Called at every start. */
export async function askToMoveStandings({ documents, clock }: Context): Promise<void> {
  await committed(() =>
    documents.commit(FORMER_STANDINGS, [
      create(PointerDocument, 'moved', { to: '1' }),
      newJob('move', { task: 'standings.move' }, clock.now()),
    ]),
  );
}

/** What has moved is there no longer, so that a run that broke off goes on where it stopped. */
export async function moveStandings(context: Context): Promise<JobOutcome> {
  const { documents, clock } = context;
  for (let moved = 0; moved < MAX_MOVED; moved += AT_ONCE) {
    const { items } = await documents.list(PartStandingDocument, FORMER_STANDINGS, { limit: AT_ONCE });
    for (const { value } of items) await moveFormer(context, value);
    if (items.length > 0) continue;
    await dropTallies(context);
    await endReservations(context);
    return 'done';
  }
  return { again: clock.now(), is: 'late' };
}

/** Of what has moved they count nothing any more. */
async function dropTallies({ documents }: Context): Promise<void> {
  for (;;) {
    const { items } = await documents.list(TallyDocument, FORMER_STANDINGS, { limit: AT_ONCE });
    if (items.length === 0) return;
    await documents.commit(FORMER_STANDINGS, items.map(remove));
  }
}
