import { SingleBar } from 'cli-progress';
import { parseArgs } from 'node:util';
import { importTables } from '../capabilities.ts';
import { runImport, type ImportedFile, type Reporter } from './import/run-import.ts';
import { withStore } from './with-store.ts';

const USAGE = 'Usage: npm run import -- DIR [--dry-run] [--baseline]';

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const asked = parse(args);
  if (asked === undefined) {
    console.error(USAGE);
    return 1;
  }
  return withStore(async (store) => {
    const { reporter, done } = terminal();
    try {
      const tables = await importTables();
      const files = await runImport(store, asked.folder, { ...asked, tables, now: new Date() }, reporter);
      done();
      if (files === undefined) {
        console.error('Nothing was stored. Correct what is named above and import again.');
        return 1;
      }
      for (const line of table(files)) console.log(line);
      console.log(asked.dryRun ? 'A dry run: nothing was stored.' : 'Done.');
      return 0;
    } catch (error) {
      done();
      console.error('What was stored by now stays; the same import again completes it.');
      throw error;
    }
  });
}

function parse(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'dry-run': { type: 'boolean' }, baseline: { type: 'boolean' } },
    });
    const [folder] = positionals;
    if (folder === undefined || positionals.length > 1) return undefined;
    return { folder, dryRun: values['dry-run'] === true, baseline: values.baseline === true };
  } catch {
    return undefined;
  }
}

/** Problems and warnings as lines on stderr; a bar there as well while it is a terminal. */
function terminal(): { readonly reporter: Reporter; readonly done: () => void } {
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: '{bar} {percentage}% {file}', clearOnComplete: true, hideCursor: true })
    : undefined;
  // The bar's line is left before another is written, and drawn again with the next progress.
  const line = (text: string) => {
    if (bar !== undefined) process.stderr.write('\r\u001b[K');
    console.error(text);
  };
  return {
    reporter: {
      problem: line,
      warning: (text) => line(`warning: ${text}`),
      start: (bytes) => bar?.start(bytes, 0, { file: '' }),
      progress: (bytes, file) => bar?.increment(bytes, { file }),
    },
    done: () => bar?.stop(),
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
