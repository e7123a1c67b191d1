import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { listen, stop } from './open-id-server.ts';

const COMMAND = new URL('../../node_modules/@modelcontextprotocol/conformance/dist/index.js', import.meta.url)
  .pathname;

const Checks = z.array(z.object({ status: z.string(), errorMessage: z.string().optional() }));

/** What came of each scenario: nothing where it passes, else what it found. */
export type Conformance = { readonly [scenario: string]: readonly string[] };

export interface Relayed {
  /** Used in turn, since one person's calls are limited. */
  readonly tokens: readonly string[];
  /** What the suite calls things of a server of its own, and what this one calls the like. */
  readonly names: { readonly [theirs: string]: string };
}

/**
 * Runs the official conformance suite's scenarios for servers. The suite signs in nowhere and asks for things by names of its
 * own, so that what it sends goes through a relay that adds a token and says our names for them, and nothing else.
 */
export async function conformanceOf(url: string, relayed: Relayed): Promise<Conformance> {
  const relay = await relayTo(url, relayed);
  const folder = await mkdtemp(join(tmpdir(), 'porter-conformance-'));
  try {
    await run(['server', '--url', `${relay.url}/mcp`, '--suite', 'all', '--output-dir', folder]);
    const results = await readdir(folder);
    return Object.fromEntries(
      await Promise.all(
        results.map(async (name) => [scenarioOf(name), await failuresIn(join(folder, name))]),
      ),
    );
  } finally {
    await relay.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** `server-ping-2026-11-23T12-00-00-000Z` is of `ping`. */
function scenarioOf(folder: string): string {
  return folder.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, '');
}

async function failuresIn(folder: string): Promise<string[]> {
  const checks = Checks.parse(JSON.parse(await readFile(join(folder, 'checks.json'), 'utf8')));
  return checks.filter(({ status }) => status === 'FAILURE').map(({ errorMessage = '' }) => errorMessage);
}

function run(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [COMMAND, ...args], { stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}

async function relayTo(url: string, { tokens, names }: Relayed) {
  let calls = 0;
  const server = createServer((request, response) => void relayed(request, response));
  async function relayed(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Object.entries(names).reduce(
      (text, [theirs, ours]) => text.replaceAll(`"${theirs}"`, `"${ours}"`),
      Buffer.concat(chunks).toString(),
    );
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
    const token = tokens[calls++ % tokens.length] ?? '';
    const answer = await fetch(`${url}${request.url}`, {
      method: request.method ?? 'POST',
      headers: { ...(headers as Record<string, string>), authorization: `Bearer ${token}` },
      ...(body === '' ? {} : { body }),
    });
    response.statusCode = answer.status;
    for (const name of ['content-type', 'mcp-session-id', 'www-authenticate']) {
      const value = answer.headers.get(name);
      if (value !== null) response.setHeader(name, value);
    }
    response.end(Buffer.from(await answer.arrayBuffer()));
  }
  return { url: `http://127.0.0.1:${await listen(server)}`, close: () => stop(server) };
}
