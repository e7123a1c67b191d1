import {
  countFile,
  filesLeft,
  LOCATION_LIMITS,
  PERSON_LIMITS,
  type QuotaLimits,
} from '../../domain/files/quota.ts';
import { MOST_FILE_BYTES } from '../../domain/files/kept-file.ts';
import type { Person } from '../../domain/memberships/person.ts';
import { ok, type Result } from '../../domain/shared/result.ts';
import { dayOf } from '../../domain/shared/time.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { partitions } from '../partitions.ts';
import { create, replace } from '../ports.ts';
import { FileQuotaDocument } from './documents.ts';

const QUOTA = 'file-quota';

export interface RoomLeft {
  /** Files that still fit into the day; undefined while there is plenty of room. */
  readonly files: number | undefined;
}

/**
 * Counts a file against what a person and their location may send on a day, before its bytes are kept. A file that could not
 * be kept after all stays counted: the quota guards the disk, and is generous.
 *
 * @param size in bytes
 */
export async function takeRoom(
  context: Context,
  { personId, standings }: Pick<Person, 'personId' | 'standings'>,
  size: number,
): Promise<Result<RoomLeft, { readonly code: 'quota' }>> {
  const own = await takeAt(context, partitions.person(personId), size, PERSON_LIMITS);
  const [home] = standings;
  if (!own.ok || home === undefined) return own;
  const shared = await takeAt(context, partitions.partner(home.partnerId), size, LOCATION_LIMITS);
  if (!shared.ok) return shared;
  const left = [own.value.files, shared.value.files].filter((files) => files !== undefined);
  return ok({ files: left.length === 0 ? undefined : Math.min(...left) });
}

function takeAt(
  { documents, clock, queues }: Context,
  partition: string,
  size: number,
  limits: QuotaLimits,
): Promise<Result<RoomLeft, { readonly code: 'quota' }>> {
  return decideAgain(queues, `${partition}#${QUOTA}`, async () => {
    const stored = await documents.get(FileQuotaDocument, partition, QUOTA);
    const counted = countFile(stored?.value, size, dayOf(clock.now()), limits);
    if (!counted.ok) return counted;
    await documents.commit(partition, [
      stored === undefined
        ? create(FileQuotaDocument, QUOTA, counted.value)
        : replace(FileQuotaDocument, stored, counted.value),
    ]);
    return ok({ files: filesLeft(counted.value, limits, MOST_FILE_BYTES) });
  });
}
