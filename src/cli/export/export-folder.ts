import { showProgress } from '../progress.ts';
import { withStore } from '../with-store.ts';
import { EXPORT_FILES, runExport } from './run-export.ts';

/** Writes all files and names each with its rows. @returns the exit code */
export function exportFolder(folder: string): Promise<number> {
  return withStore(async (store) => {
    const progress = showProgress();
    progress.start(EXPORT_FILES.length);
    const lines: string[] = [];
    try {
      for await (const { file, rows } of runExport(store, folder, new Date(), progress)) {
        lines.push(`${file}: ${rows} rows`);
      }
    } finally {
      progress.stop();
    }
    for (const line of lines) console.log(line);
    return 0;
  });
}
