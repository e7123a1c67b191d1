import type { GlobalId, PartnerId } from '../../domain/shared/ids.ts';
import type { Write } from '../../store/document-store.ts';
import { toWrite } from '../../store/documents.ts';
import { refreshing } from '../../usecases/imports/locations.ts';
import { readAll } from '../../usecases/imports/read-all.ts';
import { untilCommitted } from '../../usecases/imports/until-committed.ts';
import { partitions } from '../../usecases/partitions.ts';
import { ConflictError, type Documents } from '../../usecases/ports.ts';
import { LocationDocument } from '../../usecases/referrals/documents.ts';
import type { ImportContext } from './table.ts';

/**
 * Makes locations say what their memberships and specializations are now; those that are not there, or say it already, need
 * nothing. One that somebody changes meanwhile is looked at again by itself.
 */
export async function refreshLocations(
  { store, documents }: ImportContext,
  partnerIds: Iterable<PartnerId>,
): Promise<void> {
  const stale: { readonly partnerId: PartnerId; readonly write: Write }[] = [];
  for (const partnerId of partnerIds) {
    const change = await refreshing(documents, partnerId);
    if (change !== undefined) stale.push({ partnerId, write: toWrite(change) });
  }
  const groups = chunksOf(stale, TOGETHER);
  const batches = groups.map((group) => ({
    partition: partitions.directory,
    writes: group.map(({ write }) => write),
  }));
  for await (const outcome of store.commitMany(batches)) {
    if (outcome.ok) continue;
    if (!(outcome.error instanceof ConflictError)) throw outcome.error;
    for (const { partnerId } of groups[outcome.index] ?? []) await refreshLocation(documents, partnerId);
  }
}

/** {@link refreshLocations} for every location of some global accounts. */
export async function refreshAccounts(context: ImportContext, globalIds: Iterable<GlobalId>): Promise<void> {
  const partnerIds: PartnerId[] = [];
  for (const globalId of globalIds) {
    const where = [{ field: 'globalId', is: '=', value: globalId }] as const;
    const locations = await readAll(context.documents, LocationDocument, partitions.directory, where);
    partnerIds.push(...locations.map(({ value }) => value.partnerId));
  }
  await refreshLocations(context, partnerIds);
}

/** Few enough that somebody's press between the reading and the writing seldom hits a group. */
const TOGETHER = 20;

async function refreshLocation(documents: Documents, partnerId: PartnerId): Promise<void> {
  await untilCommitted(async () => {
    const change = await refreshing(documents, partnerId);
    if (change !== undefined) await documents.commit(partitions.directory, [change]);
  });
}

function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}
