import { afterAll, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { porterProcessAt, type PorterProcess } from '../support/porter-process.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';
import { activity, exported } from '../support/wire.ts';
import { recordingConnector, type Call, type RecordingConnector } from './recording-connector.ts';
import { figures, locationsCsv, nthMove, seeded, sendAll } from './world.ts';

const EVENTS = Number(process.env['PORTER_LOAD_EVENTS'] ?? 10_000);
/** Each location loses and gains four at most, so that nothing becomes a digest and every notice is a message. */
const LOCATIONS = EVENTS / 2;
const KILLS = 20;
const SEED = Number(process.env['PORTER_LOAD_SEED'] ?? 1);
/** How long before a death a card may have been answered and not recorded: no call may take longer, on any machine. */
const IN_FLIGHT_MS = 10_000;

let porter: PorterProcess<RecordingConnector> | undefined;
afterAll(() => porter?.close());

it('loses nothing to 20 kills while 10,000 events come in and 20,000 notices go out', async () => {
  const running = await porterProcessAt(await recordingConnector());
  porter = running;
  const { connector } = running;
  const random = seeded(SEED);
  const env = { PORTER_NOTIFY_RATE: '5000' };
  await running.import(locationsCsv(LOCATIONS));
  await running.start(env);
  const startedAt = Date.now();
  const events = Array.from({ length: EVENTS }, (_none, number) => nthMove(number, LOCATIONS));
  const sends = () => connector.calls.filter(({ method }) => method === 'send');
  const kills: number[] = [];
  let acceptedAt = 0;
  const killer = async () => {
    // Spread over the sending, wherever it has got to.
    while (kills.length < KILLS) {
      const goal = ((kills.length + random()) / KILLS) * 2 * EVENTS;
      while (sends().length < goal * 0.95) await delay(20);
      await delay(random() * 300);
      kills.push(Date.now());
      await running.stop('SIGKILL');
      await running.start(env);
    }
  };
  const sender = async () => {
    await sendAll(running, events, 25, 2);
    acceptedAt = Date.now();
  };
  await Promise.all([killer(), sender()]);

  let rows = await exported(running, 'notices.csv');
  while (rows.length < 2 * EVENTS || rows.some(({ state }) => state === 'pending')) {
    await delay(5_000);
    rows = await exported(running, 'notices.csv');
  }
  // Those perhaps delivered are looked at after a minute.
  const doneAt = sends().at(-1)?.at ?? startedAt;
  while (rows.some(({ state }) => state === 'uncertain')) {
    await delay(5_000);
    rows = await exported(running, 'notices.csv');
  }

  const copies = Map.groupBy(sends(), ({ noticeId }) => noticeId);
  const doubled = [...copies.values()].filter((calls) => calls.length > 1);
  const unexplained = doubled.filter(([first]) => first === undefined || !diedAfter(first, kills));
  const noticeIds = rows.map(({ noticeId }) => noticeId ?? '');
  figures('kill -9 while sending', {
    seed: SEED,
    'events accepted': EVENTS,
    'notices, each a message': copies.size,
    kills: kills.length,
    lost: noticeIds.filter((id) => !copies.has(id)).length,
    'sent twice, where a kill fell between the answer and its record': doubled.length,
    'sent twice for any other reason': unexplained.length,
    'longest time from such a card to the kill, in ms': Math.max(
      0,
      ...doubled.map(([first]) => toKill(first, kills)),
    ),
    'events accepted a second': Math.round(EVENTS / ((acceptedAt - startedAt) / 1_000)),
    'notices a second, kills and restarts included': Math.round(
      (2 * EVENTS) / ((doneAt - startedAt) / 1_000),
    ),
  });
  expect(new Set(noticeIds).size).toBe(2 * EVENTS);
  expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['sent']));
  expect(noticeIds.filter((id) => !copies.has(id))).toEqual([]);
  expect(copies.size).toBe(2 * EVENTS);
  expect(unexplained).toEqual([]);

  // Each chat that holds one too many is opened: the copy is found out and taken back.
  for (const calls of doubled) await openChat(running, calls[0]);
  await running.idle();
  const left = doubled.filter(
    ([first]) => (connector.chats.get(first?.to ?? '')?.size ?? 0) > noticesOf(rows, first),
  );
  figures('after their readers have opened the chats', { 'still there twice': left.length });
  expect(left).toEqual([]);
  expect((await running.ready()).body.dead).toBe(0);
}, 1_800_000);

function diedAfter(call: Call, kills: readonly number[]): boolean {
  return toKill(call, kills) < IN_FLIGHT_MS;
}

/** @returns milliseconds to the next kill */
function toKill(call: Call | undefined, kills: readonly number[]): number {
  const after = kills.filter((kill) => kill >= (call?.at ?? 0));
  return Math.min(...after) - (call?.at ?? 0);
}

function noticesOf(rows: readonly Record<string, string>[], call: Call | undefined): number {
  const object = call?.to.replace(/^a:/, '');
  return rows.filter((row) => row['aadObjectId'] === object).length;
}

/** The client of whoever has that chat asks for each of its cards anew, as it does when they come into view. */
async function openChat(running: PorterProcess<RecordingConnector>, call: Call | undefined): Promise<void> {
  const aadObjectId = call?.to.replace(/^a:/, '') ?? '';
  const messages = running.connector.chats.get(call?.to ?? '') ?? new Map<string, string>();
  for (const [replyToId, noticeId] of messages) {
    const { status, body } = await running.post({
      ...activity({ connector: running.connector }, 0),
      type: 'invoke',
      name: 'adaptiveCard/action',
      from: { id: `29:${aadObjectId}`, aadObjectId, name: '' },
      conversation: { id: call?.to, conversationType: 'personal', tenantId: contosoTenant },
      replyToId,
      value: {
        action: { type: 'Action.Execute', verb: 'card.seen', data: { noticeId } },
        trigger: 'automatic',
      },
    });
    expect([status, body]).toEqual([200, expect.objectContaining({ statusCode: 200 })]);
  }
  expect(aadObjectId.slice(0, 8)).toBe(aad(0).slice(0, 8));
}
