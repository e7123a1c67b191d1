import type { Context } from '../context.ts';
import { committed } from '../committed.ts';
import { newJob, type JobOutcome } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Document } from '../ports.ts';
import { EVENTS } from '../../domain/events/all.ts';
import { type InboxEvent } from './inbox.ts';
import { EventDocument } from './documents.ts';
import { PointerDocument } from '../memberships/documents.ts';

const PARTITION = partitions.inbox('picked-up');
/** What one run takes up, so that it ends well before its lease does; the next one goes on. */
const MAX_EVENTS = 2_000;

/**
 * Asks that events be taken up which an earlier release kept because it did not handle their type: once a database and set
 * of types. Called at every start.
 */
export async function askToPickUpEvents({ documents, clock }: Context): Promise<void> {
  const types = EVENTS.map(({ type }) => type)
    .toSorted()
    .join(' ');
  await committed(() =>
    documents.commit(PARTITION, [
      create(PointerDocument, `types:${types.replaceAll(' ', '+')}`, { to: types }),
      newJob(`pick-up:${EVENTS.length}`, { task: 'event.pick-up' }, clock.now()),
    ]),
  );
}

/** Doing it again changes nothing: an event that has its job is left alone. */
export async function pickUpEvents(context: Context): Promise<JobOutcome> {
  let taken = 0;
  for await (const event of context.documents.scan(EventDocument, 'inbox')) {
    if (event.value.handled) continue;
    if (taken === MAX_EVENTS) return { again: context.clock.now(), is: 'late' };
    if (await takeUp(context, event)) taken++;
  }
  return 'done';
}

function takeUp({ documents, clock }: Context, event: Document<InboxEvent>): Promise<boolean> {
  return committed(() =>
    documents.commit(event.partition, [
      replace(EventDocument, event, { ...event.value, handled: true }),
      newJob('handle', { task: 'event.handle' }, clock.now()),
    ]),
  );
}
