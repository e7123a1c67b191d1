import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readsAs } from '../../src/domain/memberships/person.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import type { Notice } from '../../src/domain/notices/notice.ts';
import { AuditDocument } from '../../src/usecases/audit.ts';
import { JobDocument } from '../../src/usecases/jobs.ts';
import { PersonDocument } from '../../src/usecases/memberships/documents.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { remove, replace } from '../../src/usecases/ports.ts';
import { changeRenewal, type RenewalChange } from '../../src/usecases/renewals/change.ts';
import { todayOf } from '../../src/usecases/renewals/clock.ts';
import { askToPickUpRenewals } from '../../src/usecases/renewals/pick-up.ts';
import { renewalView } from '../../src/usecases/renewals/view.ts';
import { showToday } from '../../src/usecases/today/show.ts';
import { importing, removeFolders } from '../support/csv-folder.ts';
import { contosoTenant } from '../support/referrals.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { aad, person } from '../support/seed.ts';

const partnerId = PartnerId.parse('1001');
const at = { partnerId, program: 'FRP' } as const;
/** Of persons 1 to 4; nobody has heard of the fourth's. */
const ZONES = ['Europe/Berlin', 'Pacific/Auckland', 'America/Los_Angeles', 'UTC'];
const start = new Date('2027-11-01T12:00:00Z');

let world: ReferralWorld;
beforeEach(async () => {
  world = await referralWorld(start);
});
afterEach(() => world.close());
afterAll(removeFolders);

const PARTNERS = `partnerId,globalId,name,tenantId,country,countries,languages,industries,minSeats,maxSeats,referralReady,benefitContact,standardContact,mailboxes
1001,9000,Contoso (US),${contosoTenant},US,US,en,*,1,,true,,,
`;
const memberships = (anniversary: string, ends = '') =>
  `partnerId,program,anniversary,ends\n1001,FRP,${anniversary},${ends}\n`;
const contacts = (people: readonly number[]) =>
  `tenantId,aadObjectId,name,email,partnerId,program,role,poc,incentiveRole\n${people
    .map((one) => {
      const [role, poc] = one === 1 ? ['program-admin', 'primary'] : ['program-member', ''];
      return `${contosoTenant},${aad(one)},Person ${one},person${one}@contoso.test,1001,FRP,${role},${poc},\n`;
    })
    .join('')}`;

async function bring(files: { readonly [name: string]: string }): Promise<void> {
  const { problems } = await importing(world.store, files, { now: world.now });
  expect(problems).toEqual([]);
}

async function contoso(anniversary: string, people = [1, 2, 3, 4]): Promise<void> {
  await bring({
    'partners.csv': PARTNERS,
    'memberships.csv': memberships(anniversary),
    'contacts.csv': contacts(people),
  });
  for (const number of people) await moves(number, ZONES[number - 1] ?? 'UTC');
}

/** From now on their client says another zone. */
async function moves(number: number, timeZone: string): Promise<void> {
  const { documents } = world.context;
  const partition = partitions.person(person(number).personId);
  const stored = await documents.get(PersonDocument, partition, 'person');
  if (stored === undefined) throw new Error('nobody');
  await documents.commit(partition, [replace(PersonDocument, stored, { ...stored.value, timeZone })]);
}

/** Moves the clock from job to job, as a process that is always there would. */
async function until(end: string): Promise<void> {
  const last = new Date(end);
  for (;;) {
    await world.runner.drain();
    const jobs = await Array.fromAsync(world.context.documents.scan(JobDocument, 'partners'));
    const more = await Array.fromAsync(world.context.documents.scan(JobDocument, 'accounts'));
    const next = [...jobs, ...more]
      .map(({ value }) => value.dueAt ?? last)
      .sort((one, two) => one.getTime() - two.getTime())[0];
    if (next === undefined || next >= last) break;
    world.now = new Date(Math.max(next.getTime(), world.now.getTime()));
  }
  world.now = last;
  await world.runner.drain();
}

