/** `npm run docs`: writes the tables of `docs/` from the declarations. A test says when they are out of date. */
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { GENERATED } from './docs/tables.ts';

const options = { ...(await resolveConfig('.prettierrc.json')), parser: 'markdown' };
for (const [file, fill] of Object.entries(GENERATED)) {
  const target = new URL(`../../docs/${file}`, import.meta.url);
  await writeFile(target, await format(fill(await readFile(target, 'utf8')), options));
}
