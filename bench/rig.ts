import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { bundle } from '../src/cli/build/bundle.ts';
import { listen, openIdServer, stop } from '../test/support/open-id-server.ts';
import { APP, SECRET } from '../test/support/porter-process.ts';
import { contosoTenant } from '../test/support/referrals.ts';
import { load, type Round } from './load.ts';
import type { Usage } from './probe.ts';

export const ROOT = join(import.meta.dirname, '..');

/** `porter` is its bundle, as the image runs it; `sources` is the same without a build, `node` no bot at all. */
export type BotName = 'porter' | 'sources' | 'echo' | 'node';

/** A bot in a process of its own. */
export interface Bot {
  readonly url: string;
  /** @param what `memory` collects garbage first */
  usage(what: 'cpu' | 'memory'): Promise<Usage>;
  /** Posts activities with a valid token, `concurrency` at a time. */
  turns(bodies: readonly string[], concurrency: number): Promise<Round>;
  /** Presses; each must be answered by a card. */
  presses(bodies: readonly string[], concurrency: number): Promise<Round>;
  /** Posts signed events, as one batch. */
  events(events: readonly object[]): Promise<void>;
  /** Waits until it does nothing any more. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** A store folder, a connector and an OpenID provider, for bots one after the other or beside each other. */
export interface Rig {
  readonly folder: string;
  readonly connectorUrl: string;
  /** Of a request with a valid token. */
  readonly headers: { readonly [name: string]: string };
  /** How many calls the connector took. */
  delivered(): Promise<number>;
  /** Imports CSV files, given by name, with the real command. */
  import(files: { readonly [name: string]: string }): Promise<void>;
  environment(): NodeJS.ProcessEnv;
  start(bot: BotName): Promise<Bot>;
  /** Starts a bot without a probe, posts one activity as soon as it listens, and stops it. @returns ms to the answer */
  coldStart(bot: BotName, body: string): Promise<number>;
  close(): Promise<void>;
}

/** As the image and `npm start` start Porter; the echo as samples are started. */
const ENTRIES: { readonly [name in BotName]: readonly string[] } = {
  porter: ['--max-semi-space-size=4', 'dist/index.js'],
  sources: ['--max-semi-space-size=4', 'src/index.ts'],
  echo: ['bench/echo-bot.ts'],
  node: ['bench/bare-node.ts'],
};
const HOST = '127.0.0.1';
/** Once a run: what is measured is what the sources are now. */
let built: Promise<void> | undefined;

/** @param connectorMs how long the connector takes to answer */
export async function openRig(connectorMs = 0): Promise<Rig> {
  await (built ??= bundle('dist'));
  const folder = await mkdtemp(join(tmpdir(), 'porter-bench-'));
  const connector = fork(join(import.meta.dirname, 'connector.ts'), [String(connectorMs)]);
  const { port } = Port.parse((await once(connector, 'message'))[0]);
  const connectorUrl = `http://${HOST}:${port}/`;
  const openId = await openIdServer(APP, connectorUrl);
  const token = await openId.token({ exp: Math.floor(Date.now() / 1_000) + 3_600 });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };

  const environment = (): NodeJS.ProcessEnv => ({
    PATH: process.env['PATH'] ?? '',
    HOST,
    PORTER_DATA: join(folder, 'data'),
    MicrosoftAppId: APP,
    MicrosoftAppPassword: 'password',
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: contosoTenant,
    ToBotFromChannelOpenIdMetadataUrl: openId.metadataUrl,
    ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
    ToChannelFromBotLoginUrl: openId.loginUrl,
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    PORTER_TENANTS: contosoTenant,
    PORTER_SERVICE_URLS: HOST,
    PORTER_SERVICE_URL: connectorUrl,
    PORTER_EVENT_SECRETS: SECRET,
    PORTER_NOTIFY_RATE: '10000',
  });
  /** The SDK needs all of the cloud named once one thing of it is. */
  const environmentOf = (bot: BotName): NodeJS.ProcessEnv =>
    bot !== 'echo'
      ? // As its image has it.
        { ...environment(), NODE_COMPILE_CACHE: join(folder, 'compiled') }
      : {
          ...environment(),
          ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${contosoTenant}`,
          ToBotFromEmulatorOpenIdMetadataUrl: openId.metadataUrl,
          OAuthUrl: openId.url,
          ValidateAuthority: 'false',
          CallerId: 'urn:botframework:azure',
        };
  const launch = async (bot: BotName, flags: readonly string[]) => {
    const botPort = await freePort();
    const child = spawn(process.execPath, [...flags, ...ENTRIES[bot]], {
      cwd: ROOT,
      env: { ...environmentOf(bot), PORT: String(botPort) },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    return { child, url: `http://${HOST}:${botPort}` };
  };
  const delivered = async () => {
    connector.send('calls');
    return Calls.parse((await once(connector, 'message'))[0]).calls;
  };

