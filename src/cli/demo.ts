import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startChild, type Child } from './demo/child.ts';
import { DEMO_FOLDER, takeGround } from './demo/ground.ts';
import { postSampleDpor, postSampleReferral, submitSampleRival } from './demo/sample-events.ts';

const USAGE = 'Usage: npm run demo [-- --port 56150 --bot-port 3978 --data .data-demo]';
const OFFER_AFTER_MS = 5_000;
/** After the offer, so that there is time for it. */
const DPOR_AFTER_MS = 20_000;
const RIVAL_AFTER_MS = 10_000;
const START_BUDGET_MS = 60_000;

const options = {
  port: { type: 'string', default: '56150' },
  'bot-port': { type: 'string', default: '3978' },
  data: { type: 'string', default: DEMO_FOLDER },
} as const;

const children: Child[] = [];
let ending = false;

/** Ends everything that was started, in reverse order. */
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  await Promise.all(children.toReversed().map((child) => child.stop()));
  process.exit(code);
}
process.on('SIGINT', () => void end(0));
process.on('SIGTERM', () => void end(0));

try {
  await demo();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await end(1);
}

async function demo(): Promise<void> {
  const { values } = parseArgs({ options });
  const { port, 'bot-port': botPort, data } = values;
  if (![port, botPort].every((text) => /^\d{2,5}$/.test(text) && Number(text) <= 65_535)) {
    throw new Error(USAGE);
  }
  if (port === botPort) throw new Error(`--port and --bot-port must differ.\n${USAGE}`);
  await takeGround({ ports: [port, botPort], folder: data });
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const environment = {
    PORTER_ANONYMOUS: '1',
    PORTER_DATA: data,
    HOST: '127.0.0.1',
    PORT: botPort,
    PORTER_EVENT_SECRETS: secret,
    // No real server has this name, so only the sample mails can claim to have passed it.
    PORTER_MAIL_AUTHSERV: 'mail.contoso.test',
    PORTER_SERVICE_URL: `http://localhost:${port}/_connector`,
  };

  console.log('Reading the sample organisation …');
  const importing = start('import', [process.execPath, 'src/cli/import.ts', 'sample'], environment);
  if ((await importing.ended) !== 0)
    throw new Error(`The sample data could not be read.\n${importing.output()}`);

  console.log('Starting Porter and the Agents Playground …');
  const bot = start('bot', [process.execPath, 'src/index.ts'], environment);
  const botUrl = `http://127.0.0.1:${botPort}`;
  await answers(bot, `${botUrl}/health/live`);
  const playground = startPlayground(botUrl, port);
  await answers(playground, `http://127.0.0.1:${port}/_debug/ping`);

  sayReady(port);
  await firstMessage(bot);
  await delay(OFFER_AFTER_MS);
  const events = { url: `${botUrl}/api/events`, secret };
  await postSampleReferral(events);
  await delay(DPOR_AFTER_MS);
  await postSampleDpor(events);
  await delay(RIVAL_AFTER_MS);
  await submitSampleRival(botUrl, environment.PORTER_SERVICE_URL);
  await Promise.race([bot.ended, playground.ended]);
  if (!ending) throw new Error(`A part of the demo ended by itself.\n${bot.output().slice(-2_000)}`);
}

function startPlayground(botUrl: string, port: string): Child {
  return start(
    'playground',
    [
      process.execPath,
      'node_modules/@microsoft/m365agentsplayground/cli.js',
      'start',
      `--app-endpoint=${botUrl}/api/messages`,
      `--port=${port}`,
      '--channel-id=msteams',
      '--disable-telemetry',
    ],
    // Without a terminal, or in CI, no browser is opened.
    process.stdout.isTTY && process.env['CI'] === undefined ? {} : { TEAMSAPPTESTER_BROWSER: 'none' },
  );
}

function sayReady(port: string): void {
  console.log(`
Porter is ready. Open this page and chat as Dana Okafor, program admin of Contoso Corporation:

  http://localhost:${port}

Three things to try:
  1. say scores, and look at an area
  2. say claims: one waits for your answer, others are approved; ${(OFFER_AFTER_MS + DPOR_AFTER_MS + RIVAL_AFTER_MS) / 1_000} seconds after your
     first message another partner contests one of those, and you can defend it
  3. wait: a referral is offered to you ${OFFER_AFTER_MS / 1_000} seconds after your first message, and ${DPOR_AFTER_MS / 1_000} seconds later
     a customer moves a subscription away from you; accept the one, and look at the history of the other

Ctrl-C ends everything.`);
}

function start(name: string, command: readonly string[], environment: NodeJS.ProcessEnv): Child {
  const child = startChild(name, command, environment);
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

/** Waits for the first message of a person. The bot's log tells of the turn, never of its text. */
async function firstMessage(bot: Child): Promise<void> {
  while (!/"type":"message"[^\n]*"msg":"turn"/.test(bot.output())) await delay(200);
}
