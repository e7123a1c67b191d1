import type { ParsedEvent } from '../../domain/events/event.ts';
import { newJob } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { ConflictError, create, type Clock, type Documents } from '../ports.ts';
import { EVENT_DOCUMENT, inboxKey, type InboxEvent } from './inbox.ts';
import { EventDocument } from './documents.ts';

export interface Accepted {
  readonly accepted: number;
  /** Known already, or twice in the same request: they change nothing. */
  readonly duplicates: number;
}

/** Commits under way at a time. */
const AT_ONCE = 16;

/**
 * Keeps events, each with the job that handles it in the same commit: once this returns, they will be handled.
 *
 * @throws whatever the store throws; those kept by then stay, and a repeat of the whole request is harmless
 */
export async function acceptEvents(
  { documents, clock }: { readonly documents: Documents; readonly clock: Clock },
  events: readonly ParsedEvent[],
): Promise<Accepted> {
  const distinct = new Map(events.map((event) => [inboxKey(event), event]));
  const queue = distinct.entries();
  let accepted = 0;
  const work = async () => {
    for (const [key, event] of queue) {
      if (await keep(documents, key, event, clock.now())) accepted += 1;
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  for (const worker of workers) if (worker.status === 'rejected') throw worker.reason;
  return { accepted, duplicates: events.length - accepted };
}

/** @returns whether it was new */
async function keep(documents: Documents, key: string, event: ParsedEvent, now: Date): Promise<boolean> {
  const kept: InboxEvent = { ...event, receivedAt: now, handled: true };
  const changes = [
    create(EventDocument, EVENT_DOCUMENT, kept),
    newJob('handle', { task: 'event.handle' }, now),
  ];
  try {
    await documents.commit(partitions.inbox(key), changes);
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}
