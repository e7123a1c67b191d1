import { setTimeout as delay } from 'node:timers/promises';
import { messageCard } from '../../src/cards/chat/message.ts';
import { createConnector } from '../../src/notifications/connector.ts';
import { messageOf } from '../../src/notifications/message.ts';
import { asText } from '../../src/words/text.ts';
import { person } from '../../test/support/seed.ts';
import { askFor } from '../asked.ts';
import { commitsOf } from '../commits.ts';
import { durableCommit } from '../disk.ts';
import { atLeast, atMost, rounded, type Measure, type Stage } from '../measure.ts';
import { openRig } from '../rig.ts';
import { numbers } from '../world.ts';

const NOTICES = Number(process.env['PORTER_BENCH_NOTICES'] ?? 6_000);
/** The first part warms the process. */
const WARM = 1 / 4;
/** As many as a process has under way to one tenant. */
const AT_ONCE = 128;
const COUNTED = 400;

interface Case {
  readonly id: string;
  readonly what: string;
  readonly connectorMs: number;
  readonly known: boolean;
  readonly goal: number;
}

const CASES: readonly Case[] = [
  { id: 'at-once', what: 'a connector that answers at once', connectorMs: 0, known: true, goal: 1_000 },
  { id: 'at-100-ms', what: 'one that takes 100 ms', connectorMs: 100, known: true, goal: 800 },
  { id: 'opened', what: 'each chat opened first, at once', connectorMs: 0, known: false, goal: 400 },
];

export const sending: Stage = {
  name: 'sending',
  title: 'Sending what waits',
  how:
    `${NOTICES.toLocaleString('en')} notices of DPOR changes lie in the store, four for each person, as the use cases leave them, and Porter starts: card made ` +
    'from the truth, marked as sending, sent, recorded. All people are of one tenant (`PORTER_NOTIFY_RATE=10000`). Measured from the first quarter on, which warms ' +
    `the process. The floor is the client of the connector alone, ${AT_ONCE} sends at a time, and one durable commit after the other.`,
  async run() {
    const measures: Measure[] = [];
    for (const one of CASES) measures.push(...(await sent(one)));
    for (const connectorMs of [0, 100]) measures.push(await bareClient(connectorMs));
    const { median } = await durableCommit();
    const commits = await commitsOf(COUNTED);
    return [
      ...measures,
      {
        id: 'sending.disk',
        what: 'floor: durable commits a second, one after the other',
        figure: rounded(1_000 / median),
      },
      {
        id: 'sending.commits',
        what: 'durable commits a notice, known people',
        figure: rounded(commits),
        goal: atMost(commits, 2),
      },
    ];
  },
};

async function sent({ id, what, connectorMs, known, goal }: Case): Promise<Measure[]> {
  const rig = await openRig(connectorMs);
  try {
    await askFor(rig, NOTICES, known);
    const bot = await rig.start('porter');
    const until = async (count: number) => {
      while ((await rig.delivered()) < count) await delay(5);
      const { cpuMs } = await bot.usage('cpu');
      return { at: performance.now(), cpuMs, count: await rig.delivered() };
    };
    const warm = await until(NOTICES * WARM);
    const end = await until(NOTICES);
    await bot.stop();
    const count = end.count - warm.count;
    const perSecond = (count / (end.at - warm.at)) * 1_000;
    const cpuMs = (end.cpuMs - warm.cpuMs) / count;
    return [
      {
        id: `sending.${id}`,
        what: `notices a second, ${what}`,
        figure: rounded(perSecond),
        goal: atLeast(perSecond, goal),
      },
      {
        id: `sending.${id}.cpu`,
        what: `processor a notice, ${what}`,
        figure: `${rounded(cpuMs)} ms`,
        ...(known ? { goal: atMost(cpuMs, 1, ' ms') } : {}),
      },
    ];
  } finally {
    await rig.close();
  }
}

/** What no sender on this machine can go beyond: the client alone, with a message of usual size. */
async function bareClient(connectorMs: number): Promise<Measure> {
  const rig = await openRig(connectorMs);
  try {
    const connector = createConnector({ tokens: undefined, allowed: () => true });
    const chat = { conversationId: 'a:1', serviceUrl: rig.connectorUrl, userId: '29:1', botId: '28:bot' };
    const lines = numbers(12).map((line) =>
      asText(`A line of a card as long as such lines are, number ${line}`),
    );
    const card = messageCard({ kind: asText('Notice'), subject: asText('Subject'), lines }, { locale: 'en' });
    const queue = numbers(NOTICES).values();
    const worker = async () => {
      while (queue.next().done !== true) {
        const message = messageOf(card, person(1), chat, chat.botId);
        await connector.sendToConversation(chat.serviceUrl, chat.conversationId, message);
      }
    };
    const before = process.cpuUsage();
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    const seconds = (performance.now() - startedAt) / 1_000;
    const { user, system } = process.cpuUsage(before);
    return {
      id: 'sending.client',
      what: `floor: the client alone, sends a second, answered ${connectorMs === 0 ? 'at once' : `after ${connectorMs} ms`}`,
      figure: `${rounded(NOTICES / seconds)} (${rounded((user + system) / 1_000 / NOTICES)} ms of processor a send)`,
    };
  } finally {
    await rig.close();
  }
}
