import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openStore } from '../../store/open-store.ts';
import { startChild, type Child } from './child.ts';
import { tellHistory } from './history.ts';
import { PEOPLE, type DemoPerson } from './people.ts';
import { playgroundCommand, writePlaygroundConfig } from './playground.ts';
import type { Hands } from './rival.ts';
import { demoSteps } from './steps.ts';
import { createStory, type Story } from './story.ts';
import { openSwitchboard, type Page, type Switchboard } from './switchboard.ts';

export interface Demo {
  /** Whose page is opened. */
  readonly as: DemoPerson['role'];
  /** One for each of {@link PEOPLE}. */
  readonly ports: readonly number[];
  readonly botPort: number;
  readonly data: string;
}

/** The one of docs/data.md, whose commands so work on a running demo; nobody but this machine reaches it. */
const SECRET = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3';
const START_BUDGET_MS = 120_000;

const children: Child[] = [];
let switchboard: Switchboard | undefined;
let isEnding = false;

/** Starts everything and goes on until it is interrupted, or a part of it ends by itself. */
export async function runDemo(demo: Demo): Promise<void> {
  process.on('SIGINT', () => void end(0));
  process.on('SIGTERM', () => void end(0));
  try {
    await run(demo);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    await end(1);
  }
}

/** Ends everything that was started, in reverse order. */
async function end(code: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  switchboard?.close();
  await Promise.all(children.toReversed().map((child) => child.stop()));
  process.exit(code);
}

async function run(demo: Demo): Promise<void> {
  const botUrl = `http://127.0.0.1:${demo.botPort}`;
  const pages = PEOPLE.map((person, at): Page => ({ person, url: `http://localhost:${demo.ports[at]}` }));
  let story: Story | undefined;
  const board = await openSwitchboard(pages, botUrl, {
    next: (which) => story?.next(which) ?? Promise.resolve('The demo is not ready yet.'),
    done: (person, verb) => void story?.done(person, verb),
  });
  switchboard = board;
  const environment = {
    PORTER_ANONYMOUS: '1',
    PORTER_DATA: demo.data,
    COSMOS_ENDPOINT: '',
    HOST: '127.0.0.1',
    PORT: String(demo.botPort),
    PORTER_EVENT_SECRETS: SECRET,
    // No real server has this name, so only the sample mails can claim to have passed it.
    PORTER_MAIL_AUTHSERV: 'mail.contoso.test',
    PORTER_SERVICE_URL: board.serviceUrl,
  };
  const hands: Hands = {
    botUrl,
    serviceUrl: board.serviceUrl,
    async run(name, args) {
      const child = startChild(name, [process.execPath, `src/cli/${name}.ts`, ...args], environment);
      if ((await child.ended) !== 0) throw new Error(child.output());
    },
  };

  console.log('Reading the sample organisation …');
  await hands.run('import', ['sample']);
  const store = await openStore({ engine: 'sqlite', folder: demo.data });
  try {
    await tellHistory(store, new Date());
  } finally {
    await store.close();
  }

  console.log('Starting Porter and four pages of the Agents Playground …');
  const bot = start('bot', [process.execPath, 'src/index.ts'], environment);
  await answers(bot, `${botUrl}/health/live`);
  await Promise.all(pages.map((page) => openPage(page, demo, board)));
  const [admin, rival, , operator] = PEOPLE;
  if (admin === undefined || rival === undefined || operator === undefined)
    throw new Error('The demo has nobody to speak as.');
  const events = { url: `${botUrl}/api/events`, secret: SECRET };
  story = createStory(demoSteps(events, hands, { admin, rival, operator }), (person) =>
    board.isFillingIn(person),
  );

  sayReady(pages, demo);
  await Promise.race(children.map((child) => child.ended));
  if (!isEnding) throw new Error(`A part of the demo ended by itself.\n${bot.output().slice(-2_000)}`);
}

async function openPage({ person, url }: Page, demo: Demo, board: Switchboard): Promise<void> {
  const file = join(demo.data, `playground-${person.role}.json`);
  await writePlaygroundConfig(file, person);
  // Without a terminal, or in CI, no browser is opened.
  const isOpened = person.role === demo.as && process.stdout.isTTY && process.env['CI'] === undefined;
  const playground = start(
    `page of ${person.name}`,
    playgroundCommand(board.endpointOf(person), Number(new URL(url).port), board.serviceUrlOf(person)),
    { M365_AGENTS_PLAYGROUND_CONFIG_PATH: file, ...(isOpened ? {} : { TEAMSAPPTESTER_BROWSER: 'none' }) },
  );
  await answers(playground, `${url}/_debug/ping`);
}

function sayReady(pages: readonly Page[], { as, data }: Demo): void {
  const first = pages.toSorted(
    (one, other) => Number(other.person.role === as) - Number(one.person.role === as),
  );
  const lines = first.map(({ person, url }) => `  ${url}  ${person.name}, ${person.who}`);
  console.log(`
Porter is ready. Each page is somebody's chat with it; open as many side by side as you like:

${lines.join('\n')}

Three things to try:
  1. say hi: what waits for you, and then a first referral; accept it, decline the second, look at the third
  2. say new claim as Dana, write next contest, add proof, and decide as Robin (say claims there)
  3. say scores, and find out why Modern Work is under 70

On any page, next brings what comes from elsewhere: next offer, next dpor, next contest, next case,
next renewal.
In another terminal, PORTER_DATA=${data} npm run jobs -- list (or export) looks at the same data.
Ctrl-C ends everything.`);
}

function start(name: string, line: readonly string[], environment: NodeJS.ProcessEnv): Child {
  const child = startChild(name, line, environment);
  children.push(child);
  return child;
}

/** Waits until an address answers. @throws when the child ends first, or takes too long */
async function answers(child: Child, url: string): Promise<void> {
  const started = performance.now();
  let ended = false;
  void child.ended.then(() => (ended = true));
  while (performance.now() - started < START_BUDGET_MS) {
    if (ended)
      throw new Error(
        `The ${child.name} did not start. Is its port in use?\n${child.output().slice(-2_000)}`,
      );
    const response = await fetch(url).catch(() => undefined);
    await response?.body?.cancel();
    await delay(100);
    // Only an answer of a child that still runs is the child's.
    if (response?.ok === true && !ended) return;
  }
  throw new Error(`The ${child.name} did not answer within ${START_BUDGET_MS / 1_000} s.`);
}
