import {
  addedTo,
  countFiles,
  filesLeft,
  LOCATION_LIMITS,
  PERSON_LIMITS,
  type FileQuota,
  type QuotaLimits,
} from '../../domain/files/quota.ts';
import { MAX_FILE_BYTES, type KeptFile } from '../../domain/files/kept-file.ts';
import type { Person } from '../../domain/memberships/person.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { dayOf } from '../../domain/shared/time.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Document } from '../ports.ts';
import { FileQuotaDocument } from './documents.ts';

const QUOTA = 'file-quota';
/** The least that a file can have. */
const ONE_BYTE = [{ size: 1 }];

type NoRoom = { readonly code: 'quota' };
type Sizes = readonly Pick<KeptFile, 'size'>[];

export interface RoomLeft {
  /** Files that still fit into the day; undefined while there is plenty of room. */
  readonly files: number | undefined;
}

/**
 * Whether a file may be fetched at all: the person's day and that of one of the locations where it may belong have room.
 * Nothing is counted.
 *
 * @param partnerIds where the person may claim, at least one
 */
export async function roomToday(
  context: Context,
  { personId }: Pick<Person, 'personId'>,
  partnerIds: readonly PartnerId[],
): Promise<Result<RoomLeft, NoRoom>> {
  const day = dayOf(context.clock.now());
  const room = async (partition: string, limits: QuotaLimits) => {
    const before = (await storedAt(context, partition))?.value;
    return { isThere: countFiles(before, ONE_BYTE, day, limits).ok, left: leftOf(before, day, limits) };
  };
  const [own, ...shared] = await Promise.all([
    room(partitions.person(personId), PERSON_LIMITS),
    ...partnerIds.map((partnerId) => room(partitions.partner(partnerId), LOCATION_LIMITS)),
  ]);
  if (!own.isThere || shared.every(({ isThere }) => !isThere)) return refuse({ code: 'quota' });
  const lefts = shared.map(({ left }) => left ?? Infinity);
  const left = Math.min(own.left ?? Infinity, Math.max(...lefts));
  return ok({ files: Number.isFinite(left) ? left : undefined });
}

/**
 * Counts a file against what a person may send on a day, before its bytes are kept. A file that could not be kept after all
 * stays counted: the quota guards the disk, and is generous.
 *
 * @param size in bytes
 */
export async function takeRoom(
  context: Context,
  { personId }: Pick<Person, 'personId'>,
  size: number,
): Promise<Result<RoomLeft, NoRoom>> {
  const day = dayOf(context.clock.now());
  const counted = await changeAt(context, partitions.person(personId), (before) =>
    countFiles(before, [{ size }], day, PERSON_LIMITS),
  );
  return counted.ok ? ok({ files: leftOf(counted.value, day, PERSON_LIMITS) }) : counted;
}

/** Counts files against the day of the location that they now belong to, all or none of them. */
export async function takeLocationRoom(
  context: Context,
  partnerId: PartnerId,
  files: Sizes,
): Promise<Result<void, NoRoom>> {
  if (files.length === 0) return ok(undefined);
  const day = dayOf(context.clock.now());
  const counted = await changeAt(context, partitions.partner(partnerId), (before) =>
    countFiles(before, files, day, LOCATION_LIMITS),
  );
  return counted.ok ? ok(undefined) : counted;
}

/** The same for files that stay in any case, since what holds them was submitted: the next ones find the room gone. */
export async function countAtLocation(context: Context, partnerId: PartnerId, files: Sizes): Promise<void> {
  if (files.length === 0) return;
  const day = dayOf(context.clock.now());
  await changeAt(context, partitions.partner(partnerId), (before) => ok(addedTo(before, files, day)));
}

function leftOf(
  quota: FileQuota | undefined,
  day: FileQuota['day'],
  limits: QuotaLimits,
): number | undefined {
  return quota?.day === day ? filesLeft(quota, limits, MAX_FILE_BYTES) : undefined;
}

function storedAt({ documents }: Context, partition: string): Promise<Document<FileQuota> | undefined> {
  return documents.get(FileQuotaDocument, partition, QUOTA);
}

function changeAt(
  context: Context,
  partition: string,
  change: (before: FileQuota | undefined) => Result<FileQuota, NoRoom>,
): Promise<Result<FileQuota, NoRoom>> {
  return decideAgain(context.queues, `${partition}#${QUOTA}`, async () => {
    const stored = await storedAt(context, partition);
    const changed = change(stored?.value);
    if (!changed.ok) return changed;
    await context.documents.commit(partition, [
      stored === undefined
        ? create(FileQuotaDocument, QUOTA, changed.value)
        : replace(FileQuotaDocument, stored, changed.value),
    ]);
    return changed;
  });
}
