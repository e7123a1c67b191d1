import { createServer } from 'node:http';
import { porterProcessAt, type PorterProcess, type ProcessConnector } from '../porter-process.ts';
import { listen, stop } from '../open-id-server.ts';
import { contosoTenant } from '../referrals.ts';
import { aad } from '../seed.ts';
import { csvOf } from '../wire.ts';
import { interpretedIn } from './as-written.ts';
import { CUSTOMER, SUBSCRIPTION } from './presses.ts';
import { fuzzRequest, type FuzzRequest } from './requests.ts';

/** What came of a run. */
export interface FuzzOutcome {
  /** What must not be, each with the number of its request. */
  readonly faults: readonly string[];
  /** How often each status came. */
  readonly statuses: { readonly [status: string]: number };
  /** Longest that one thing held the event loop, in milliseconds of its own time; 0: less than is told. */
  readonly heldMs: number;
  /** The requests that were under way then. */
  readonly heldDuring: readonly string[];
  readonly seconds: number;
}

/** What must not be said to anybody. */
const APOLOGY = /Something went wrong on my side, and nothing was changed that you were not told of/;
const AT_ONCE = 2;
/** A card is parsed when it is first shown, once in the life of a process; the loop is looked at after that. */
const WARM_UP = 300;
const SLOW_MS = 60;
const PRELOAD = new URL('loop-delay.mjs', import.meta.url).pathname;

/** Sends the first `count` requests of a seed to the real process, a few at a time. */
export async function fuzz(
  count: number,
  seeded: (seed: number) => () => number,
  seed: number,
): Promise<FuzzOutcome> {
  const chats = await listeningConnector();
  const porter = await porterProcessAt(chats);
  const faults: string[] = [];
  const statuses: { [status: string]: number } = {};
  try {
    await porter.import(files());
    await porter.start({
      NODE_OPTIONS: `--import=${PRELOAD}`,
      PORTER_NOTIFY_RATE: '2000',
      LOG_LEVEL: 'warn',
    });
    const target = {
      serviceUrl: chats.url,
      token: await porter.openId.token({ exp: Math.floor(Date.now() / 1_000) + 86_400 }),
    };
    const began = performance.now();
    const slow: { readonly from: number; readonly to: number; readonly what: string }[] = [];
    let at = 0;
    const sender = async () => {
      while (at < count && faults.length < 50) {
        const number = at++;
        if (number === WARM_UP) process.kill(porter.pid() ?? 0, 'SIGUSR2');
        const request = fuzzRequest(seeded(seed + number), number, target);
        const from = Date.now();
        const { status, fault } = await sent(porter, chats, request);
        if (Date.now() - from > SLOW_MS)
          slow.push({ from, to: Date.now(), what: `${number}: ${short(request)}` });
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (fault !== undefined) faults.push(`${number}: ${fault}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sender));
    faults.push(...chats.faults.slice(0, 50));
    const code = await porter.stop();
    if (code !== 0) faults.push(`the process ended with ${code}`);
    const [heldMs, heldAt] = heldIn(porter.output()).at(-1) ?? [0, 0];
    const heldDuring = slow
      .filter(({ from, to }) => from <= heldAt && to >= heldAt - heldMs)
      .map(({ what }) => what);
    return { faults, statuses, heldMs, heldDuring, seconds: (performance.now() - began) / 1_000 };
  } finally {
    await porter.close();
  }
}

/** Each time that the loop was held for longer than before: how long, and at what time. */
function heldIn(output: string): [number, number][] {
  return [...output.matchAll(/loop held ([\d.]+) ms.* at (\S+)/g)].map(([, ms, at]) => [
    Number(ms),
    Date.parse(at ?? ''),
  ]);
}

async function sent(
  porter: PorterProcess<ProcessConnector>,
  chats: Chats,
  request: FuzzRequest,
): Promise<{ readonly status: number; readonly fault: string | undefined }> {
  const { method, path, headers, body, chat } = request;
  const response = await fetch(`${porter.url}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  }).catch((error: unknown) => error);
  if (!(response instanceof Response)) return { status: 0, fault: `${method} ${path}: ${String(response)}` };
  const { status } = response;
  const text = await response.text();
  if (status >= 500 || /"statusCode":500/.test(text))
    return { status, fault: `${status} for ${short(request)}` };
  const [wrong] = path === '/api/messages' && status === 200 && text !== '' ? interpretedIn(text) : [];
  if (wrong !== undefined) return { status, fault: `${wrong}, for ${short(request)}` };
  if (status !== 200 || chat === undefined) return { status, fault: undefined };
  const silent = !chats.heard.delete(chat);
  return { status, fault: silent ? `silence after ${short(request)}` : undefined };
}

function short({ method, path, body = '' }: FuzzRequest): string {
  return `${method} ${path} ${body.length > 1_000 ? `${body.slice(0, 1_000)}… (${body.length})` : body}`;
}

interface Chats extends ProcessConnector {
  /** Chats in which something was said and not yet looked for. */
  readonly heard: Set<string>;
  readonly faults: string[];
}

/** A Bot Connector that remembers where something was said, and what must not have been. */
async function listeningConnector(): Promise<Chats> {
  let ids = 0;
  const heard = new Set<string>();
  const faults: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const [, , , conversation = ''] = (request.url ?? '').split('/').map(decodeURIComponent);
      if (conversation !== '' && request.method === 'POST') heard.add(conversation);
      if (APOLOGY.test(text)) faults.push(`an apology in ${conversation}: ${text.slice(0, 400)}`);
      faults.push(...(text === '' ? [] : interpretedIn(text)).map((wrong) => `${wrong} in ${conversation}`));
      if (heard.size > 50_000) heard.clear();
      response.statusCode = request.method === 'GET' ? 404 : 201;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ id: conversation === '' ? `a:new-${++ids}` : `m${++ids}` }));
    });
  });
  server.keepAliveTimeout = 60_000;
  return { url: `http://127.0.0.1:${await listen(server)}/`, heard, faults, close: () => stop(server) };
}

/** Two locations, their people, an operator, and a customer with a subscription; names that somebody else chose. */
function files(): { [name: string]: string } {
  const places = csvOf([
    { partnerId: '1001', people: [1, 2], admins: [1] },
    { partnerId: '1002', people: [1, 3], admins: [3] },
  ]);
  return {
    ...places,
    'partners.csv': (places['partners.csv'] ?? '')
      .replace('Location 1001', '[Sign in](https://evil.example)')
      .replace('Location 1002', '{{DATE(2017-02-14T06:08:00Z)}} <at>x</at>'),
    'contacts.csv': (places['contacts.csv'] ?? '').replaceAll(
      ',program-admin,,',
      ',program-admin,,incentive-admin',
    ),
    'operators.csv': `tenantId,aadObjectId,name,email\n${contosoTenant},${aad(9)},Operator,o@fasttrack.test\n`,
    'customers.csv': `customerId,name,domain,country,language,industry,seats\n${CUSTOMER},{{TIME(2017-02-14T06:08:00Z)}} Toys,,US,en,retail,1250\n`,
    'subscriptions.csv': `subscriptionId,customerId,product,workloads,licensing,status,starts,ends,seats,dporPartnerId,cspPartnerId\n${SUBSCRIPTION},${CUSTOMER},office-365,exchange;teams,EA,active,,2099-12-31,1250,1001,\n`,
  };
}
