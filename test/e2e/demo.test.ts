import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPlayground, type Playground } from './playground.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
const DOCS = join(ROOT, 'docs');

let demo: ChildProcess;
let output = '';
let playground: Playground;

beforeAll(async () => {
  await mkdir(DOCS, { recursive: true });
  const [port, botPort] = await Promise.all([freePort(), freePort()]);
  const data = join(tmpdir(), `porter-demo-${process.pid}`);
  demo = spawn(
    process.execPath,
    ['src/cli/demo.ts', '--port', String(port), '--bot-port', String(botPort), '--data', data],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const read = (chunk: Buffer) => void (output += chunk.toString());
  demo.stdout?.on('data', read);
  demo.stderr?.on('data', read);
  await new Promise<void>((resolve, reject) => {
    const timer = setInterval(() => {
      if (!output.includes('Porter is ready') && demo.exitCode === null) return;
      clearInterval(timer);
      if (demo.exitCode === null) resolve();
      else reject(new Error(output));
    }, 100);
  });
  playground = await openPlayground(`http://localhost:${port}`);
}, 120_000);

afterAll(async () => {
  await playground?.close();
  const ended = new Promise((resolve) => demo.once('exit', resolve));
  demo.kill('SIGINT');
  await ended;
}, 60_000);

describe('the demo, as a newcomer sees it', () => {
  it('welcomes, helps, shows scores and an area, brings an offer unasked, and lets it be accepted', async () => {
    await playground.card('Welcome, Dana');
    await playground.say('hi');
    const today = await playground.card('Hello, Dana');
    await playground.screenshot(join(DOCS, 'today.png'));
    const help = await playground.press(today.getByRole('button', { name: 'More' }), 'What I can do');
    const scores = await playground.press(help.getByRole('button', { name: 'scores' }), 'of 6 qualified');
    await playground.screenshot(join(DOCS, 'demo-scores.png'));
    const area = await playground.press(
      scores.getByRole('button', { name: 'Modern Work' }),
      /points: .* short of 70/,
    );
    expect(await area.innerText()).toContain('Net customer adds');
    await playground.screenshot(join(DOCS, 'demo-area.png'));

    const offer = await playground.card(/Tailspin Toys[^]*Accept/);
    expect(await offer.innerText()).not.toContain('jo.berg@tailspin.test');
    await offer.scrollIntoViewIfNeeded();
    await playground.screenshot(join(DOCS, 'demo-offer.png'));
    const accepted = await playground.press(
      offer.getByRole('button', { name: 'Accept' }),
      'Dana Okafor accepted on',
    );
    expect(await accepted.innerText()).toContain('jo.berg@tailspin.test');
    expect(await accepted.getByRole('button', { name: 'Accept' }).count()).toBe(0);
    await accepted.scrollIntoViewIfNeeded();
    await playground.screenshot(join(DOCS, 'demo.png'));

    const lost = await playground.card('No longer you');
    expect(await lost.innerText()).toContain('Fourth Coffee');
  });

  it('answers what it does not know, and when the membership is to be renewed, with a card', async () => {
    await playground.say('what is the weather');
    await playground.card('I do not know that');
    await playground.say('renewal');
    await playground.card('Anniversary');
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
