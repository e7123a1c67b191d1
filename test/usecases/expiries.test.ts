import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CustomerId, GlobalId, PartnerId } from '../../src/domain/shared/ids.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/memberships/settings.ts';
import type { Person } from '../../src/domain/memberships/person.ts';
import { JobDocument } from '../../src/usecases/jobs.ts';
import { PersonDocument } from '../../src/usecases/memberships/documents.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { replace } from '../../src/usecases/ports.ts';
import { askToWatchExpiries } from '../../src/usecases/portfolio/build.ts';
import { importing, removeFolders } from '../support/csv-folder.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { person } from '../support/seed.ts';

const us = PartnerId.parse('1001');
const globalId = GlobalId.parse('9001');
const customer = CustomerId.parse('c0000000-0000-4000-8000-000000000001');
const tenant = person(1).tenantId;
const start = new Date('2026-11-23T12:00:00Z');

const SUBSCRIPTIONS = `subscriptionId,customerId,product,licensing,status,dporPartnerId
5b000000-0000-4000-8000-000000000001,${customer},azure,EA,active,1001
`;
const delegation = (expires: string) =>
  `partnerId,customerId,kind,since,expires\n1001,${customer},gdap,2026-01-01,${expires}\n`;
const people = (...rows: readonly (readonly [string, string])[]) =>
  [
    'globalId,tenantId,email,name,learnLinked,certification,level,expires',
    ...rows.map(
      ([who, expires]) => `9001,${tenant},${who}@contoso.test,${who},true,AZ-104,intermediate,${expires}`,
    ),
    '',
  ].join('\n');

let world: ReferralWorld;
beforeEach(async () => {
  world = await referralWorld(start);
  await world.locationWith(us, [1, 2], { globalId });
});
afterEach(() => world.close());
afterAll(removeFolders);

async function bring(files: { readonly [file: string]: string }): Promise<void> {
  const { problems } = await importing(world.store, files, { now: world.now, baseline: true });
  expect(problems).toEqual([]);
  await world.runner.drain();
}

async function at(time: string): Promise<void> {
  world.now = new Date(time);
  await world.runner.drain();
}

/** The warnings that a person has got, of whatever state. */
async function told(number: number): Promise<readonly unknown[]> {
  const page = await world.context.documents.list(
    NoticeDocument,
    partitions.person(person(number).personId),
    {
      orderBy: [{ field: 'createdAt' }],
      limit: 50,
    },
  );
  return page.items
    .map(({ value: { subject } }) => subject)
    .filter(({ kind }) => kind === 'delegation-ends' || kind === 'certificates-end')
    .map((subject) => ('warning' in subject ? subject.warning : undefined));
}

async function change(number: number, how: (one: Person) => Partial<Person>): Promise<void> {
  const partition = partitions.person(person(number).personId);
  const stored = await world.context.documents.get(PersonDocument, partition, 'person');
  if (stored === undefined) throw new Error('nobody');
  await world.context.documents.commit(partition, [
    replace(PersonDocument, stored, { ...stored.value, ...how(stored.value) }),
  ]);
}

describe('a delegation that ends', () => {
  it('is told of 90, 30 and 7 days before, from midnight where the reader is, once each', async () => {
    await change(2, () => ({ timeZone: 'America/New_York' }));
    await bring({ 'subscriptions.csv': SUBSCRIPTIONS, 'delegations.csv': delegation('2027-06-01') });
    expect(await told(1)).toEqual([]);

    // 3 March in Berlin begins at 23:00 in UTC, in New York at 5:00.
    await at('2027-03-02T22:59:59Z');
    expect([await told(1), await told(2)]).toEqual([[], []]);
    await at('2027-03-02T23:00:00Z');
    expect([await told(1), await told(2)]).toEqual([[90], []]);
    await at('2027-03-03T05:00:00Z');
    expect([await told(1), await told(2)]).toEqual([[90], [90]]);
    await at('2027-05-01T22:00:00Z');
    expect(await told(1)).toEqual([90, 30]);
    await at('2027-06-02T12:00:00Z');
    expect(await told(1)).toEqual([90, 30]);
  });

  it('is caught up with the latest warning only', async () => {
    await bring({ 'subscriptions.csv': SUBSCRIPTIONS, 'delegations.csv': delegation('2027-06-01') });
    await at('2027-05-10T12:00:00Z');
    expect(await told(1)).toEqual([30]);

    world.now = new Date('2027-05-10T13:00:00Z');
    await bring({ 'delegations.csv': delegation('2027-05-12') });
    expect(await told(1)).toEqual([30, 7]);
  });

  it('is told of no more where its end was moved, or the customer stands with others', async () => {
    await bring({ 'subscriptions.csv': SUBSCRIPTIONS, 'delegations.csv': delegation('2027-06-01') });
    await bring({ 'delegations.csv': delegation('2028-06-01') });
    await at('2027-05-31T12:00:00Z');
    expect(await told(1)).toEqual([]);
  });

  it('at a customer without an association is told to nobody', async () => {
    await bring({ 'delegations.csv': delegation('2026-12-01') });
    expect(await told(1)).toEqual([]);
  });

  it('of an earlier release is watched from the next start on', async () => {
    await bring({ 'subscriptions.csv': SUBSCRIPTIONS, 'delegations.csv': delegation('2026-12-20') });
    expect(await told(1)).toEqual([30]);
    await askToWatchExpiries(world.context);
    await askToWatchExpiries(world.context);
    await world.runner.drain();
    expect(await told(1)).toEqual([30]);
    const jobs = await world.context.documents.list(JobDocument, partitions.customer(customer), { limit: 9 });
    expect(jobs.items.map(({ value }) => value.task.task)).toEqual(['delegation.watch']);
  });

  it('is not told to whoever has switched it off', async () => {
    await change(1, () => ({ settings: { ...DEFAULT_SETTINGS, muted: ['expiries'] } }));
    await bring({ 'subscriptions.csv': SUBSCRIPTIONS, 'delegations.csv': delegation('2026-12-01') });

    const page = await world.context.documents.list(NoticeDocument, partitions.person(person(1).personId), {
      limit: 9,
    });
    expect(page.items.map(({ value }) => value.state)).toEqual(['dead']);
  });
});

describe('certificates that end', () => {
  it('on one day are one notice, to who holds one and to program admins', async () => {
    await world.locationWith(PartnerId.parse('1002'), [3], { globalId }, { role: 'program-admin' });
    await bring({ 'people.csv': people(['person1', '2026-12-23'], ['somebody', '2026-12-23']) });

    expect([await told(1), await told(2), await told(3)]).toEqual([[30], [], [30]]);
  });

  it('that were renewed are told of no more', async () => {
    await bring({ 'people.csv': people(['person1', '2026-12-23']) });
    await bring({ 'people.csv': people(['person1', '2027-12-23']) });
    await at('2026-12-20T12:00:00Z');

    expect(await told(1)).toEqual([30]);
  });
});
