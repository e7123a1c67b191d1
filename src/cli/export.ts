import { runExport } from './export/run-export.ts';
import { withStore } from './with-store.ts';

const USAGE = 'Usage: npm run export -- DIR';

process.exitCode = await main(process.argv.slice(2));

async function main([folder, ...rest]: readonly string[]): Promise<number> {
  if (folder === undefined || folder.startsWith('-') || rest.length > 0) {
    console.error(USAGE);
    return 1;
  }
  return withStore(async (store) => {
    for await (const { file, rows } of runExport(store, folder, new Date())) {
      console.log(`${file}: ${rows} rows`);
    }
    return 0;
  });
}
