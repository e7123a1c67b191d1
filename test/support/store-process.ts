/**
 * A second process on a data folder, for tests of what several processes do to each other:
 * `node store-process.ts <what> <folder> <count>`. Each line that it prints is an acknowledged commit.
 */
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Batch, DocumentStore, Write } from '../../src/store/document-store.ts';
import { ConflictError } from '../../src/usecases/ports.ts';

export const COUNTER = { partition: 'customers/counter', id: 'counter' } as const;

/** Adds one to the counter, again and again until nobody wrote in between. */
export async function increment(store: DocumentStore): Promise<void> {
  for (;;) {
    const found = await store.get(COUNTER.partition, COUNTER.id);
    const body = { v: 1, value: Number(found?.body['value'] ?? 0) + 1 };
    const write: Write =
      found === undefined
        ? { op: 'create', id: COUNTER.id, kind: 'customer', body }
        : { op: 'replace', id: COUNTER.id, kind: 'customer', body, etag: found.etag };
    try {
      await store.commit(COUNTER.partition, [write]);
      return;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}

/** Three documents that are there all or none. */
export function triple(at: number): Batch {
  const writes = ['a', 'b', 'c'].map((id): Write => ({
    op: 'create',
    id,
    kind: 'customer',
    body: { v: 1, at },
  }));
  return { partition: `customers/t${at}`, writes };
}

async function main([what, folder = '', count = '0']: readonly string[]): Promise<void> {
  const store = await openSqlite({ folder });
  const places = Array.from({ length: Number(count) }, (_none, at) => at);
  if (what === 'import') {
    for await (const outcome of store.commitMany(places.map(triple))) if (!outcome.ok) throw outcome.error;
  }
  for (const at of what === 'import' ? [] : places) {
    if (what === 'count') await increment(store);
    if (what === 'write') {
      const { partition, writes } = triple(at);
      await store.commit(partition, writes);
    }
    process.stdout.write(`${at}\n`);
  }
  await store.close();
}

if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2));
