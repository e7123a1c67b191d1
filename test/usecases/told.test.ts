import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mailOnce } from '../../src/mail/once.ts';
import { toldFiles } from '../../src/store/told-file.ts';
import { keptTold, TOLD_DAYS } from '../../src/usecases/notices/told.ts';
import { memoryDocuments, type MemoryDocuments } from '../support/memory-documents.ts';
import { noon } from '../support/referrals.ts';

const HOUR = 3_600_000;
const at = (hours: number) => new Date(noon.getTime() + hours * HOUR);

let folder: string;
let now: Date;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'porter-told-')), 'told');
  now = noon;
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

const lines: string[] = [];
const log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (_fields: object, message: string) => void lines.push(message),
};

/** A process that runs on a store from then on. */
async function runs(store: MemoryDocuments) {
  const told = keptTold(store, toldFiles(folder), { now: () => now }, log);
  await told.begin();
  return told;
}

function copyOf({ stored }: MemoryDocuments): MemoryDocuments {
  const copy = memoryDocuments();
  for (const [key, value] of stored) copy.stored.set(key, value);
  return copy;
}

describe('what was told', () => {
  it('is known to a copy of the store from before it was told, and to every later start of that copy', async () => {
    const store = memoryDocuments();
    const first = await runs(store);
    await first.note('before');
    await first.end();
    const copy = copyOf(store);
    now = at(3);
    await first.note('after');
    now = at(4);

    for (const hours of [5, 30]) {
      now = at(hours);
      const restored = await runs(copy);
      expect(restored.when('after')).toEqual(at(3));
      expect(restored.when('never')).toBeUndefined();
      await restored.end();
    }
  });

  it('is nothing to a store that goes on: after an orderly end there is nothing it missed', async () => {
    const store = memoryDocuments();
    const first = await runs(store);
    now = at(1);
    await first.note('told');
    now = at(1.2);
    await first.end();

    now = at(2);
    expect((await runs(store)).when('told')).toBeUndefined();
  });

  it('says nothing to another store, whose key is another', async () => {
    const first = await runs(memoryDocuments());
    now = at(1);
    await first.note('told');

    now = noon;
    expect((await runs(memoryDocuments())).when('told')).toBeUndefined();
  });

  it('is forgotten with the copies that could need it', async () => {
    const store = memoryDocuments();
    const first = await runs(store);
    const copy = copyOf(store);
    await first.note('told');
    const [name = ''] = await readdir(folder);
    await utimes(join(folder, name), noon, noon);

    now = at(24 * TOLD_DAYS + 1);
    const restored = await runs(copy);

    expect(restored.when('told')).toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is read past a line that broke off, and one that cannot be written stops nobody', async () => {
    const store = memoryDocuments();
    const first = await runs(store);
    const copy = copyOf(store);
    await first.note('told');
    await writeFile(join(folder, 'broken.txt'), `${at(0).toISOString()} 0123`);
    expect((await runs(copy)).when('told')).toEqual(noon);

    await rm(folder, { recursive: true });
    await first.note('lost');
    expect(lines).toEqual(['told list not written']);
  });

  it('stops no start where there is no place for it beside the data, and is said once to be missing', async () => {
    await writeFile(folder, 'something else');
    lines.length = 0;

    const told = await runs(memoryDocuments());
    await told.note('anything');
    await told.end();

    expect(told.when('anything')).toBeUndefined();
    expect(lines).toEqual(['told list not written']);
  });

  it('is no mail a second time', async () => {
    const store = memoryDocuments();
    const sent: string[] = [];
    const mailer = { send: ({ id }: { id: string }) => Promise.resolve(void sent.push(id)) };
    const mail = { to: 'jo@contoso.test', subject: '', text: '', html: '', language: 'en' };
    const first = await runs(store);
    const copy = copyOf(store);
    await mailOnce(mailer, first).send({ ...mail, id: 'one' });

    const restored = mailOnce(mailer, await runs(copy));
    await restored.send({ ...mail, id: 'one' });
    await restored.send({ ...mail, id: 'two' });

    expect(sent).toEqual(['one', 'two']);
  });
});
