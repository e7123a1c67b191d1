import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { MAIL_SERVER } from './mails.ts';
import { connectorServer, type ConnectorServer } from './connector-server.ts';
import { openIdServer, type OpenIdServer } from './open-id-server.ts';
import { contosoTenant } from './referrals.ts';
import { importing } from './csv-folder.ts';
import { openStore, type StoreConfig } from '../../src/store/open-store.ts';

export const APP = '11111111-2222-4333-8444-555555555555';
export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const ROOT = new URL('../../', import.meta.url).pathname;

/** The real process, as an operator starts it, with a connector and an OpenID provider on loopback and a folder of its own. */
export interface PorterProcess<C extends ProcessConnector = ConnectorServer> {
  readonly url: string;
  readonly folder: string;
  readonly connector: C;
  readonly openId: OpenIdServer;
  /** What it wrote so far. */
  readonly output: () => string;
  start(env?: NodeJS.ProcessEnv): Promise<void>;
  /** @returns the exit code, null after a signal that ended it */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Imports files given by name, as the command does, also while the process runs. @throws when a row is wrong */
  import(files: { readonly [name: string]: string }): Promise<void>;
  /** Runs a command line of Porter's. */
  run(script: string, args: readonly string[]): Promise<{ code: number | null; output: string }>;
  /** Posts an activity with a valid token. */
  post(activity: object, headers?: Record<string, string>): Promise<{ status: number; body: unknown }>;
  /** Posts signed events, one or a batch. */
  events(events: object | readonly object[], id?: string): Promise<{ status: number; body: unknown }>;
  ready(): Promise<{ status: number; body: { pending?: number; dead?: number } }>;
  /** The process under way. */
  pid(): number | undefined;
  /** Waits until nothing is due any more. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** What a process talks to instead of Teams. */
export interface ProcessConnector {
  readonly url: string;
  close(): Promise<void>;
}

export async function porterProcess(): Promise<PorterProcess> {
  return porterProcessAt(await connectorServer());
}

/**
 * @param cosmos the store, instead of an embedded one of its own
 * @param bundle the folder of a build, instead of the sources
 */
export async function porterProcessAt<C extends ProcessConnector>(
  connector: C,
  cosmos?: Extract<StoreConfig, { engine: 'cosmos' }>,
  bundle?: string,
): Promise<PorterProcess<C>> {
  const folder = await mkdtemp(join(tmpdir(), 'porter-'));
  const openId = await openIdServer(APP, connector.url);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let output = '';
  let child: ChildProcess | undefined;
  let token = '';

  const environment = (): NodeJS.ProcessEnv => ({
    PATH: process.env['PATH'] ?? '',
    // What one process compiled, the next ones need not: a third of a start.
    NODE_COMPILE_CACHE: join(tmpdir(), 'porter-compile-cache'),
    HOST: '127.0.0.1',
    PORT: String(port),
    PORTER_DATA: join(folder, 'data'),
    MicrosoftAppId: APP,
    MicrosoftAppPassword: 'canary-password',
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: contosoTenant,
    ToBotFromChannelOpenIdMetadataUrl: openId.metadataUrl,
    ToChannelFromBotLoginUrl: openId.loginUrl,
    PORTER_TENANTS: contosoTenant,
    PORTER_SERVICE_URLS: '127.0.0.1',
    PORTER_SERVICE_URL: connector.url,
    PORTER_EVENT_SECRETS: SECRET,
    PORTER_MAIL_AUTHSERV: MAIL_SERVER,
    ...(cosmos === undefined
      ? {}
      : {
          COSMOS_ENDPOINT: cosmos.endpoint,
          COSMOS_KEY: cosmos.key,
          COSMOS_DATABASE: cosmos.database,
        }),
  });

  const self: PorterProcess<C> = {
    url,
    folder,
    connector,
    openId,
    output: () => output,
    async start(env = {}) {
      const started = spawn(
        process.execPath,
        [bundle === undefined ? 'src/index.ts' : join(bundle, 'index.js')],
        {
          cwd: ROOT,
          env: { ...environment(), ...env },
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
      child = started;
      const read = (chunk: Buffer) => void (output += chunk.toString());
      started.stdout.on('data', read);
      started.stderr.on('data', read);
      for (;;) {
        if (started.exitCode !== null) throw new Error(`Porter ended: ${output}`);
        const live = await fetch(`${url}/health/live`).catch(() => undefined);
        if (live?.status === 200) return;
        await delay(30);
      }
    },
    async stop(signal = 'SIGTERM') {
      const stopping = child;
      child = undefined;
      if (stopping === undefined || stopping.exitCode !== null) return stopping?.exitCode ?? null;
      const ended = new Promise<number | null>((resolve) => stopping.once('exit', resolve));
      stopping.kill(signal);
      return ended;
    },
    async import(files) {
      const dir = join(folder, 'csv');
      await rm(dir, { recursive: true, force: true });
      await mkdir(dir);
      for (const [name, text] of Object.entries(files)) {
        await mkdir(dirname(join(dir, name)), { recursive: true });
        await writeFile(join(dir, name), text);
      }
      // Not by a process of its own, which takes two seconds to load what is loaded here already.
      const store = await openStore(cosmos ?? { engine: 'sqlite', folder: join(folder, 'data') });
      try {
        const { problems } = await importing(store, dir, { now: new Date() });
        if (problems.length > 0) throw new Error(problems.join('\n'));
      } finally {
        await store.close();
      }
    },
    run(script, args) {
      const entry = bundle === undefined ? `src/cli/${script}.ts` : join(bundle, `${script}.js`);
      const ran = spawn(process.execPath, [entry, ...args], {
        cwd: ROOT,
        env: environment(),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let text = '';
      ran.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
      ran.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
      return new Promise((resolve) => ran.once('close', (code) => resolve({ code, output: text })));
    },
    async post(activity, headers = {}) {
      if (token === '') token = await openId.token();
      return answerOf(
        await fetch(`${url}/api/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
          body: JSON.stringify(activity),
        }),
      );
    },
    async events(events, id = crypto.randomUUID()) {
      const body = JSON.stringify(events);
      const at = new Date();
      return answerOf(
        await fetch(`${url}/api/events`, {
          method: 'POST',
          headers: {
            'content-type': `application/cloudevents${Array.isArray(events) ? '-batch' : ''}+json`,
            'webhook-id': id,
            'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
            'webhook-signature': new Webhook(SECRET).sign(id, at, body),
          },
          body,
        }),
      );
    },
    async ready() {
      const response = await fetch(`${url}/health/ready`);
      return { status: response.status, body: (await response.json()) as { pending?: number } };
    },
    pid: () => child?.pid,
    async idle() {
      // The backlog is cached for 5 s: two looks that far apart, both empty, mean that nothing is left.
      for (let empty = 0; empty < 2;) {
        const { body } = await self.ready();
        empty = body.pending === 0 ? empty + 1 : 0;
        await delay(empty === 1 ? 5_100 : 250);
      }
    },
    async close() {
      await self.stop('SIGKILL');
      await connector.close();
      await openId.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return self;
}

async function answerOf(response: Response): Promise<{ status: number; body: unknown }> {
  const text = await response.text();
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // Not JSON: as it is.
  }
  return { status: response.status, body };
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
