import { GlobalId } from '../../domain/shared/ids.ts';
import { toWrite } from '../../store/documents.ts';
import type { Batch } from '../../store/document-store.ts';
import { untilCommitted } from '../../usecases/imports/until-committed.ts';
import { partitions } from '../../usecases/partitions.ts';
import { ConflictError, type Change, type Documents } from '../../usecases/ports.ts';
import { outdating, refreshing } from '../../usecases/scores/scoreboard.ts';
import type { CsvRow, ImportContext } from './table.ts';

/** Accounts whose scoreboards are worked out at a time, and committed together. */
const SIDE_BY_SIDE = 50;

/**
 * Keeps the scoreboards of accounts true while rows that they are made of are imported: each is marked as outdated before
 * its first row changes, and worked out anew after the last row. An import that dies in between leaves the mark, and whoever
 * reads it goes by the figures until the next import.
 */
export function createScoreboards() {
  const seen = new Set<GlobalId>();
  /** Rows of one account that are planned side by side look at it once. */
  const looking = new Map<GlobalId, Promise<readonly Batch[]>>();
  return {
    /** What must be written before a row changes or goes. */
    before: ({ cells }: CsvRow, { documents }: ImportContext): Promise<readonly Batch[]> => {
      const globalId = GlobalId.parse(cells['globalId']);
      const same = looking.get(globalId);
      if (same !== undefined) return same;
      const found = marking(documents, globalId).finally(() => looking.delete(globalId));
      looking.set(globalId, found);
      return found;
    },
    written: (rows: readonly CsvRow[]): Promise<void> => {
      for (const { cells } of rows) seen.add(GlobalId.parse(cells['globalId']));
      return Promise.resolve();
    },
    finish: async (context: ImportContext): Promise<void> => {
      const accounts = [...seen];
      for (let at = 0; at < accounts.length; at += SIDE_BY_SIDE) {
        await refreshAll(context, accounts.slice(at, at + SIDE_BY_SIDE));
      }
    },
  };
}

async function marking(documents: Documents, globalId: GlobalId): Promise<readonly Batch[]> {
  const change = await outdating(documents, globalId);
  return change === undefined ? [] : [{ partition: partitions.account(globalId), writes: [toWrite(change)] }];
}

async function refreshAll({ store, documents }: ImportContext, accounts: readonly GlobalId[]): Promise<void> {
  const changes = await Promise.all(accounts.map((globalId) => refreshing(documents, globalId)));
  const stale = accounts.flatMap((globalId, at): (readonly [GlobalId, Change])[] => {
    const change = changes[at];
    return change === undefined ? [] : [[globalId, change]];
  });
  const batches = stale.map(([globalId, change]) => ({
    partition: partitions.account(globalId),
    writes: [toWrite(change)],
  }));
  for await (const outcome of store.commitMany(batches)) {
    if (outcome.ok) continue;
    if (!(outcome.error instanceof ConflictError)) throw outcome.error;
    const [globalId] = stale[outcome.index] ?? [];
    if (globalId === undefined) continue;
    // Another import is at the same account: whoever comes last has read what both wrote.
    await untilCommitted(async () => {
      const change = await refreshing(documents, globalId);
      if (change !== undefined) await documents.commit(partitions.account(globalId), [change]);
    });
  }
}
