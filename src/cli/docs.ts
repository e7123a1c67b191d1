import { readFile, writeFile } from 'node:fs/promises';
import { command, runCommand } from './command.ts';

/** A test says when what it writes is out of date. */
await runCommand(
  command('docs', 'Writes the tables of docs/ from the declarations in the code.', [
    ['npm run docs', ''],
  ]).action(async () => {
    const { format, resolveConfig } = await import('prettier');
    const { GENERATED } = await import('./docs/tables.ts');
    const options = { ...(await resolveConfig('.prettierrc.json')), parser: 'markdown' };
    for (const [file, fill] of Object.entries(GENERATED)) {
      const target = new URL(`../../docs/${file}`, import.meta.url);
      await writeFile(target, await format(fill(await readFile(target, 'utf8')), options));
    }
  }),
);