/** Of a person: due, days, and the day on their calendar on which it was asked for. */
async function told(number: number): Promise<readonly string[]> {
  const { documents } = world.context;
  const partition = partitions.person(person(number).personId);
  const [notices, known] = await Promise.all([
    documents.list(NoticeDocument, partition, { limit: 100 }),
    documents.get(PersonDocument, partition, 'person'),
  ]);
  return notices.items
    .map(({ value }) => value)
    .filter(({ subject: { kind } }) => kind === 'renewal-due' || kind === 'designation-due')
    .toSorted((one, two) => one.createdAt.getTime() - two.createdAt.getTime())
    .map((notice) => `${lineOf(notice)} on ${todayOf(known?.value, notice.createdAt)}`);
}

function lineOf({ subject }: Notice): string {
  return 'days' in subject ? `${subject.due} ${subject.days}` : '';
}

async function press(number: number, change: RenewalChange, opId = `${number} ${JSON.stringify(change)}`) {
  const { documents } = world.context;
  const known = await documents.get(PersonDocument, partitions.person(person(number).personId), 'person');
  const done = await changeRenewal(
    world.context,
    actorOf(number),
    { ...at, today: todayOf(known?.value, world.now) },
    change,
    opId,
  );
  await world.runner.drain();
  return done.ok ? 'ok' : done.error;
}

async function view(number = 1) {
  return renewalView(world.context, person(number), at, todayOf(undefined, world.now));
}

describe('reminders of an anniversary', () => {
  it('come once each over two years, on the right day in every zone, in a leap year too', async () => {
    await contoso('2024-02-29');
    await until('2029-12-31T12:00:00Z');

    const expected = [
      // 29 February 2028.
      '2028-02-29 90 on 2027-12-01',
      '2028-02-29 14 on 2028-02-15',
      '2028-02-29 7 on 2028-02-22',
      // 28 February 2029.
      '2029-02-28 90 on 2028-11-30',
      '2029-02-28 14 on 2029-02-14',
      '2029-02-28 7 on 2029-02-21',
      // 28 February 2030.
      '2030-02-28 90 on 2029-11-30',
    ];
    for (const number of [1, 2, 3, 4]) expect(await told(number)).toEqual(expected);
  }, 60_000);

  it('come at midnight by the reader’s clock', async () => {
    await contoso('2028-03-31');
    await until('2028-01-03T00:00:00Z');

    const at90 = async (number: number) => {
      const partition = partitions.person(person(number).personId);
      const { items } = await world.context.documents.list(NoticeDocument, partition, { limit: 10 });
      return items.map(({ value }) => value.createdAt.toISOString());
    };
    expect(await at90(1)).toEqual(['2027-12-31T23:00:00.000Z']);
    expect(await at90(2)).toEqual(['2027-12-31T11:00:00.000Z']);
    expect(await at90(3)).toEqual(['2028-01-01T08:00:00.000Z']);
    expect(await at90(4)).toEqual(['2028-01-01T00:00:00.000Z']);
  });

  it('are caught up at the start: of several that are due the latest only', async () => {
    await contoso('2028-03-31');
    world.now = new Date('2028-03-26T12:00:00Z');
    await world.runner.drain();

    expect(await told(1)).toEqual(['2028-03-31 7 on 2028-03-26']);
  });

  it('are not caught up once the anniversary is over', async () => {
    await contoso('2028-03-31');
    world.now = new Date('2028-04-01T12:00:00Z');
    await world.runner.drain();

    expect(await told(1)).toEqual([]);
  });

  it('come to whoever is added by a later import, at once', async () => {
    await contoso('2027-12-15', [1]);
    await until('2027-11-02T12:00:00Z');
    expect(await told(1)).toEqual(['2027-12-15 90 on 2027-11-01']);

    await bring({ 'contacts.csv': contacts([1, 2]) });
    await world.runner.drain();

    expect(await told(2)).toEqual(['2027-12-15 90 on 2027-11-02']);
    expect(await told(1)).toHaveLength(1);
  });

  it('go by the day that an import sets, and end with the membership', async () => {
    await contoso('2028-03-31', [1]);
    await bring({ 'memberships.csv': memberships('2027-12-31') });
    await until('2027-11-03T12:00:00Z');
    expect(await told(1)).toEqual(['2027-12-31 90 on 2027-11-01']);

    await bring({ 'memberships.csv': memberships('2027-12-31', '2027-12-30') });
    await until('2028-01-15T12:00:00Z');
    expect(await told(1)).toHaveLength(1);
  });

  it('begin for what an earlier release imported', async () => {
    await contoso('2027-12-15', [1]);
    const { documents } = world.context;
    const partition = partitions.partner(partnerId);
    const job = await documents.get(JobDocument, partition, 'job:renewal:FRP');
    if (job !== undefined) await documents.commit(partition, [remove(job)]);
    await world.runner.drain();
    expect(await told(1)).toEqual([]);

    await askToPickUpRenewals(world.context);
    await world.runner.drain();
    await askToPickUpRenewals(world.context);
    await world.runner.drain();

    expect(await told(1)).toEqual(['2027-12-15 90 on 2027-11-01']);
  });

  it('of a designation come once each to everybody of the account', async () => {
    await contoso('2028-10-31', [1, 2]);
    await bring({
      'designations.csv': 'globalId,area,enrolledOn,anniversary\n9000,security,2027-02-15,2028-02-15\n',
    });
    await until('2028-02-20T12:00:00Z');

    const expected = ['90 on 2027-11-17', '14 on 2028-02-01', '7 on 2028-02-08'];
    expect(await told(1)).toEqual(expected.map((line) => `2028-02-15 ${line}`));
    expect(await told(2)).toEqual(await told(1));
  });
});

