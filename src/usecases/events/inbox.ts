import { createHash } from 'node:crypto';
import { z } from 'zod';
import { EventType } from '../../domain/events/event.ts';
import { Instant } from '../../domain/shared/time.ts';

/** An event as taken in. Lies in a partition of its own with the job that handles it. */
export const InboxEvent = z.object({
  source: z.string(),
  id: z.string(),
  type: EventType,
  time: Instant.nullable(),
  /** As the schema of its type writes it; read it with that schema again. */
  data: z.record(z.string(), z.unknown()),
  receivedAt: Instant,
  /** False: kept without a job by an earlier release that did not handle its type; it is picked up at the start. */
  handled: z.boolean(),
});
export type InboxEvent = z.infer<typeof InboxEvent>;

/** The id of the event in its partition. */
export const EVENT_DOCUMENT = 'event';

/** The key of its partition: an event is known by source and id. */
export function inboxKey(event: { readonly source: string; readonly id: string }): string {
  return createHash('sha256')
    .update(JSON.stringify([event.source, event.id]))
    .digest('hex');
}

/** A mail as it arrived, byte for byte. */
export const KeptMail = z.object({
  /** The message's bytes in base64; at most 1 MiB of them, so that the document stays below its limit. */
  raw: z.base64(),
  receivedAt: Instant,
});
export type KeptMail = z.infer<typeof KeptMail>;
