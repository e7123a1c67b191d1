import { createAlarm } from './alarm.ts';
import { jobPool, nameOf, type Filled, type JobPoolOptions } from './job-pool.ts';
import { keepLeases } from './keep-leases.ts';
import type { ShardLeases } from './shard-leases.ts';
import type { WakeUps } from './wake-ups.ts';

export interface RunnerOptions extends JobPoolOptions {
  /** Which shards are this instance's. Absent: all are. */
  readonly leases?: ShardLeases;
  /** Absent: instances find by looking what others left for them. */
  readonly wakeUps?: WakeUps | undefined;
  /** The longest time between two looks for what others wrote, when nothing comes. Nothing that comes due waits for it. */
  readonly idleMs?: number;
}

export interface Runner {
  start(): void;
  /** A commit wrote a job in that partition: whoever works through it looks now. */
  wake(partition: string): void;
  /** Takes no more jobs up, gives its shards back and waits for what is under way. */
  stop(): Promise<void>;
  /** Runs all that is due now, and what that makes due, to the end, of whichever shards. For tests and the command line. */
  drain(): Promise<void>;
}

/** The time between two looks after something was found; twice as long with each look that finds nothing. */
const BUSY_MS = 500;
const IDLE_MS = 5_000;

/** Takes up due jobs of its shards, as many beside each other as there is room for. */
export function createRunner(options: RunnerOptions): Runner {
  const { log, clock, leases, wakeUps, idleMs = IDLE_MS } = options;
  const alarm = createAlarm();
  const pool = jobPool(options, alarm.wake);
  const scope = leases?.held;
  const kept = leases && keepLeases(leases, log, alarm.wake);
  let running = false;
  let loop: Promise<void> = Promise.resolve();

  async function keepFilling(): Promise<void> {
    let waitMs = BUSY_MS;
    while (running) {
      const before = alarm.wakes();
      const filled = await look();
      if (filled?.is === 'crowded') await pool.room();
      if (filled?.is === 'crowded' || filled?.is === 'more') continue;
      waitMs = Math.min(filled?.found === false ? waitMs * 2 : BUSY_MS, idleMs);
      const untilNext = (filled?.nextDue?.getTime() ?? Infinity) - clock.now().getTime();
      if (alarm.wakes() === before) await alarm.sleep(Math.max(0, Math.min(waitMs, untilNext)));
    }
  }

  /** @returns undefined where the store could not be read */
  async function look(): Promise<Filled | undefined> {
    if (scope?.().length === 0) return { is: 'all', found: false };
    try {
      return await pool.fill(scope, idleMs);
    } catch (error) {
      log.warn({ error: nameOf(error) }, 'jobs not read');
      return undefined;
    }
  }

  return {
    start() {
      if (running) return;
      running = true;
      kept?.start();
      loop = keepFilling();
      if (leases !== undefined) wakeUps?.listen(leases.name, alarm.wake);
    },
    wake(partition) {
      const owner = leases?.holds(partition) === false ? leases.ownerOf(partition) : '';
      if (owner === '' || owner === leases?.name()) alarm.wake();
      else wakeUps?.tell(owner);
    },
    async stop() {
      running = false;
      alarm.wake();
      await Promise.all([loop.then(pool.allDone), kept?.stop(), wakeUps?.close()]);
    },
    async drain() {
      for (;;) {
        const filled = await pool.fill(undefined, 0);
        if (filled.is === 'all' && pool.isEmpty()) return;
        await pool.allDone();
      }
    },
  };
}
