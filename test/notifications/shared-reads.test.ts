import { afterEach, describe, expect, it } from '@jest/globals';
import { SubscriptionId } from '../../src/domain/shared/ids.ts';
import { sharedReads } from '../../src/notifications/shared-reads.ts';
import { documentsOn } from '../../src/store/documents.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { takeDporChange } from '../../src/usecases/associations/take-dpor-change.ts';
import { PersonDocument } from '../../src/usecases/memberships/documents.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { replace } from '../../src/usecases/ports.ts';
import { ReachDocument } from '../../src/usecases/referrals/documents.ts';
import { alpha, reported } from '../support/associations.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { noon } from '../support/referrals.ts';
import { person, seedPerson } from '../support/seed.ts';
import { ReferralId } from '../../src/domain/shared/ids.ts';

/** A store that counts its reads and commits by collection. */
function counting(store: DocumentStore) {
  const counts = new Map<string, number>();
  const count = (what: string, partition: string) => {
    const key = `${what} ${partition.split('/')[0]}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  const counted: DocumentStore = {
    ...store,
    get(partition, id) {
      count('get', partition);
      return store.get(partition, id);
    },
    commit(partition, writes) {
      count('commit', partition);
      return store.commit(partition, writes);
    },
  };
  return { store: counted, counts };
}

let world: ReferralWorld;
afterEach(() => world.close());

/** @returns what was asked of the store to tell so many readers of one change of a subscription */
async function askedFor(readers: number): Promise<Map<string, number>> {
  const { store, counts } = counting(await openSqlite({ folder: ':memory:', now: () => noon }));
  world = await referralWorld(noon, { store });
  await world.locationWith(
    alpha,
    Array.from({ length: readers }, (_none, index) => index),
  );
  const subscriptionId = SubscriptionId.parse('5b000000-0000-4000-8000-000000000009');
  await takeDporChange(
    world.context,
    reported({ subscriptionId, previousPartnerId: null, partnerId: alpha, key: 'k' }),
    'event',
  );
  counts.clear();
  await world.runner.drain();
  expect(world.said).toHaveLength(readers);
  return counts;
}

describe('the readers of one event', () => {
  it('have what their cards show read once, however many there are', async () => {
    const few = await askedFor(2);
    await world.close();
    const many = await askedFor(12);
    expect(many.get('get customers')).toBe(few.get('get customers'));
    expect(many.get('get directory')).toBe(few.get('get directory'));
  });

  it('of an offer are written beside the location together, each as far as it got', async () => {
    const { store, counts } = counting(await openSqlite({ folder: ':memory:', now: () => noon }));
    world = await referralWorld(noon, { store });
    await world.locationWith(alpha, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    counts.clear();
    await world.receive(ReferralId.parse('R-1'));
    const reach = await world.context.documents.get(ReachDocument, partitions.partner(alpha), 'reach');
    const told = reach?.value.last?.told ?? [];
    expect(told.map(({ state }) => state)).toEqual(Array.from({ length: 12 }, () => 'sent'));
    expect(counts.get('commit partners')).toBeLessThan(12);
  });
});

describe('a shared read', () => {
  it('is shared within a turn of the event loop, and made anew in the next', async () => {
    const { store, counts } = counting(await openSqlite({ folder: ':memory:', now: () => noon }));
    world = await referralWorld(noon, { store });
    const documents = documentsOn(store);
    await seedPerson(documents, person(1));
    const reads = sharedReads(documents);
    const partition = partitions.person(person(1).personId);
    const read = () => reads.get(PersonDocument, partition, 'person');
    const [first, second] = await Promise.all([read(), read()]);
    expect(first).toBe(second);
    expect(counts.get('get people')).toBe(1);
    if (first === undefined) throw new Error('nobody there');
    await documents.commit(partition, [replace(PersonDocument, first, { ...first.value, name: 'Renamed' })]);
    await new Promise(setImmediate);
    expect((await read())?.value.name).toBe('Renamed');
  });
});
