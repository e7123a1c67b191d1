import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '../../src/store/sqlite.ts';
import { describeStore } from './contract.ts';

describeStore('SQLite', async (now) => {
  const folder = mkdtempSync(join(tmpdir(), 'porter-'));
  const store = await openSqlite({ folder, now });
  return { store, clean: () => rmSync(folder, { recursive: true }) };
});
