import { countCall } from '../../domain/agents/call-rate.ts';
import type { PersonId } from '../../domain/shared/ids.ts';
import { ok, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { partitions } from '../partitions.ts';
import { create, replace } from '../ports.ts';
import { CallRateDocument } from './documents.ts';

const CALLS = 'agent-calls';

/** Counts a call that an agent makes in a person's name; kept in the store, so that all instances count together. */
export function countAgentCall(
  { documents, clock, queues }: Context,
  personId: PersonId,
): Promise<Result<void, { readonly code: 'too-many'; readonly retryAfterSeconds: number }>> {
  const partition = partitions.person(personId);
  return decideAgain(queues, partition, async () => {
    const stored = await documents.get(CallRateDocument, partition, CALLS);
    const counted = countCall(stored?.value ?? { calls: [] }, clock.now());
    if (!counted.ok) return counted;
    await documents.commit(partition, [
      stored === undefined
        ? create(CallRateDocument, CALLS, counted.value)
        : replace(CallRateDocument, stored, counted.value),
    ]);
    return ok(undefined);
  });
}
