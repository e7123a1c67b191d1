import type { Log } from '../usecases/ports.ts';
import { createAlarm } from './alarm.ts';
import { nameOf } from './job-pool.ts';
import type { ShardLeases } from './shard-leases.ts';

/** How often each instance renews. So what one leaves behind is taken up within 3 + 12 + 3 + 3 seconds. */
export const RENEW_MS = 3_000;

export interface KeptLeases {
  readonly start: () => void;
  /** Gives everything back. */
  readonly stop: () => Promise<void>;
}

/** Renews, now and every few seconds. @param changed called when there are more or fewer shards than before */
export function keepLeases(leases: ShardLeases, log: Log, changed: () => void): KeptLeases {
  const alarm = createAlarm();
  let running = false;

  async function renew(): Promise<void> {
    for (let known = 0; running; await alarm.sleep(RENEW_MS)) {
      await leases.renew().catch((error: unknown) => {
        log.warn({ error: nameOf(error) }, 'shards not renewed');
      });
      const shards = leases.held().length;
      if (shards === known) continue;
      known = shards;
      log.info({ shards }, 'shards held');
      changed();
    }
  }

  return {
    start() {
      running = true;
      void renew();
    },
    async stop() {
      running = false;
      alarm.wake();
      await leases.giveBack().catch((error: unknown) => {
        log.warn({ error: nameOf(error) }, 'shards not given back');
      });
    },
  };
}
