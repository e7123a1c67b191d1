import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readConfig } from '../src/config.ts';
import { startPorter } from '../src/porter.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import { askFor } from './asked.ts';
import { openRig } from './rig.ts';

/** How many commits each notice of known people costs, beside the person; counted at the store's port, in this process. */
export async function commitsOf(notices: number): Promise<number> {
  const rig = await openRig();
  try {
    await askFor(rig, notices, true);
    const config = readConfig(rig.environment());
    if (!config.ok) throw new Error(config.error.join('\n'));
    const store = await openSqlite({ folder: join(rig.folder, 'data') });
    let commits = 0;
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const porter = await startPorter({
      config: { ...config.value, server: { ...config.value.server, port: 0 } },
      store: {
        ...store,
        commit(partition, writes) {
          if (partition.startsWith('people/')) commits++;
          return store.commit(partition, writes);
        },
      },
      log,
      clock: { now: () => new Date() },
    });
    while ((await rig.delivered()) < notices) await delay(20);
    // Waits for what was answered to be recorded.
    await porter.stop();
    return commits / notices;
  } finally {
    await rig.close();
  }
}
