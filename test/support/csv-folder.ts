import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { importTables } from '../../src/capabilities.ts';
import { runImport, type ImportedFile, type ImportOptions } from '../../src/cli/import/run-import.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { COLLECTIONS } from '../../src/usecases/partitions.ts';
import { noon } from './referrals.ts';

export type Files = { readonly [name: string]: string | Buffer };

const made: string[] = [];

/** An empty folder, gone with {@link removeFolders}. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'porter-test-'));
  made.push(folder);
  return folder;
}

/** For `afterAll` of every file that uses this one. */
export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A new folder with these files. */
export function folderOf(files: Files): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export interface Imported {
  /** By file, as `created/changed/left/removed`; empty when nothing was stored. */
  readonly counts: { readonly [file: string]: string };
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** Imports these files, or a folder, and collects what it says. */
export async function importing(
  store: DocumentStore,
  files: Files | string,
  options: Partial<Omit<ImportOptions, 'tables'>> = {},
): Promise<Imported> {
  const problems: string[] = [];
  const warnings: string[] = [];
  const folder = typeof files === 'string' ? files : folderOf(files);
  const done = await runImport(
    store,
    folder,
    { tables: await importTables(), dryRun: false, baseline: false, now: noon, ...options },
    {
      problem: (line) => problems.push(line),
      warning: (line) => warnings.push(line),
      start: () => undefined,
      progress: () => undefined,
    },
  );
  return { counts: Object.fromEntries((done ?? []).map(countsOf)), problems, warnings };
}

function countsOf({ file, counts }: ImportedFile): [string, string] {
  return [file, `${counts.created}/${counts.changed}/${counts.left}/${counts.removed}`];
}

/** Everything in the store, for comparing two of them: without etags. */
export async function contentOf(store: DocumentStore): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (const collection of COLLECTIONS) {
    for await (const { partition, id, kind, body } of store.scan(collection)) {
      found.push({ partition, id, kind, body });
    }
  }
  return found;
}
