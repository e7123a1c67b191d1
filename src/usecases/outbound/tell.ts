import { createHash } from 'node:crypto';
import type { OutboundEvent } from '../../domain/outbound/event.ts';
import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { newJob, type JobOutcome, type JobRun } from '../jobs.ts';
import { nextTry } from '../next-try.ts';
import { partitions } from '../partitions.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { create } from '../ports.ts';
import { OutboundDocument } from './documents.ts';
import type { Outbound } from './port.ts';

/** As long as a receiver may take to see an id twice, three days of tries included. */
const KEPT_SECONDS = 30 * 86_400;

/** Keeps what a location's own system is to be told, where it has one, with the job that sends it. Asking twice is one. */
export async function tellSystem(
  { documents, clock }: Pick<Context, 'documents' | 'clock'>,
  outbound: Outbound,
  { type, partnerId, key, subject, at, data }: OutboundEvent,
): Promise<void> {
  if (!outbound.has(partnerId)) return;
  const id = createHash('sha256')
    .update(JSON.stringify([type, partnerId, ...key]))
    .digest('hex')
    .slice(0, 32);
  const event = {
    specversion: '1.0',
    id,
    source: outbound.source,
    type,
    subject,
    time: at.toISOString(),
    datacontenttype: 'application/json',
    data,
  };
  await committed(() =>
    documents.commit(partitions.partner(partnerId), [
      create(OutboundDocument, documentOf(id), { event }, { ttlSeconds: KEPT_SECONDS }),
      newJob(`outbound:${id}`, { task: 'outbound.post', partnerId, eventId: id }, clock.now()),
    ]),
  );
}

/**
 * Sends it. A system that does not take it is tried again, ever more rarely, for three days; then the job rests with the dead.
 * One that is configured no longer is told nothing.
 */
export async function postToSystem(
  { documents, clock }: Context,
  outbound: Outbound | undefined,
  { partnerId, eventId }: { readonly partnerId: PartnerId; readonly eventId: string },
  run: JobRun,
): Promise<JobOutcome> {
  const stored = await documents.get(OutboundDocument, partitions.partner(partnerId), documentOf(eventId));
  if (stored === undefined || outbound === undefined) return 'done';
  const posted = await outbound.post(partnerId, { id: eventId, body: JSON.stringify(stored.value.event) });
  return posted.code === 'later' ? nextTry(run, clock.now(), posted.afterMs) : 'done';
}

function documentOf(eventId: string): string {
  return `outbound:${eventId}`;
}
