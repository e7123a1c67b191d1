import type { Batch, DocumentStore, Write } from '../../store/document-store.ts';
import { JobDocument } from '../../usecases/jobs.ts';
import { ConflictError } from '../../usecases/ports.ts';
import {
  LEFT,
  type CsvRow,
  type FileImport,
  type ImportContext,
  type Plan,
  type RowOutcome,
} from './table.ts';
import { untilCommitted } from '../../usecases/imports/until-committed.ts';

export type Counts = { [outcome in RowOutcome]: number };

/** Rows planned and committed together; what an import reads ahead at most. */
const WINDOW = 2_000;
/** Rows planned at a time, for an engine whose reads wait for a network. */
const SIDE_BY_SIDE = 32;
const MAX_WRITES = 100;
/** Cosmos DB takes 2 MB a batch; a kept text may take a quarter of that. */
const LARGE_TEXT = 10_000;

interface Planned {
  readonly row: CsvRow;
  plan: Plan;
}

/**
 * Plans rows against the store and commits what they ask for, in windows: while one is committed the next is planned. A row
 * whose documents were changed in between is planned again.
 *
 * @param dryRun count only
 */
export async function writeRows(
  file: FileImport,
  rows: AsyncIterable<readonly CsvRow[]>,
  context: ImportContext,
  dryRun: boolean,
): Promise<Counts> {
  const counts: Counts = { created: 0, changed: 0, left: 0, removed: 0 };
  const windows = planned(file, windowsOf(rows), context);
  let next = windows.next();
  for (;;) {
    const { done, value: window } = await next;
    if (done === true) break;
    next = windows.next();
    // Looked at only after this window is through; until then its failure is nobody's unhandled rejection.
    next.catch(() => {});
    if (!dryRun) await commitWindow(file, window, context);
    for (const { plan } of window) counts[plan.outcome]++;
  }
  if (!dryRun) await file.finish?.(context);
  return counts;
}

async function* windowsOf(chunks: AsyncIterable<readonly CsvRow[]>): AsyncGenerator<readonly CsvRow[]> {
  let window: CsvRow[] = [];
  for await (const rows of chunks) {
    for (const row of rows) window.push(row);
    if (window.length < WINDOW) continue;
    yield window;
    window = [];
  }
  if (window.length > 0) yield window;
}

async function* planned(
  file: FileImport,
  windows: AsyncIterable<readonly CsvRow[]>,
  context: ImportContext,
): AsyncGenerator<readonly Planned[]> {
  for await (const rows of windows) {
    const plans: Planned[] = [];
    let at = 0;
    const planner = async () => {
      while (at < rows.length) {
        const place = at++;
        const row = rows[place];
        if (row !== undefined) plans[place] = { row, plan: await planOf(file, row, context) };
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, planner));
    yield plans;
  }
}

async function commitWindow(
  file: FileImport,
  window: readonly Planned[],
  context: ImportContext,
): Promise<void> {
  const { store } = context;
  const again = new Set<Planned>();
  await commitAll(store, beforeBatches(window), again);
  const ready = window.filter((one) => !again.has(one));
  await commitAll(store, mainBatches(ready), again);
  for (const one of again) {
    await untilCommitted(async () => {
      one.plan = await planOf(file, one.row, context);
      for (const batch of one.plan.before ?? []) await store.commit(batch.partition, batch.writes);
      if (one.plan.main !== undefined) await store.commit(one.plan.main.partition, one.plan.main.writes);
    });
  }
  await file.written?.(
    window.flatMap(({ row }) => (row.isErased === true ? [] : [row])),
    context,
  );
}

function planOf(file: FileImport, row: CsvRow, context: ImportContext): Promise<Plan> {
  return row.isErased === true ? Promise.resolve(LEFT) : file.plan(row, context);
}

interface Owned {
  readonly batch: { readonly partition: string; readonly writes: Write[] };
  readonly owners: Planned[];
}

/** @param again gets the rows whose batch found its documents changed */
async function commitAll(store: DocumentStore, owned: readonly Owned[], again: Set<Planned>): Promise<void> {
  if (owned.length === 0) return;
  for await (const outcome of store.commitMany(owned.map(({ batch }): Batch => batch))) {
    if (outcome.ok) continue;
    if (!(outcome.error instanceof ConflictError)) throw outcome.error;
    for (const one of owned[outcome.index]?.owners ?? []) again.add(one);
  }
}

/** What several rows ask for alike, such as the pointer to a tenant, is written once. */
function beforeBatches(window: readonly Planned[]): readonly Owned[] {
  const batches = new Map<string, Owned>();
  for (const one of window) {
    for (const { partition, writes } of one.plan.before ?? []) {
      const key = JSON.stringify([partition, writes]);
      const same = batches.get(key);
      if (same === undefined) batches.set(key, { batch: { partition, writes: [...writes] }, owners: [one] });
      else same.owners.push(one);
    }
  }
  return [...batches.values()];
}

/** Rows that follow each other in one partition share a batch. */
function mainBatches(window: readonly Planned[]): readonly Owned[] {
  const batches: Owned[] = [];
  for (const one of window) {
    const { main } = one.plan;
    if (main === undefined) continue;
    const last = batches.at(-1);
    const fits =
      last?.batch.partition === main.partition &&
      last.batch.writes.length + main.writes.length <= MAX_WRITES &&
      !isLarge(one.row);
    if (fits) {
      last.batch.writes.push(...main.writes.filter((write) => !isAskedFor(last.batch.writes, write)));
      last.owners.push(one);
    } else batches.push({ batch: { partition: main.partition, writes: [...main.writes] }, owners: [one] });
  }
  return batches;
}

/** A job that another row of the batch asks for as well: ids are derived, so it is the same one. */
function isAskedFor(writes: readonly Write[], write: Write): boolean {
  return write.op !== 'delete' && write.kind === JobDocument.name && writes.some(({ id }) => id === write.id);
}

function isLarge({ cells }: CsvRow): boolean {
  return (cells['text']?.length ?? 0) > LARGE_TEXT;
}
