import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Person } from '../../src/domain/memberships/person.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/memberships/settings.ts';
import { offerEntry } from '../../src/domain/referrals/offer-entry.ts';
import { PartnerId, ReferralId } from '../../src/domain/shared/ids.ts';
import { JobDocument } from '../../src/usecases/jobs.ts';
import { ContactDocument, PersonDocument } from '../../src/usecases/memberships/documents.ts';
import { recognise } from '../../src/usecases/memberships/recognise.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create, remove, replace } from '../../src/usecases/ports.ts';
import { OfferEntryDocument } from '../../src/usecases/referrals/documents.ts';
import { morningOfWeek, nextWeek } from '../../src/usecases/today/week.ts';
import { say } from '../../src/words/say.ts';
import { location, offer, referral } from '../support/referrals.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { aad, contact, person, seedLocation, seedPerson } from '../support/seed.ts';

const us = PartnerId.parse('1001');
const standings = [{ partnerId: us, globalId: null }];
/** A Wednesday. Central Europe leaves summer time on Sunday 25 October 2026. */
const start = new Date('2026-10-21T12:00:00Z');
const partition = partitions.person(person(1).personId);

let world: ReferralWorld;

beforeEach(async () => {
  world = await referralWorld(start);
  const { documents } = world.context;
  await seedLocation(documents, location({ partnerId: us }), [contact(us, 1)]);
  await seedPerson(documents, person(1, { standings }));
});
afterEach(() => world.close());

async function writes(wrote = true): Promise<void> {
  const { tenantId, aadObjectId, name } = person(1);
  const conversation = {
    conversationId: 'a:1',
    serviceUrl: 'https://smba.trafficmanager.net/teams/',
    userId: '29:1',
    botId: '28:bot',
  };
  const sighting = {
    tenantId,
    aadObjectId,
    name,
    locale: undefined,
    timeZone: undefined,
    conversation,
    wrote,
  };
  await recognise(world.context, sighting, undefined, false, () => Promise.resolve(undefined));
}

/** An offer that nobody answers and no clock ends, so that something waits. */
async function somethingWaits(): Promise<void> {
  const referralId = ReferralId.parse('R-1');
  const respondBy = new Date('2027-12-01T12:00:00Z');
  await world.context.documents.commit(partitions.partner(us), [
    create(
      OfferEntryDocument,
      'offer:R-1:1:1',
      offerEntry(referral({ referralId }), 1, offer({ partnerId: us, respondBy })),
    ),
  ]);
}

async function nothingWaits(): Promise<void> {
  const { documents } = world.context;
  const stored = await documents.get(OfferEntryDocument, partitions.partner(us), 'offer:R-1:1:1');
  if (stored !== undefined) await documents.commit(partitions.partner(us), [remove(stored)]);
}

async function at(time: string): Promise<number> {
  world.now = new Date(time);
  await world.runner.drain();
  return world.said.length;
}

async function change(how: (one: Person) => Person): Promise<void> {
  const stored = await world.context.documents.get(PersonDocument, partition, 'person');
  if (stored === undefined) throw new Error('nobody');
  await world.context.documents.commit(partition, [replace(PersonDocument, stored, how(stored.value))]);
}

async function planned(): Promise<string[]> {
  const jobs = await world.context.documents.list(JobDocument, partition, { limit: 10 });
  return jobs.items.map(({ id }) => id).filter((id) => id.startsWith('job:week'));
}

describe('the morning of a week', () => {
  it.each([
    ['Europe/Berlin', '2026-10-19', '2026-10-19T06:00:00.000Z'],
    // The night before it became winter.
    ['Europe/Berlin', '2026-10-26', '2026-10-26T07:00:00.000Z'],
    ['America/New_York', '2026-11-02', '2026-11-02T13:00:00.000Z'],
    ['Pacific/Auckland', '2026-09-28', '2026-09-27T19:00:00.000Z'],
    ['Asia/Kathmandu', '2026-10-26', '2026-10-26T02:15:00.000Z'],
    ['Mars/Olympus', '2026-10-26', '2026-10-26T08:00:00.000Z'],
  ])('is at eight by the clock of %s on %s', (zone, week, instant) => {
    expect(morningOfWeek(week, zone).toISOString()).toBe(instant);
  });

  it('is the next one that has not come yet', () => {
    const after = (instant: string) => nextWeek('Europe/Berlin', new Date(instant));
    expect(after('2026-10-26T06:59:59.999Z')).toBe('2026-10-26');
    expect(after('2026-10-26T07:00:00Z')).toBe('2026-11-02');
    expect(after('2026-11-01T22:59:00Z')).toBe('2026-11-02');
    // Monday already there, Sunday still in UTC.
    expect(nextWeek('Pacific/Auckland', new Date('2026-10-25T18:59:00Z'))).toBe('2026-10-26');
  });
});

