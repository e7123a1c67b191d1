import { setTimeout as delay } from 'node:timers/promises';
import { COSMOS_KEY, startCosmosServer } from '../support/cosmos-server.ts';
import { porterProcessAt, type PorterProcess, type ProcessConnector } from '../support/porter-process.ts';
import { exported } from '../support/wire.ts';
import { jobLedger, type JobLedger } from './job-ledger.ts';
import { recordingConnector, type Call, type RecordingConnector } from './recording-connector.ts';
import { locationsCsv, nthMove } from './world.ts';

type Instance = PorterProcess<ProcessConnector>;
/** What may happen to an instance. A pause takes as long as two leases. */
export const DEEDS = ['kill', 'stop', 'pause'] as const;
export type Deed = (typeof DEEDS)[number];

/** That something happened to an instance, or that it is over. */
interface Trouble {
  readonly what: Deed | `${Deed} over`;
  readonly at: number;
}

/** Real processes on one Cosmos-compatible server, each by a door of its own, and what becomes of them. */
export interface Several {
  readonly ledger: JobLedger;
  readonly teams: RecordingConnector;
  readonly trouble: readonly Trouble[];
  /** Doors of those that are all there. */
  readonly whole: () => readonly number[];
  /** @param awayMs how long it is away at most, where it ends. @returns once it is there again */
  readonly happen: (door: number, what: Deed, awayMs?: number) => Promise<void>;
  /** Sends events to whoever is there, so many a second, for as long as it is asked to. @returns how many were accepted */
  readonly send: (goesOn: (accepted: number) => boolean) => Promise<number>;
  /** An export of the first, which has to be there. */
  readonly exported: (file: string) => Promise<Record<string, string>[]>;
  readonly close: () => Promise<void>;
}

export interface SeveralOptions {
  readonly instances: number;
  readonly locations: number;
  readonly eventsASecond: number;
  readonly random: () => number;
}

const PAUSE_MS = 60_000;
const AWAY_MS = 10_000;
/** For so long a claim is waited for, so that what happens falls into the midst of a job. */
const CLAIM_MS = 10_000;
/** An instance that is not told an answer by then is passed over; the event is sent again, to whoever it is. */
const ANSWER_MS = 5_000;

export async function several(options: SeveralOptions): Promise<Several> {
  const { instances, locations, eventsASecond, random } = options;
  /** Those that something is about to happen to are not away yet. */
  const chosen = new Set<number>();
  const away = new Set<number>();
  const trouble: Trouble[] = [];
  const ledger = jobLedger((door) => !away.has(door));
  const server = await startCosmosServer({ doors: instances, onBatch: ledger.note });
  const teams = await recordingConnector();
  const porters: Instance[] = [];
  for (const endpoint of server.endpoints) {
    const store = { engine: 'cosmos', endpoint, key: COSMOS_KEY, database: 'porter' } as const;
    porters.push(await porterProcessAt({ ...teams, close: () => Promise.resolve() }, store));
  }
  const at = (door: number): Instance => {
    const porter = porters[door];
    if (porter === undefined) throw new Error(`no instance ${door}`);
    return porter;
  };
  const start = (door: number) => at(door).start({ PORTER_NOTIFY_RATE: '5000' });
  await again(() => at(0).import(locationsCsv(locations)));
  await Promise.all(porters.map((_porter, door) => start(door)));
  const watching = setInterval(ledger.look, 250);
  const whole = () => porters.map((_porter, door) => door).filter((door) => !chosen.has(door));

  const deeds: { readonly [deed in Deed]: (door: number, awayMs: number) => Promise<void> } = {
    async kill(door, awayMs) {
      await at(door).stop('SIGKILL');
      await delay(random() * awayMs);
      await start(door);
    },
    async stop(door, awayMs) {
      const code = await at(door).stop('SIGTERM');
      if (code !== 0) throw new Error(`an instance that was told to stop ended with ${code}`);
      await delay(random() * awayMs);
      await start(door);
    },
    async pause(door) {
      const pid = at(door).pid() ?? 0;
      process.kill(pid, 'SIGSTOP');
      await delay(PAUSE_MS);
      process.kill(pid, 'SIGCONT');
    },
  };

  return {
    ledger,
    teams,
    trouble,
    whole,
    async happen(door, what, awayMs = AWAY_MS) {
      chosen.add(door);
      // Kills and stops also fall where nothing is under way, as they come.
      if (what === 'pause') {
        await Promise.race([ledger.nextClaim(door), delay(CLAIM_MS, undefined, { ref: false })]);
      }
      away.add(door);
      trouble.push({ what, at: Date.now() });
      await deeds[what](door, awayMs);
      away.delete(door);
      chosen.delete(door);
      trouble.push({ what: `${what} over`, at: Date.now() });
    },
    async send(goesOn) {
      let accepted = 0;
      while (goesOn(accepted)) {
        const there = whole();
        const porter = porters[there[Math.floor(random() * there.length)] ?? -1];
        const answer = await Promise.race([
          porter?.events(nthMove(accepted, locations)).catch(() => undefined),
          delay(ANSWER_MS, undefined, { ref: false }),
        ]);
        if (answer?.status === 202) accepted++;
        await delay(1_000 / eventsASecond);
      }
      return accepted;
    },
    exported: (file) => again(() => exported(at(0), file)),
    async close() {
      clearInterval(watching);
      for (const porter of porters) await porter.close();
      await teams.close();
      await server.close();
    },
  };
}

/** How long before a death or a pause a card may have been answered and not recorded. */
const IN_FLIGHT_MS = 10_000;

/** Notices that were sent more than once, those of them for which nothing that happened is the reason, and how long before it. */
export function copiesOf({ teams, trouble }: Pick<Several, 'teams' | 'trouble'>) {
  const sends = teams.calls.filter(({ method }) => method === 'send');
  const copies = Map.groupBy(sends, ({ noticeId }) => noticeId);
  const doubled = [...copies.values()].filter((calls) => calls.length > 1);
  const toTrouble = ([first]: readonly Call[]) => {
    const sentAt = first?.at ?? 0;
    return Math.min(...trouble.filter(({ at }) => at >= sentAt).map(({ at }) => at - sentAt));
  };
  const unexplained = doubled.filter((calls) => toTrouble(calls) >= IN_FLIGHT_MS);
  return { copies, doubled, unexplained, longestMs: Math.max(0, ...doubled.map(toTrouble)) };
}

const ATTEMPTS = 30;

/** A busy machine may answer one query or another too late. */
async function again<T>(action: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await action();
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await delay(1_000);
    }
  }
}
