import { importTables } from '../../capabilities.ts';
import type { DocumentStore } from '../../store/document-store.ts';
import { openBlobs } from '../../store/open-blobs.ts';
import type { Blobs } from '../../usecases/files/blobs.ts';
import { showProgress } from '../progress.ts';
import { withStore } from '../with-store.ts';
import { runImport, type ImportedFile } from './run-import.ts';

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
  try {
    const tables = await importTables();
    const files = await runImport(
      store,
      folder,
      { dryRun, baseline, tables, now: new Date(), blobs },
      {
        problem: (text) => progress.line(text),
        warning: (text) => progress.line(`warning: ${text}`),
        start: (bytes) => progress.start(bytes),
        progress: (bytes, file) => progress.advance(bytes, file),
      },
    );
    progress.stop();
    if (files === undefined) {
      console.error('Nothing was stored. Correct what is named above and import again.');
      return 1;
    }
    for (const line of table(files)) console.log(line);
    console.log(dryRun ? 'A dry run: nothing was stored.' : 'Done.');
    return 0;
  } catch (error) {
    progress.stop();
    console.error('What was stored by now stays; the same import again completes it.');
    throw error;
  }
}

function table(files: readonly ImportedFile[]): readonly string[] {
  const width = Math.max(...files.map(({ file }) => file.length));
  return files.map(({ file, counts: { created, changed, left, removed } }) =>
    [file.padEnd(width), `${created} created, ${changed} changed, ${left} left, ${removed} removed`].join(
      '  ',
    ),
  );
}
