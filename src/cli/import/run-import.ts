import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentStore } from '../../store/document-store.ts';
import { documentsOn } from '../../store/documents.ts';
import { allErased, type Erased } from '../../usecases/erasure/tombstones.ts';
import { nothingToBuild } from '../../usecases/associations/build.ts';
import type { Documents } from '../../usecases/ports.ts';
import { knowledge, knowledgeFiles, readKnowledge } from './knowledge.ts';
import { readRows, type Heard } from './read-rows.ts';
import { keptRowsOf } from './erased-rows.ts';
import { fileAt } from './source-file.ts';
import type { CsvRow, FileImport, ImportContext, Problem, Table } from './table.ts';
import { writeRows, type Counts } from './write-rows.ts';
import { SubscriptionDocument } from '../../usecases/associations/documents.ts';
import { ClaimDocument } from '../../usecases/claims/documents.ts';
import type { Blobs } from '../../usecases/files/blobs.ts';
import { RowDocument } from '../../usecases/imports/documents.ts';
import { moveAllLocations } from '../../usecases/referrals/move-directory.ts';

export interface ImportOptions {
  /** Every file that can be imported, in their order. */
  readonly tables: readonly Table[];
  readonly dryRun: boolean;
  readonly baseline: boolean;
  readonly now: Date;
  /** Where the bytes of files lie; absent: in the store. */
  readonly blobs?: Blobs | undefined;
}

/** Where an import tells what it finds, while it finds it. */
export interface Reporter {
  /** `line` is `file:line column: what is wrong`. */
  problem(line: string): void;
  warning(line: string): void;
  /** Bytes to be read in all, over both passes. */
  start(bytes: number): void;
  progress(bytes: number, file: string): void;
}

export interface ImportedFile {
  readonly file: string;
  readonly counts: Counts;
}

/** One file to be imported: the table, and the rows in chunks, read anew in each pass. */
interface Source {
  readonly file: string;
  readonly bytes: number;
  readonly table: FileImport;
  rows(heard: Heard): AsyncIterable<readonly CsvRow[]>;
}

/**
 * Checks all files of a folder and, if nothing at all is wrong, writes them.
 *
 * @returns the counts of each file, or undefined when there were problems and nothing was stored
 * @throws StoreUnavailable, the file system's errors: what was written by then stays; the same import again completes it
 */
export async function runImport(
  store: DocumentStore,
  folder: string,
  { tables, dryRun, baseline, now, blobs }: ImportOptions,
  reporter: Reporter,
): Promise<readonly ImportedFile[] | undefined> {
  const documents = documentsOn(store);
  const { sources, others } = findSources(tables, folder, await allErased(documents));
  reporter.start(2 * sources.reduce((bytes, source) => bytes + source.bytes, 0));
  let problems = 0;
  if (sources.length === 0) {
    reporter.problem(`${folder}: holds none of the files that can be imported`);
    problems++;
  }
  const warn = (message: string) => reporter.warning(message);
  const hadCustomers = asked(() => somethingLiesWithCustomers(documents));
  const context: ImportContext = { store, documents, blobs, now, baseline, hadCustomers, warn };
  for (const source of sources) problems += await check(source, context, reporter);
  const named = new Set(sources.flatMap(({ table }) => [...(table.named?.() ?? [])]));
  for (const name of others) {
    if (name.endsWith('.csv') && !named.has(name)) warn(`${name}: not a file of the import, ignored`);
  }
  if (problems > 0) return undefined;

  // Rows say where a location belongs, not where it may still lie.
  if (!dryRun) await moveAllLocations(documents);
  if (!dryRun && !(await hadCustomers())) await nothingToBuild(documents);
  const done: ImportedFile[] = [];
  for (const source of sources) {
    const { file, table } = source;
    const heard: Heard = {
      problem: ({ line }) => {
        throw new Error(`${file}:${line} was changed while it was being imported`);
      },
      warning: () => {},
      progress: (bytes) => reporter.progress(bytes, file),
    };
    done.push({ file, counts: await writeRows(table, source.rows(heard), context, dryRun) });
  }
  return done;
}

/** Looked up at the first question only. */
function asked<T>(look: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= look());
}

async function somethingLiesWithCustomers(documents: Documents): Promise<boolean> {
  for (const kind of [SubscriptionDocument, ClaimDocument, RowDocument]) {
    for await (const _ of documents.scan<unknown>(kind, 'customers')) return true;
  }
  return false;
}

async function check(source: Source, context: ImportContext, reporter: Reporter): Promise<number> {
  const { file, table } = source;
  let problems = 0;
  const problem = ({ line, column, message }: Problem) => {
    problems++;
    reporter.problem(`${file}:${line} ${column}: ${message}`);
  };
  const heard: Heard = {
    problem,
    warning: (message) => reporter.warning(`${file}: ${message}`),
    progress: (bytes) => reporter.progress(bytes, file),
  };
  let isWhole = true;
  for await (const chunk of source.rows(heard)) {
    for (const row of chunk) {
      if (row.isErased === true) continue;
      const lacking = row.lacking ?? new Set();
      if (lacking.size > 0) isWhole = false;
      for (const one of table.see(row)) if (!lacking.has(one.column)) problem(one);
    }
  }
  // What rows are wrong only together cannot be told of rows that are in part unknown.
  if (isWhole) for (const one of (await table.seen?.(context)) ?? []) problem(one);
  return problems;
}

/** What is to be imported, in order, and the names that are left. */
function findSources(
  tables: readonly Table[],
  folder: string,
  erased: Erased | undefined,
): { readonly sources: readonly Source[]; readonly others: ReadonlySet<string> } {
  const there = new Set(readdirSync(folder));
  const csv = (table: Table): Source[] => {
    if (!there.delete(table.file)) return [];
    const path = join(folder, table.file);
    const found = fileAt(path);
    const column = Object.keys(table.columns)[0] ?? '';
    const rows = (heard: Heard) =>
      'problem' in found
        ? unreadable({ line: 1, column, message: found.problem }, heard)
        : keptRowsOf(readRows(path, table, heard), erased);
    const bytes = 'problem' in found ? 0 : found.bytes;
    return [{ file: table.file, bytes, table: table.open(folder), rows }];
  };
  const sources = [
    ...tables.filter(({ last }) => last !== true).flatMap(csv),
    ...knowledgeFiles(folder).map((name) => entry(folder, name)),
    ...tables.filter(({ last }) => last === true).flatMap(csv),
  ];
  return { sources, others: there };
}

/** No rows: only what is wrong with what stands in the file's place. */
async function* unreadable(problem: Problem, heard: Heard): AsyncGenerator<readonly CsvRow[]> {
  yield await Promise.resolve([]);
  heard.problem(problem);
}

function entry(folder: string, name: string): Source {
  return {
    file: name === '' ? 'knowledge' : `knowledge/${name}`,
    bytes: 0,
    table: knowledge.open(folder),
    async *rows(heard) {
      const row = readKnowledge(folder, name);
      if ('cells' in row) yield [row];
      else heard.problem(row);
    },
  };
}
