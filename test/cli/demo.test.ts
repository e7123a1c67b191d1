import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { takeGround } from '../../src/cli/demo/ground.ts';
import { folderOf, removeFolders, temporaryFolder } from '../support/csv-folder.ts';

const ROOT = join(import.meta.dirname, '../..');
const ended: (() => void)[] = [];

afterEach(() => {
  for (const end of ended.splice(0)) end();
});
afterAll(removeFolders);

/** A folder as a demo leaves it that runs as that process. */
const demoFolder = (pid: number) =>
  folderOf({ 'demo.json': JSON.stringify({ pid }), 'porter.db': 'the first' });

describe('the ground of a demo', () => {
  it.each(['127.0.0.1', '::'])(
    'is not taken while a port is busy at %s, and nothing is touched',
    async (host) => {
      const folder = demoFolder(999_999_999);
      const busy = await listening(host);
      const free = await freePort();

      for (const ports of [
        [busy, free],
        [free, busy],
      ]) {
        await expect(takeGround({ ports, folder })).rejects.toThrow(`Port ${busy} is in use`);
      }
      expect(readFileSync(join(folder, 'porter.db'), 'utf8')).toBe('the first');
    },
  );

  it('is not taken while another demo runs there, whatever its ports', async () => {
    const other = running();
    const folder = demoFolder(other.pid ?? 0);

    await expect(takeGround({ ports: [await freePort()], folder })).rejects.toThrow(/in use by another demo/);
    expect(readFileSync(join(folder, 'porter.db'), 'utf8')).toBe('the first');
  });

  it('is taken again, empty, once that demo has ended, or left a mark that says nothing', async () => {
    for (const folder of [demoFolder(999_999_999), folderOf({ 'demo.json': '', 'porter.db': 'x' })]) {
      await takeGround({ ports: [await freePort()], folder });

      expect(readdirSync(folder)).toEqual(['demo.json']);
      expect(JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8'))).toEqual({ pid: process.pid });
    }
  });

  it('is never a folder that no demo has made, such as a store', async () => {
    const folder = folderOf({ 'porter.db': 'a store' });

    await expect(takeGround({ ports: [], folder })).rejects.toThrow(/holds what no demo has made/);
    expect(readdirSync(folder)).toEqual(['porter.db']);
  });

  it('is a new folder, or an empty one', async () => {
    const folder = temporaryFolder();
    await takeGround({ ports: [], folder });
    await takeGround({ ports: [], folder: join(folder, 'a/b') });

    expect(existsSync(join(folder, 'a/b/demo.json'))).toBe(true);
  });

  it('is told in one line when it cannot be written', async () => {
    const file = join(folderOf({ file: 'x' }), 'file');
    await expect(takeGround({ ports: [], folder: file })).rejects.toThrow(
      /cannot be written \((ENOTDIR|EEXIST)\)/,
    );
    await expect(takeGround({ ports: [], folder: join(file, 'below') })).rejects.toThrow(/cannot be written/);
    if (process.getuid?.() === 0) return;
    const locked = join(temporaryFolder(), 'locked');
    mkdirSync(locked);
    writeFileSync(join(locked, 'demo.json'), '{"pid":999999999}');
    writeFileSync(join(locked, 'porter.db'), 'the first');
    chmodSync(join(locked, 'demo.json'), 0o400);
    chmodSync(locked, 0o500);
    ended.push(() => chmodSync(locked, 0o700));

    await expect(takeGround({ ports: [], folder: locked })).rejects.toThrow(/cannot be written \(EACCES\)/);
    expect(readFileSync(join(locked, 'porter.db'), 'utf8')).toBe('the first');
  });
});

describe('a second demo', () => {
  it('ends with a code and a line, never says that it is ready, and leaves the first one its data', async () => {
    const folder = demoFolder(running().pid ?? 0);
    const [port, bot, busy] = [await freePort(), await freePort(), await listening('127.0.0.1')];
    const third = String(Number(busy) - 2);

    for (const [ports, code, says] of [
      [['--port', port, '--bot-port', busy], 1, `Port ${busy} is in use`],
      [['--port', third, '--bot-port', bot], 1, 'is in use'],
      [['--port', port, '--bot-port', bot], 1, 'is in use'],
      [['--port', port, '--bot-port', port], 2, `--bot-port: ${port} is the port of a page`],
      [['--port', third, '--bot-port', busy], 2, `--bot-port: ${busy} is the port of a page`],
    ] as const) {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['src/cli/demo.ts', ...ports, '--data', folder],
        { cwd: ROOT, encoding: 'utf8' },
      );

      expect([status, stdout]).toEqual([code, '']);
      expect(stderr).toContain(says);
      expect(stderr).not.toContain('    at ');
    }
    expect(readFileSync(join(folder, 'porter.db'), 'utf8')).toBe('the first');
  });
});

/** A process that goes on until the end of the test. */
function running(): ChildProcess {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  ended.push(() => child.kill());
  return child;
}

async function listening(host: string): Promise<string> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen({ port: 0, host }, resolve));
  ended.push(() => server.close());
  return String((server.address() as AddressInfo).port);
}

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}
