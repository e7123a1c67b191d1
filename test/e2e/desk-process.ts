import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { startChild, type Child } from '../../src/cli/demo/child.ts';
import { playgroundCommand, writePlaygroundConfig, type Speaker } from '../../src/cli/demo/playground.ts';
import { MAIL_SERVER } from '../support/mails.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** Porter with the sample organisation and the Playground on it, and a way to send referrals. */
export interface DeskProcess {
  readonly playgroundUrl: string;
  /** Where activities of people besides the Playground's own are sent. */
  readonly botUrl: string;
  /** Sends a referral that Contoso in the US is the match for. */
  refer(
    referralId: string,
    customerName: string,
    kind?: 'benefit' | 'standard',
    workloads?: readonly string[],
  ): Promise<void>;
  /** Sends an event of a type. */
  tell(id: string, type: string, data: object): Promise<void>;
  /** Sends a raw mail. */
  mail(raw: Buffer): Promise<void>;
  /** Writes the store as CSV. @returns the text of one of the files */
  exported(file: string): Promise<string>;
  close(): Promise<void>;
}

export const DANA: Speaker = {
  role: 'admin',
  tenantId: '11111111-1111-4111-8111-111111111111',
  aadObjectId: '33333333-3333-4333-8333-333333333330',
  name: 'Dana Okafor',
  email: 'dana@contoso.test',
};

/**
 * @param speaker whom the Playground speaks as
 * @param more what Porter's environment has besides, by where it is reached
 */
export async function deskProcess(
  speaker = DANA,
  more: (botUrl: string) => NodeJS.ProcessEnv = () => ({}),
): Promise<DeskProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'porter-desk-'));
  const [port, botPort] = await Promise.all([freePort(), freePort()]);
  const botUrl = `http://127.0.0.1:${botPort}`;
  const environment = {
    PORTER_ANONYMOUS: '1',
    PORTER_DATA: join(folder, 'data'),
    HOST: '127.0.0.1',
    PORT: String(botPort),
    PORTER_EVENT_SECRETS: SECRET,
    PORTER_MAIL_AUTHSERV: MAIL_SERVER,
    PORTER_SERVICE_URL: `http://localhost:${port}/_connector`,
    ...more(botUrl),
  };
  const started: Child[] = [];
  const start = (name: string, command: readonly string[], others: NodeJS.ProcessEnv = {}): Child => {
    const child = startChild(name, command, { ...environment, ...others });
    started.push(child);
    return child;
  };
  const imported = start('import', [process.execPath, 'src/cli/import.ts', await sampleIn(folder)]);
  if ((await imported.ended) !== 0) throw new Error(imported.output());
  await answers(start('bot', [process.execPath, 'src/index.ts']), `${botUrl}/health/live`);
  const config = join(folder, 'playground.json');
  await writePlaygroundConfig(config, speaker);
  const playground = start('playground', playgroundCommand(`${botUrl}/api/messages`, port), {
    TEAMSAPPTESTER_BROWSER: 'none',
    M365_AGENTS_PLAYGROUND_CONFIG_PATH: config,
  });
  await answers(playground, `http://127.0.0.1:${port}/_debug/ping`);

  const self: DeskProcess = {
    playgroundUrl: `http://localhost:${port}`,
    botUrl,
    refer: (referralId, customerName, kind = 'benefit', workloads = ['teams', 'exchange']) =>
      self.tell(referralId, 'porter.referral.received', referral(referralId, customerName, kind, workloads)),
    async tell(id, type, data) {
      const at = new Date();
      const event = { specversion: '1.0', id, source: '/desk', type, time: at.toISOString(), data };
      const body = JSON.stringify(event);
      const response = await fetch(`${botUrl}/api/events`, {
        method: 'POST',
        headers: {
          'content-type': 'application/cloudevents+json',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
          'webhook-signature': new Webhook(SECRET).sign(id, at, body),
        },
        body,
      });
      if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`);
    },
    async mail(raw) {
      const at = new Date();
      const id = randomUUID();
      const response = await fetch(`${botUrl}/api/mail`, {
        method: 'POST',
        headers: {
          'content-type': 'message/rfc822',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
          'webhook-signature': new Webhook(SECRET).sign(id, at, raw.toString()),
        },
        body: raw,
      });
      if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`);
    },
    async exported(file) {
      const to = join(folder, 'csv');
      const exporting = start('export', [process.execPath, 'src/cli/export.ts', to]);
      if ((await exporting.ended) !== 0) throw new Error(exporting.output());
      return readFile(join(to, file), 'utf8');
    },
    async close() {
      await Promise.all(started.toReversed().map((child) => child.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
  return self;
}

function referral(referralId: string, name: string, kind: string, workloads: readonly string[]): object {
  return {
    referralId,
    kind,
    customer: {
      customerId: 'c0000000-0000-4000-8000-000000000001',
      name,
      country: 'US',
      language: 'en',
      industry: 'retail',
      seats: 1_250,
      contact: { name: 'Jo Berg', email: 'jo.berg@customer.test', phone: '+1 555 0100' },
    },
    workloads,
    requestedAt: new Date().toISOString(),
    notes: 'Wants to begin in January.',
  };
}

/** So many days from now no renewal is due yet. */
const UNDUE_DAYS = 200;

/**
 * The sample in a quiet time of the year. The Playground fails for what comes before its page is open, and Porter leaves what
 * perhaps arrived alone for a minute: a reminder of a renewal would keep what a test waits for behind it.
 */
async function sampleIn(folder: string): Promise<string> {
  const sample = join(folder, 'sample');
  await cp('sample', sample, { recursive: true });
  await rm(join(sample, 'requirements.csv'), { force: true });
  const day = new Date(Date.now() + UNDUE_DAYS * 86_400_000).toISOString().slice(0, 10);
  for (const file of ['memberships.csv', 'designations.csv']) {
    const [head = '', ...rows] = (await readFile(join(sample, file), 'utf8')).split('\n');
    const at = head.split(',').indexOf('anniversary');
    const undue = rows.map((row) => (row === '' ? row : row.split(',').with(at, day).join(',')));
    await writeFile(join(sample, file), [head, ...undue].join('\n'));
  }
  return sample;
}

async function answers(child: Child, url: string): Promise<void> {
  let ended = false;
  void child.ended.then(() => (ended = true));
  for (;;) {
    if (ended) throw new Error(child.output());
    const response = await fetch(url).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok === true) return;
    await delay(100);
  }
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
