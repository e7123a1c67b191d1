import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { openPlayground, type Playground } from './playground.ts';

const ROOT = new URL('../../', import.meta.url).pathname;

/** The demo as `npm run demo` starts it, on ports and a folder of its own. */
export interface DemoProcess {
  /** Opens the page of one of its four people, by number from 0. @param width of the browser, in pixels */
  page(number: number, width?: number): Promise<Playground>;
  /** Closes the pages and interrupts the demo, as Ctrl-C does. */
  close(): Promise<void>;
}

export async function demoProcess(): Promise<DemoProcess> {
  const first = await fourFreePorts();
  const data = join(tmpdir(), `porter-demo-${randomUUID()}`);
  const ports = ['--port', String(first), '--bot-port', String(await freePort())];
  const demo = spawn(process.execPath, ['src/cli/demo.ts', ...ports, '--data', data], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pages: Playground[] = [];
  await new Promise<void>((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Porter is ready')) resolve();
    };
    demo.stdout.on('data', read);
    demo.stderr.on('data', read);
    demo.once('exit', () => reject(new Error(output)));
  });
  return {
    async page(number, width) {
      const page = await openPlayground(`http://localhost:${first + number}`);
      if (width !== undefined) await page.page.setViewportSize({ width, height: 900 });
      pages.push(page);
      return page;
    },
    async close() {
      for (const page of pages) await page.close();
      const ended = new Promise((resolve) => demo.once('exit', resolve));
      demo.kill('SIGINT');
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Four ports in a row that nobody has. */
async function fourFreePorts(): Promise<number> {
  for (;;) {
    const first = await freePort();
    const rest = await Promise.all([1, 2, 3].map((more) => isFree(first + more)));
    if (rest.every(Boolean)) return first;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

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
