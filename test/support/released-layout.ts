import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { DocumentStore, Write } from '../../src/store/document-store.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { referralWorld, type ReferralWorld } from './referral-world.ts';
import { noon } from './referrals.ts';

const Line = z.object({
  partition: z.string(),
  id: z.string(),
  kind: z.string(),
  body: z.record(z.string(), z.unknown()),
  expiresAt: z.coerce.date().exactOptional(),
});
const FILE = join(import.meta.dirname, '../fixtures/released-layout.jsonl');
const MOST = 100;

let lines: readonly z.infer<typeof Line>[] | undefined;

/**
 * The world on a store as the first release left it at `noon`: six locations, referrals of every kind, mails taken, waiting, set aside,
 * repeated and not read yet, a pause, a file; with the jobs that were to come. Made by its code, and never changed since.
 *
 * @param spread over how many partitions the store has the directory lie by now
 */
export async function releasedWorld(spread = 1): Promise<ReferralWorld> {
  let world: ReferralWorld | undefined;
  const store = { ...(await releasedStore(() => world?.now ?? noon)), spread };
  world = await referralWorld(noon, { store });
  return world;
}

async function releasedStore(now: () => Date): Promise<DocumentStore> {
  lines ??= readFileSync(FILE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => Line.parse(JSON.parse(line)));
  const store = await openSqlite({ folder: ':memory:', now });
  for (const [partition, found] of Map.groupBy(lines, (line) => line.partition)) {
    const writes = found.map(({ id, kind, body, expiresAt }): Write => ({
      op: 'create',
      id,
      kind,
      body,
      ...(expiresAt === undefined ? {} : { ttlSeconds: (expiresAt.getTime() - noon.getTime()) / 1_000 }),
    }));
    for (let at = 0; at < writes.length; at += MOST)
      await store.commit(partition, writes.slice(at, at + MOST));
  }
  return store;
}
