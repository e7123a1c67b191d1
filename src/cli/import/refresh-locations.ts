import type { GlobalId, PartnerId } from '../../domain/shared/ids.ts';
import type { Write } from '../../store/document-store.ts';
import { toWrite } from '../../store/documents.ts';
import { refreshing } from '../../usecases/imports/locations.ts';
import { untilCommitted } from '../../usecases/imports/until-committed.ts';
import { ConflictError, type Documents } from '../../usecases/ports.ts';
import { allLocations } from '../../usecases/referrals/directory.ts';
import type { ImportContext } from './table.ts';

/**
 * Makes locations say what their memberships and specializations are now; those that are not there, or say it already, need
 * nothing. One that somebody changes meanwhile is looked at again by itself.
 */
export async function refreshLocations(
  { store, documents }: ImportContext,
  partnerIds: Iterable<PartnerId>,
): Promise<void> {
  const stale: { readonly partnerId: PartnerId; readonly partition: string; readonly write: Write }[] = [];
  for (const partnerId of partnerIds) {
    const change = await refreshing(documents, partnerId);
    if (change !== undefined)
      stale.push({ partnerId, partition: change.partition, write: toWrite(change.change) });
  }
  const byPlace = [...Map.groupBy(stale, ({ partition }) => partition).values()];
  const groups = byPlace.flatMap((there) => chunksOf(there, TOGETHER));
  const batches = groups.flatMap((group) => {
    const [first] = group;
    return first === undefined
      ? []
      : [{ partition: first.partition, writes: group.map(({ write }) => write) }];
  });
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
    for await (const { value } of allLocations(context.documents, where)) partnerIds.push(value.partnerId);
  }
  await refreshLocations(context, partnerIds);
}

/** Few enough that somebody's press between the reading and the writing seldom hits a group. */
const TOGETHER = 20;

async function refreshLocation(documents: Documents, partnerId: PartnerId): Promise<void> {
  await untilCommitted(async () => {
    const change = await refreshing(documents, partnerId);
    if (change !== undefined) await documents.commit(change.partition, [change.change]);
  });
}

function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}
