import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { csvOf, says } from '../support/wire.ts';

let porter: PorterProcess;
beforeEach(async () => {
  porter = await porterProcess();
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

describe('while another process holds the lock', () => {
  let other: DatabaseSync;
  beforeEach(async () => {
    await porter.import(csvOf([{ partnerId: '1001', people: [1] }]));
    await porter.start();
    // Somebody else first: what is fetched once, token and keys, is there.
    await says(porter, 2, 'help');
    other = new DatabaseSync(file());
    other.exec('BEGIN EXCLUSIVE');
  });
  afterEach(() => other.close());
  const nine = () => Array.from({ length: 9 }, () => says(porter, 1, 'settings'));

  it('everybody who waits is answered, readiness says why without having been asked before, and all goes on by itself', async () => {
    await Promise.all(nine());

    expect(await porter.ready()).toMatchObject({
      status: 503,
      body: { status: 'unavailable', reason: 'locked' },
    });
    other.exec('COMMIT');
    await untilReady(({ status }) => status === 200);
    expect(porter.output().match(/store in trouble/g)).toHaveLength(1);
  }, 60_000);

  it('the end waits for nobody longer than it may, and everybody is answered', async () => {
    const waiting = Promise.all(nine());
    // For all of them to be taken.
    await delay(1_000);

    expect(await porter.stop()).toBe(0);
    expect((await waiting).map(({ status }) => status)).toEqual(Array(9).fill(200));
  }, 60_000);
});

describe('on a disk that is full', () => {
  const disk = mounted();
  afterAll(() => {
    if (disk !== undefined) spawnSync('umount', [disk]);
  });

  (disk === undefined ? it.skip : it)(
    'readiness says so, and all goes on by itself once there is room (skipped where no disk can be mounted)',
    async () => {
      await porter.start({ PORTER_DATA: disk });
      expect((await porter.ready()).status).toBe(200);
      const filler = join(disk ?? '', 'filler');
      await writeFile(filler, Buffer.alloc(64 * 1024 * 1024)).catch(() => undefined);

      const answer = await untilReady(({ status }) => status === 503);

      expect(answer.body).toEqual({ status: 'unavailable', reason: 'full' });
      await rm(filler);
      await untilReady(({ status }) => status === 200);
    },
    60_000,
  );
});

it.each([
  ['deleted', () => rm(file())],
  ['deleted with its folder', () => rm(join(porter.folder, 'data'), { recursive: true })],
  ['emptied', () => writeFile(file(), '')],
  ['left without its log', () => rm(`${file()}-wal`)],
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
    expect(await porter.stop()).toBe(1);
    expect(porter.output()).toContain('its data file was deleted or replaced');
  },
  60_000,
);

it('says that its data file is damaged', async () => {
  await porter.import(csvOf([{ partnerId: '1001', people: [1] }]));
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

/** A disk of four megabytes, where this user may mount one. */
function mounted(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'porter-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]);
  return status === 0 ? folder : undefined;
}
