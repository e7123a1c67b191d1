import { afterAll, afterEach, beforeEach, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { importFolder } from '../../src/cli/import/import-folder.ts';
import { documentsOn } from '../../src/store/documents.ts';
import { openStore } from '../../src/store/open-store.ts';
import { DroppedImportDocument } from '../../src/usecases/imports/documents.ts';
import { folderOf, removeFolders, temporaryFolder } from '../support/csv-folder.ts';

const sound = { 'customers.csv': 'customerId,name\ncccccccc-0000-4000-8000-000000000001,Tailspin\n' };
const wrong = { 'customers.csv': 'customerId,name\nnone,Tailspin\nnone either,Wingtip\n' };
const before = process.env['PORTER_DATA'];

beforeEach(() => {
  process.env['PORTER_DATA'] = join(temporaryFolder(), 'data');
});
afterEach(() => {
  if (before === undefined) delete process.env['PORTER_DATA'];
  else process.env['PORTER_DATA'] = before;
});
afterAll(removeFolders);

async function noted() {
  const store = await openStore({ engine: 'sqlite', folder: process.env['PORTER_DATA'] ?? '' });
  try {
    const found = await Array.fromAsync(documentsOn(store).scan(DroppedImportDocument, 'program'));
    return found.map(({ value }) => value);
  } finally {
    await store.close();
  }
}

it('is noted for operators with what it stored, and without anybody whose it was', async () => {
  expect(await importFolder(folderOf(sound), {})).toBe(0);
  expect(await noted()).toMatchObject([
    {
      state: 'done',
      owner: null,
      by: null,
      counts: [{ file: 'customers.csv', created: 1, changed: 0, removed: 0, left: 0 }],
      problemCount: 0,
    },
  ]);
});

it('is noted with the rows that are wrong, and not where the folder lay', async () => {
  const folder = folderOf(wrong);
  expect(await importFolder(folder, {})).toBe(1);
  expect(await importFolder(folderOf({}), {})).toBe(1);

  const all = await noted();
  expect(all.map(({ state, problemCount }) => [state, problemCount]).toSorted()).toEqual([
    ['wrong', 1],
    ['wrong', 2],
  ]);
  expect(JSON.stringify(all)).toContain('customers.csv:2 customerId: ');
  expect(JSON.stringify(all)).not.toContain(folder);
});

it('is not noted when it was a dry run', async () => {
  expect(await importFolder(folderOf(sound), { dryRun: true })).toBe(0);
  expect(await importFolder(folderOf(wrong), { dryRun: true })).toBe(1);
  expect(await noted()).toEqual([]);
});