  return {
    folder,
    connectorUrl,
    headers,
    delivered,
    environment,
    async import(files) {
      const csv = join(folder, 'csv');
      await mkdir(csv, { recursive: true });
      for (const [name, text] of Object.entries(files)) await writeFile(join(csv, name), text);
      const child = spawn(process.execPath, ['src/cli/import.ts', csv], {
        cwd: ROOT,
        env: environment(),
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const [code] = z.tuple([z.number()]).parse((await once(child, 'exit')).slice(0, 1));
      if (code !== 0) throw new Error(`the import ended with ${code}`);
    },
    async start(name) {
      const probe = join(import.meta.dirname, 'probe.ts');
      const { child, url } = await launch(name, ['--expose-gc', '--import', probe]);
      await live(child, url);
      return botOn(child, url, headers);
    },
    async coldStart(name, body) {
      const startedAt = performance.now();
      const { child, url } = await launch(name, []);
      await firstAnswer(child, () => load({ url: `${url}/api/messages`, headers }, [body], 1));
      const ms = performance.now() - startedAt;
      // In order, so that a bot that keeps something for its next start can do so.
      await end(child, 'SIGTERM');
      return ms;
    },
    async close() {
      await end(connector);
      await openId.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const Port = z.object({ port: z.number() });
const Calls = z.object({ calls: z.number() });
const Used = z.object({ cpuMs: z.number(), rss: z.number(), heap: z.number() });

function botOn(child: ChildProcess, url: string, headers: { readonly [name: string]: string }): Bot {
  const messages = { url: `${url}/api/messages`, headers };
  const usage = async (what: 'cpu' | 'memory') => {
    child.send(what);
    return Used.parse((await once(child, 'message'))[0]);
  };
  return {
    url,
    usage,
    turns: (bodies, concurrency) => load(messages, bodies, concurrency),
    presses: (bodies, concurrency) =>
      load({ ...messages, isGood: (body) => body.startsWith('{"statusCode":200') }, bodies, concurrency),
    events: (events) => postEvents(url, events),
    async idle() {
      // Two looks in a row at which it used under a hundredth of the time.
      for (let quiet = 0, before = (await usage('cpu')).cpuMs; quiet < 2;) {
        await delay(300);
        const { cpuMs } = await usage('cpu');
        quiet = cpuMs - before < 10 ? quiet + 1 : 0;
        before = cpuMs;
      }
    },
    stop: () => end(child),
  };
}

/** Posts signed events as one batch. */
export async function postEvents(url: string, events: readonly object[]): Promise<void> {
  const body = JSON.stringify(events);
  const id = crypto.randomUUID();
  const at = new Date();
  const headers = {
    'content-type': 'application/cloudevents-batch+json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(SECRET).sign(id, at, body),
  };
  await load({ url: `${url}/api/events`, headers }, [body], 1);
}

async function live(child: ChildProcess, url: string): Promise<void> {
  await firstAnswer(child, async () => {
    const answer = await fetch(`${url}/health/live`);
    await answer.body?.cancel();
  });
}

/** Asks again every few milliseconds for as long as nobody listens there. */
async function firstAnswer(child: ChildProcess, ask: () => Promise<unknown>): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`a bot ended with ${child.exitCode}`);
    try {
      await ask();
      return;
    } catch (error) {
      if (!refusesConnections(error)) throw error;
      await delay(5);
    }
  }
}

function refusesConnections(error: unknown): boolean {
  const Refused = z.object({ code: z.literal('ECONNREFUSED') });
  return (
    Refused.safeParse(error).success || (error instanceof Error && Refused.safeParse(error.cause).success)
  );
}

async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await stop(server);
  return port;
}
