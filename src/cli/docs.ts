/** `npm run docs`: writes the tables of `docs/architecture.md` from the declarations. A test says when they are out of date. */
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { withTables } from './docs/tables.ts';

const target = new URL('../../docs/architecture.md', import.meta.url);
const filled = withTables(await readFile(target, 'utf8'));
await writeFile(
  target,
  await format(filled, { ...(await resolveConfig('.prettierrc.json')), parser: 'markdown' }),
);
