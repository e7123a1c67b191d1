import type { EventData, EventType } from '../../domain/events/event.ts';
import { audited } from '../audit.ts';
import type { Context } from '../context.ts';
import type { JobOutcome, JobRun } from '../jobs.ts';

/** An event as whoever handles it gets it. */
export interface ToldEvent<Type extends EventType> {
  readonly data: EventData<Type>;
  /** Made of `source` and `id`: what it does is done once for each. */
  readonly eventId: string;
  readonly receivedAt: Date;
}

export type EventHandler<Type extends EventType> = (
  context: Context,
  event: ToldEvent<Type>,
  run: JobRun,
) => Promise<JobOutcome>;

export type EventHandlers<Type extends EventType = EventType> = {
  readonly [One in Type]: EventHandler<One>;
};

const AGAIN_MS = 500;
/** Of one batch the later event may be handled first: so long it waits for what the earlier one makes. */
const EARLY_MS = 5_000;

/** Whether what an event is about may only not have arrived yet. */
export function isEarly({ receivedAt }: { readonly receivedAt: Date }, now: Date): boolean {
  return now.getTime() - receivedAt.getTime() < EARLY_MS;
}

export function lookAgain(now: Date): JobOutcome {
  return { again: new Date(now.getTime() + AGAIN_MS), is: 'late' };
}

/** The rules refuse the fact: it is audited, and changes nothing. */
export async function refuseFact(
  { documents, clock }: Context,
  run: JobRun,
  id: string,
  fact: { readonly action: string; readonly subject: string; readonly detail: string },
): Promise<JobOutcome> {
  const row = { at: clock.now(), actor: 'event', outcome: 'refused', ...fact } as const;
  await documents.commit(run.job.partition, [audited(id, row), run.done]);
  return 'deleted';
}