describe('the weekly digest', () => {
  it('comes every Monday at eight by the reader’s clock, over the end of summer time', async () => {
    await somethingWaits();
    await writes();

    expect(await at('2026-10-26T06:59:59Z')).toBe(0);
    expect(await at('2026-10-26T07:00:00Z')).toBe(1);
    expect(JSON.stringify(world.said[0])).toContain(say({ locale: 'en' }, 'today.week.off'));
    expect(await at('2026-10-26T18:00:00Z')).toBe(1);
    expect(await at('2026-11-02T06:59:59Z')).toBe(1);
    expect(await at('2026-11-02T07:00:00Z')).toBe(2);
    expect(await planned()).toEqual(['job:week:2026-11-09']);
  });

  it('is planned once, however often somebody writes', async () => {
    await Promise.all([writes(), writes(), writes()]);
    await writes();
    expect(await planned()).toEqual(['job:week:2026-10-26']);
  });

  it('is not for who never wrote to Porter', async () => {
    await somethingWaits();
    await writes(false);
    expect(await planned()).toEqual([]);
    expect(await at('2026-11-30T12:00:00Z')).toBe(0);
  });

  it('comes only when something waits, and goes on being planned', async () => {
    await writes();
    expect(await at('2026-10-26T07:00:00Z')).toBe(0);
    await somethingWaits();
    expect(await at('2026-10-27T07:00:00Z')).toBe(0);
    expect(await at('2026-11-02T07:00:00Z')).toBe(1);
    await nothingWaits();
    expect(await at('2026-11-09T07:00:00Z')).toBe(1);
    const notices = await world.context.documents.list(NoticeDocument, partition, { limit: 10 });
    expect(notices.items).toHaveLength(1);
  });

  it('is caught up once after weeks of downtime, and then comes on Mondays again', async () => {
    await somethingWaits();
    await writes();
    expect(await at('2026-11-18T15:00:00Z')).toBe(1);
    expect(await at('2026-11-22T15:00:00Z')).toBe(1);
    expect(await at('2026-11-23T07:00:00Z')).toBe(2);
  });

  it('comes once, also when its job is done again', async () => {
    await somethingWaits();
    await writes();
    const [before] = (await world.context.documents.list(JobDocument, partition, { limit: 10 })).items;
    if (before === undefined) throw new Error('no job');
    expect(await at('2026-10-26T07:00:00Z')).toBe(1);
    await world.context.documents.commit(partition, [create(JobDocument, before.id, before.value)]);
    expect(await at('2026-10-26T07:05:00Z')).toBe(1);
  });

  it('waits for the morning of who has moved west', async () => {
    await somethingWaits();
    await writes();
    await change((one) => ({ ...one, timeZone: 'America/New_York' }));
    expect(await at('2026-10-26T11:59:00Z')).toBe(0);
    expect(await at('2026-10-26T12:00:00Z')).toBe(1);
  });

  it.each<[string, (one: Person) => Person]>([
    ['has switched it off', (one) => ({ ...one, settings: { ...DEFAULT_SETTINGS, muted: ['weekly'] } })],
    ['cannot be reached', (one) => ({ ...one, unreachable: { since: start, status: 403 } })],
    ['has removed the app', (one) => ({ ...one, conversation: null })],
    ['has no standing any more', (one) => ({ ...one, standings: [] })],
  ])('is not for who %s, and comes again when that is over', async (_case, how) => {
    await somethingWaits();
    await writes();
    let before: Person | undefined;
    await change((one) => {
      before = one;
      return how(one);
    });
    expect(await at('2026-10-26T07:00:00Z')).toBe(0);
    expect(await world.context.documents.count(NoticeDocument, partition, [])).toBe(0);
    await change((one) => before ?? one);
    expect(await at('2026-10-30T07:00:00Z')).toBe(0);
    expect(await at('2026-11-02T07:00:00Z')).toBe(1);
  });

  it('is not for who has left the roster', async () => {
    await somethingWaits();
    await writes();
    const roster = partitions.partner(us);
    const stored = await world.context.documents.get(ContactDocument, roster, `contact:FRP:${aad(1)}`);
    if (stored === undefined) throw new Error('no contact');
    await world.context.documents.commit(roster, [remove(stored)]);
    expect(await at('2026-10-26T07:00:00Z')).toBe(0);
  });
});
