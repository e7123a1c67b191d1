import { eventData, type EventType } from '../../domain/events/event.ts';
import { associationEventHandlers } from '../associations/event-handlers.ts';
import { claimEventHandlers } from '../claims/event-handlers.ts';
import type { Context } from '../context.ts';
import { hashOf } from '../hash-of.ts';
import type { JobOutcome, JobRun } from '../jobs.ts';
import { referralEventHandlers } from '../referrals/event-handlers.ts';
import { EventDocument } from './documents.ts';
import type { EventHandler, EventHandlers, ToldEvent } from './handler.ts';
import { EVENT_DOCUMENT } from './inbox.ts';

/** What each type of event does, a line a capability. One without a handler does not compile. */
const HANDLERS: EventHandlers = {
  ...referralEventHandlers,
  ...associationEventHandlers,
  ...claimEventHandlers,
};

/** Handles the event that lies beside its job. A fact that the rules refuse is audited as refused and changes nothing. */
export async function handleEvent(context: Context, run: JobRun): Promise<JobOutcome> {
  const stored = await context.documents.get(EventDocument, run.job.partition, EVENT_DOCUMENT);
  if (stored === undefined) return 'done';
  const { type, data, source, id, receivedAt } = stored.value;
  // The type of the event, its data and its handler agree by what is declared, which a single call cannot express.
  const told = {
    data: eventData(type).parse(data),
    eventId: hashOf(`${source} ${id}`),
    receivedAt,
  } as ToldEvent<EventType>;
  return (HANDLERS[type] as EventHandler<EventType>)(context, told, run);
}