describe('marking as renewed', () => {
  it('ends the reminders and opens the next year’s cycle', async () => {
    await contoso('2028-03-31', [1, 2]);
    await until('2028-03-18T12:00:00Z');
    expect(await press(1, { verb: 'renewal.tick', item: 'fees' })).toBe('ok');
    expect((await view())?.ticks.map(({ item, name }) => `${item} ${name}`)).toEqual(['fees Person 1']);

    expect(await press(1, { verb: 'renewal.done' })).toBe('ok');

    expect(await view()).toMatchObject({ due: '2029-03-31', ticks: [], renewed: { due: '2028-03-31' } });
    await until('2028-12-01T12:00:00Z');
    expect(await told(2)).toEqual(['2028-03-31 90 on 2028-01-01', '2028-03-31 14 on 2028-03-17']);
    await until('2029-01-02T12:00:00Z');
    expect((await told(2)).at(-1)).toBe('2029-03-31 90 on 2028-12-31');
  });

  it('is done once: a second press by anybody, and the same one delivered twice, change nothing', async () => {
    await contoso('2028-03-31', [1, 2]);
    await until('2028-01-02T12:00:00Z');
    await Promise.all([
      press(1, { verb: 'renewal.done' }, 'one'),
      press(1, { verb: 'renewal.done' }, 'one'),
      press(1, { verb: 'renewal.done' }, 'two'),
    ]);

    expect((await view())?.due).toBe('2029-03-31');
    const rows = await Array.fromAsync(world.context.documents.scan(AuditDocument, 'partners'));
    expect(rows.map(({ value }) => `${value.action} ${value.subject} ${value.outcome}`).toSorted()).toEqual([
      'renewal.done 1001/FRP done',
      'renewal.done 1001/FRP stale',
    ]);
  });

  it('changes nothing before the window opens', async () => {
    await contoso('2028-03-31', [1]);
    expect(await press(1, { verb: 'renewal.done' })).toBe('ok');
    expect(await view()).toMatchObject({ due: '2028-03-31', renewed: null });
  });

  it('brings the cards up to date that told of it, and tells nobody else', async () => {
    await contoso('2028-03-31', [1, 2]);
    await until('2028-01-02T12:00:00Z');
    const before = world.said.length;
    expect(before).toBe(2);
    await press(1, { verb: 'renewal.done' });

    const after = world.said.slice(before);
    expect(after.every(({ update }) => update)).toBe(true);
    expect(after).toHaveLength(2);
  });

  it('is for program admins of the location; members learn who is one, strangers nothing', async () => {
    await contoso('2028-03-31', [1, 2]);
    const refused = { code: 'forbidden' };
    expect(await press(2, { verb: 'renewal.done' })).toEqual({ ...refused, admins: ['Person 1'] });
    expect(await press(2, { verb: 'renewal.tick', item: 'fees' })).toMatchObject(refused);
    expect(await press(7, { verb: 'renewal.done' })).toEqual({ ...refused, admins: undefined });
    expect(await view(7)).toBeUndefined();
  });
});

