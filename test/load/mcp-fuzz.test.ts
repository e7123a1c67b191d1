import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { agentEnvironment } from '../support/agents.ts';
import { fuzzRpc } from '../support/fuzz/rpc.ts';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { csvOf, exported, referralEvent, until } from '../support/wire.ts';
import { figures, seeded } from './world.ts';

/** Fifty bodies in the name of each. */
const PEOPLE = Number(process.env['PORTER_FUZZ_AGENTS'] ?? 200);
const SEED = Number(process.env['PORTER_FUZZ_SEED'] ?? 1);

it('refuses whatever agents can send by the protocol’s codes, without a 5xx, and changes nothing', async () => {
  const porter = await porterProcess();
  try {
    const people = Array.from({ length: PEOPLE }, (_none, at) => 100 + at);
    await porter.import(csvOf([{ partnerId: '1001', people, admins: people.slice(0, PEOPLE / 2) }]));
    await porter.start({ PORTER_NOTIFY_RATE: '2000', LOG_LEVEL: 'warn', ...agentEnvironment(porter) });
    await porter.events(referralEvent('R-1'));
    await until(async () => (await exported(porter, 'referrals.csv')).length === 1);
    const before = await stateOf(porter);
    const began = performance.now();

    const { faults, statuses, codes } = await fuzzRpc(porter, people, seeded, SEED);

    figures('JSON-RPC bodies of agents', {
      bodies: PEOPLE * 50,
      seed: SEED,
      'a second': Math.round((PEOPLE * 50_000) / (performance.now() - began)),
      statuses: JSON.stringify(statuses),
      codes: JSON.stringify(codes),
    });
    expect(faults.slice(0, 5)).toEqual([]);
    expect(await stateOf(porter)).toEqual(before);
    expect(porter.output()).not.toContain('"level":50');
    expect(await porter.stop()).toBe(0);
  } finally {
    await porter.close();
  }
}, 900_000);

/** Everything that the exports tell but for the notices, whose sending goes on meanwhile. */
async function stateOf(porter: PorterProcess): Promise<object> {
  const folder = join(porter.folder, 'state');
  const { code, output } = await porter.run('export', [folder]);
  if (code !== 0) throw new Error(output);
  const names = (await readdir(folder)).filter((name) => name !== 'notices.csv');
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')])),
  );
}
