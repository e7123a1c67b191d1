import { importTables } from '../../capabilities.ts';
import { MAX_PROBLEMS, MAX_WARNINGS, type ImportOutcome } from '../../domain/imports/dropped.ts';
import type { DocumentStore } from '../../store/document-store.ts';
import { documentsOn } from '../../store/documents.ts';
import { openBlobs } from '../../store/open-blobs.ts';
import type { Blobs } from '../../usecases/files/blobs.ts';
import { recordImport } from '../../usecases/imports/record.ts';
import { showProgress, type Progress } from '../progress.ts';
import { withStore } from '../with-store.ts';
import { runImport, type ImportedFile, type Reporter } from './run-import.ts';

export interface ImportFlags {
  readonly dryRun?: true;
  readonly baseline?: true;
}

/** @returns the exit code: 1 when rows are wrong, and then nothing was stored */
export function importFolder(folder: string, flags: ImportFlags): Promise<number> {
  return withStore(async (store, { blobs }) => importing(store, await openBlobs(blobs), folder, flags));
}

async function importing(
  store: DocumentStore,
  blobs: Blobs | undefined,
  folder: string,
  flags: ImportFlags,
): Promise<number> {
  const { dryRun = false, baseline = false } = flags;
  const progress = showProgress();
  const heard = listening(folder, progress);
  // A dry run is told to whoever waits for it, and to nobody else.
  const record = async (outcome: ImportOutcome) => {
    if (!dryRun) await recordImport(documentsOn(store), outcome, new Date());
  };
  try {
    const tables = await importTables();
    const options = { dryRun, baseline, tables, now: new Date(), blobs };
    const files = await runImport(store, folder, options, heard.reporter);
    progress.stop();
    await record(heard.outcome(files));
    if (files === undefined) {
      console.error('Nothing was stored. Correct what is named above and import again.');
      return 1;
    }
    for (const line of table(files)) console.log(line);
    console.log(dryRun ? 'A dry run: nothing was stored.' : 'Done.');
    return 0;
  } catch (error) {
    progress.stop();
    // What broke the import off may keep this from being written too, and is what has to be told.
    await record({ ...BROKE_OFF, warnings: heard.outcome().warnings }).catch(() => undefined);
    console.error('What was stored by now stays; the same import again completes it.');
    throw error;
  }
}

const BROKE_OFF = { counts: [], problems: ['it broke off'], problemCount: 1 };

/** Writes what an import finds, and keeps as much of it as is noted. */
function listening(
  folder: string,
  progress: Progress,
): {
  readonly reporter: Reporter;
  readonly outcome: (files?: readonly ImportedFile[]) => ImportOutcome;
} {
  const problems: string[] = [];
  const warnings: string[] = [];
  let problemCount = 0;
  return {
    reporter: {
      problem(text) {
        problemCount++;
        // Where the folder lies is of no use to others, and may tell whose it is.
        if (problems.length < MAX_PROBLEMS) problems.push(text.replace(`${folder}: `, ''));
        progress.line(text);
      },
      warning(text) {
        if (warnings.length < MAX_WARNINGS) warnings.push(text);
        progress.line(`warning: ${text}`);
      },
      start: (bytes) => progress.start(bytes),
      progress: (bytes, file) => progress.advance(bytes, file),
    },
    outcome: (files = []) => ({
      counts: files.map(({ file, counts }) => ({ file, ...counts })),
      problems,
      problemCount,
      warnings,
    }),
  };
}

function table(files: readonly ImportedFile[]): readonly string[] {
  const width = Math.max(...files.map(({ file }) => file.length));
  return files.map(({ file, counts: { created, changed, left, removed } }) =>
    [file.padEnd(width), `${created} created, ${changed} changed, ${left} left, ${removed} removed`].join(
      '  ',
    ),
  );
}