describe('today', () => {
  const waiting = async (number: number) => {
    const partition = partitions.person(person(number).personId);
    const known = await world.context.documents.get(PersonDocument, partition, 'person');
    const today = await showToday(world.context, known?.value ?? person(number));
    return today.ok ? today.value.waiting.filter(({ kind }) => kind === 'renewal') : [];
  };

  it('shows a program admin the renewal of the last two weeks until it is marked, and members nothing', async () => {
    await contoso('2028-03-31', [1, 2]);
    world.now = new Date('2028-03-16T12:00:00Z');
    expect(await waiting(1)).toEqual([]);

    world.now = new Date('2028-03-17T12:00:00Z');
    expect(await waiting(1)).toMatchObject([{ program: 'FRP', due: '2028-03-31' }]);
    expect(await waiting(2)).toEqual([]);

    await press(1, { verb: 'renewal.done' });
    expect(await waiting(1)).toEqual([]);
  });
});

describe('what stands around a renewal', () => {
  it('is the primary contact, references that expire by it, and the account’s designations', async () => {
    await contoso('2028-03-31', [1, 2]);
    await bring({
      'customers.csv':
        'customerId,name,domain,country,language,industry,seats\naaaaaaaa-0000-4000-8000-000000000001,Tailspin Toys,,US,en,retail,10\n',
      'designations.csv': 'globalId,area,enrolledOn,anniversary\n9000,security,2027-02-15,2028-02-15\n',
      'references.csv':
        'partnerId,customerId,referenceDate\n1001,aaaaaaaa-0000-4000-8000-000000000001,2026-03-31\n1001,aaaaaaaa-0000-4000-8000-000000000002,2026-04-01\n',
      'requirements.csv':
        'area,effective,text\nsecurity,2028-01-01,Two more people.\nmodern-work,2028-01-01,Not theirs.\n',
    });

    expect(await view(2)).toMatchObject({
      isAdmin: false,
      isPrimary: false,
      primary: [{ name: 'Person 1' }],
      admins: ['Person 1'],
      designations: [{ area: 'security', due: '2028-02-15' }],
      references: [{ customerName: 'Tailspin Toys', expires: '2028-03-31' }],
      requirements: [{ text: 'Two more people.' }],
    });
    expect((await view(1))?.isPrimary).toBe(true);
  });

  it('changes of requirements are told once to those whose account has a designation in the area', async () => {
    await contoso('2028-10-31', [1]);
    const files = {
      'designations.csv': 'globalId,area,enrolledOn,anniversary\n9000,security,2027-02-15,2028-06-15\n',
      'requirements.csv':
        'area,effective,text\nsecurity,2028-01-01,Two more people.\nsecurity,2023-10-01,Held for years.\nmodern-work,2028-01-01,Not theirs.\n',
    };
    await bring(files);
    await world.runner.drain();
    await bring(files);
    await world.runner.drain();

    const { items } = await world.context.documents.list(
      NoticeDocument,
      partitions.person(person(1).personId),
      { limit: 10 },
    );
    expect(items.map(({ value }) => value.subject)).toEqual([
      { kind: 'requirements-changed', area: 'security', effective: '2028-01-01' },
    ]);
    expect(JSON.stringify(world.said)).toContain('Two more people');
    expect(JSON.stringify(world.said)).not.toContain('Not theirs');
  });
});

it('reads the zone that somebody has set before that of their client', () => {
  const set = person(1, { settings: { ...person(1).settings, zone: 'Pacific/Kiritimati' } });
  expect(readsAs(set).timeZone).toBe('Pacific/Kiritimati');
  expect(todayOf(set, new Date('2028-01-01T10:00:00Z'))).toBe('2028-01-02');
});
