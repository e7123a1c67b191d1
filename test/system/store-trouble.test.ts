import { open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { csvOf, says } from '../support/wire.ts';

let porter: PorterProcess;
beforeEach(async () => {
  porter = await porterProcess();
  await porter.import(csvOf([{ partnerId: '1001', people: [1] }]));
}, 60_000);
afterEach(() => porter.close());

const file = () => join(porter.folder, 'data', 'porter.db');

/** Asks for readiness until it says something, for at most 20 seconds. */
async function untilReady(meant: (answer: { status: number; body: object }) => boolean) {
  for (let tries = 0; tries < 80; tries++) {
    const answer = await porter.ready();
    if (meant(answer)) return answer;
    await delay(250);
  }
  throw new Error('readiness never said so');
}

it('says that another process holds the lock, answers who waits, and goes on by itself', async () => {
  await porter.start();
  expect((await porter.ready()).status).toBe(200);
  const other = new DatabaseSync(file());
  other.exec('BEGIN EXCLUSIVE');

  const waiting = Promise.all(Array.from({ length: 9 }, () => says(porter, 1, 'settings')));
  const answer = await untilReady(({ status }) => status === 503);
  other.exec('COMMIT');
  other.close();
  await waiting;

  expect(answer.body).toEqual({ status: 'unavailable', reason: 'locked' });
  await untilReady(({ status }) => status === 200);
}, 60_000);

it.each([
  ['deleted', () => rm(file())],
  [
    'replaced',
    async () => {
      const copy = await readFile(file());
      await rm(file());
      await writeFile(file(), copy);
    },
  ],
])(
  'ends with a clear message when its data file was %s',
  async (_case, lose) => {
    await porter.start();
    const pid = porter.pid();
    await lose();

    for (let tries = 0; tries < 100 && isAlive(pid); tries++) await delay(100);

    expect(isAlive(pid)).toBe(false);
    expect(porter.output()).toContain('its data file was deleted or replaced');
  },
  60_000,
);

it('says that its data file is damaged', async () => {
  const { size } = await stat(file());
  const handle = await open(file(), 'r+');
  await handle.write(Buffer.alloc(4_096 * 3, 0xa5), 0, 4_096 * 3, Math.floor(size / 2 / 4_096) * 4_096);
  await handle.close();
  await porter.start();

  const answer = await untilReady(({ status }) => status === 503);

  expect(answer.body).toEqual({ status: 'unavailable', reason: 'damaged' });
}, 60_000);

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}
