import type { Person } from '../../domain/memberships/person.ts';
import type { CustomerId, SubscriptionId } from '../../domain/shared/ids.ts';
import { isFresh, LOST_DAYS, type Looked } from '../../domain/today/lost.ts';
import type { Context } from '../context.ts';
import { partitions } from '../partitions.ts';
import { ConflictError, create, replace, type Documents } from '../ports.ts';
import { LookedDocument } from './documents.ts';

/** Longer than a loss waits, so that none comes back. */
const TTL_SECONDS = (LOST_DAYS + 1) * 86_400;
/** More than anybody loses in a week. */
const MAX_LOOKED = 200;

/**
 * Keeps that somebody has opened what their location had just lost, so that it waits for them no longer. It is of no matter to
 * the turn: what another turn writes at the same time says the same.
 *
 * @param lostAt when it was lost; longer than a week ago, or never: nothing is read or kept
 */
export async function keepLooked(
  { documents, clock }: Pick<Context, 'documents' | 'clock'>,
  { personId }: Pick<Person, 'personId'>,
  of: CustomerId | SubscriptionId,
  lostAt: Date | undefined,
): Promise<void> {
  const at = clock.now();
  if (lostAt === undefined || !isFresh(lostAt, at)) return;
  const partition = partitions.person(personId);
  const id = `looked:${of}`;
  const stored = await documents.get(LookedDocument, partition, id);
  if (stored !== undefined && stored.value.at >= lostAt) return;
  const extra = { ttlSeconds: TTL_SECONDS };
  const change =
    stored === undefined
      ? create(LookedDocument, id, { of, at }, extra)
      : replace(LookedDocument, stored, { of, at }, extra);
  try {
    await documents.commit(partition, [change]);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}

/** When somebody last looked at what they had just lost. */
export async function lookedAt(
  documents: Documents,
  { personId }: Pick<Person, 'personId'>,
): Promise<Looked> {
  const page = await documents.list(LookedDocument, partitions.person(personId), { limit: MAX_LOOKED });
  const found = new Map(page.items.map(({ value: { of, at } }) => [of, at]));
  return (id) => found.get(id);
}
