import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  listOf,
  NO_REACH,
  withDelivery,
  withLastOffer,
  type LastOffer,
} from '../../src/domain/referrals/reach.ts';
import { PartnerId, ReferralId } from '../../src/domain/shared/ids.ts';
import { ConnectorError } from '../../src/notifications/connector-error.ts';
import { showOffersIn, stopOffersIn } from '../../src/usecases/referrals/channels.ts';
import { showProfile } from '../../src/usecases/referrals/profile.ts';
import { inDays, location, noon } from '../support/referrals.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { contact, person, seedLocation, seedPerson } from '../support/seed.ts';

const one = PartnerId.parse('1001');
const R1 = ReferralId.parse('R-1');
const R2 = ReferralId.parse('R-2');
const [first, second, third] = [1, 2, 3].map((number) => person(number).personId);
const benefitList = [
  'person1@contoso.test',
  'person2@contoso.test',
  'person6@contoso.test',
  'else@contoso.test',
];

let world: ReferralWorld;

beforeEach(async () => {
  world = await referralWorld();
  await seedLocation(world.context.documents, location({ partnerId: one, benefitContact: benefitList }), [
    contact(one, 1, { role: 'program-admin', name: 'Dana Okafor' }),
    contact(one, 2, { name: 'Lee Chen' }),
    contact(one, 3, { program: null, role: null, incentiveRole: 'incentive-user', name: 'Noor Haddad' }),
    contact(one, 6, { aadObjectId: null, personId: null, name: 'Sam Ito' }),
  ]);
  for (const number of [1, 2, 3, 5]) {
    await seedPerson(
      world.context.documents,
      person(number, { standings: [{ partnerId: one, globalId: null }] }),
    );
  }
});

afterEach(() => world.close());

async function profile(number = 1) {
  const shown = await showProfile(world.context, actorOf(number), one);
  if (!shown.ok) throw new Error(shown.error.code);
  return shown.value;
}

describe('the profile of a location', () => {
  it('is for anybody with a role there, incentive roles included, and for nobody else', async () => {
    expect(await showProfile(world.context, actorOf(3), one)).toMatchObject({ ok: true });
    expect(await showProfile(world.context, actorOf(5), one)).toEqual({
      ok: false,
      error: { code: 'forbidden' },
    });
    expect(await showProfile(world.context, actorOf(1), PartnerId.parse('9999'))).toEqual({
      ok: false,
      error: { code: 'forbidden' },
    });
  });

  it('says of each address whether it leads to somebody', async () => {
    const { lists } = await profile();

    expect(lists.benefit.addresses.map(({ name, reachable }) => [name, reachable])).toEqual([
      ['Dana Okafor', 'reached'],
      ['Lee Chen', 'reached'],
      ['Sam Ito', 'unbound'],
      ['', 'unknown'],
    ]);
    expect(lists.benefit.told).toEqual(['Dana Okafor', 'Lee Chen']);
  });

  it('names everybody who may act where a list is not set', async () => {
    const { lists } = await profile();

    expect(lists.standard).toEqual({ addresses: [], told: ['Dana Okafor', 'Lee Chen', 'Noor Haddad'] });
  });

  it('takes three reads', async () => {
    const reads: string[] = [];
    const { documents } = world.context;
    const counted = {
      ...documents,
      get: (...args: Parameters<typeof documents.get>) => {
        reads.push(`get ${args[0].name}`);
        return documents.get(...args);
      },
      list: (...args: Parameters<typeof documents.list>) => {
        reads.push(`list ${args[0].name}`);
        return documents.list(...args);
      },
    };
    await showProfile({ ...world.context, documents: counted as typeof documents }, actorOf(1), one);

    expect(reads.toSorted()).toEqual(['get location', 'get reach', 'list contact']);
  });
});

describe('what became of the last offer', () => {
  it('is that it was delivered, to whom and when', async () => {
    expect((await profile()).reach.last).toBeNull();
    await world.receive(R1);

    expect((await profile()).reach.last).toEqual({
      referralId: R1,
      part: 1,
      round: 1,
      kind: 'benefit',
      customerName: 'Tailspin Toys',
      offeredAt: noon,
      told: [
        { personId: first, state: 'sent', at: noon },
        { personId: second, state: 'sent', at: noon },
      ],
    });
  });

  it('is that nobody can be reached', async () => {
    world.fault = new ConnectorError({ status: 403, code: 'x', retryAfterMs: undefined, phase: 'answered' });
    await world.receive(R1);

    const told = (await profile()).reach.last?.told;
    expect(told?.map(({ state }) => state)).toEqual(['unreachable', 'unreachable']);
  });

  it('is told of the newest offer only', async () => {
    await world.receive(R1);
    world.now = inDays(1);
    await world.receive(R2, { kind: 'standard' });

    expect((await profile()).reach.last).toMatchObject({
      referralId: R2,
      kind: 'standard',
      offeredAt: inDays(1),
    });
    expect((await profile()).reach.last?.told).toHaveLength(3);
  });
});

describe('the channels of a location', () => {
  const place = { conversationId: '19:x@thread.tacv2', serviceUrl: 'https://smba.test/', botId: '28:bot' };

  it('stand in its profile while they are set', async () => {
    await showOffersIn(world.context, actorOf(1), place, { partnerId: one, kind: 'benefit' }, 'op-1');
    expect((await profile()).reach.channels).toEqual({
      benefit: { name: 'Person 1', at: noon },
      standard: null,
    });

    const standings = [{ partnerId: one, globalId: null }];
    await stopOffersIn(world.context, person(1, { standings }), place, ['benefit'], 'op-2');
    expect((await profile()).reach.channels).toEqual({ benefit: null, standard: null });
  });

  it('are told like people', async () => {
    await showOffersIn(world.context, actorOf(1), place, { partnerId: one, kind: 'benefit' }, 'op-1');
    await world.receive(R1);

    expect((await profile()).reach.last?.told).toMatchObject([
      { personId: first, state: 'sent' },
      { personId: second, state: 'sent' },
      { state: 'sent' },
    ]);
  });
});

describe('remembering the last offer', () => {
  const last = (overrides: Partial<LastOffer> = {}): LastOffer => ({
    referralId: R1,
    part: 1,
    round: 1,
    kind: 'benefit',
    customerName: 'Tailspin Toys',
    offeredAt: noon,
    told: [{ personId: first!, state: 'pending', at: null }],
    ...overrides,
  });
  const sent = { personId: first!, state: 'sent', at: noon } as const;

  it('never goes back to an earlier one, nor loses what has arrived', () => {
    const reach = withDelivery(withLastOffer(NO_REACH, last()), last(), sent);

    expect(withLastOffer(reach, last({ offeredAt: new Date(0), referralId: R2 }))).toBe(reach);
    expect(withLastOffer(reach, last()).last?.told).toEqual([sent]);
  });

  it('takes no delivery of another offer for one of this', () => {
    const reach = withLastOffer(NO_REACH, last());

    for (const other of [last({ referralId: R2 }), last({ part: 2 }), last({ round: 2 })]) {
      expect(withDelivery(reach, other, sent)).toBe(reach);
    }
    expect(withDelivery(NO_REACH, last(), sent)).toBe(NO_REACH);
  });

  it('adds somebody who was told later', () => {
    const later = { personId: third!, state: 'sent', at: inDays(1) } as const;

    expect(withDelivery(withLastOffer(NO_REACH, last()), last(), later).last?.told).toHaveLength(2);
  });
});

describe('an address of a list', () => {
  it('gives no right to Benefit referrals by a membership in the community alone', () => {
    const at = location({
      benefitContact: ['person1@contoso.test'],
      standardContact: ['person1@contoso.test'],
      memberships: [
        { program: 'CM', anniversary: '2027-06-30', ends: null },
        { program: 'FRP', anniversary: '2027-06-30', ends: null },
      ],
    });
    const roster = [contact(one, 1, { program: 'CM' })];

    expect(listOf('benefit', at, roster, NO_REACH, noon)).toMatchObject([{ reachable: 'no-right' }]);
    expect(listOf('standard', at, roster, NO_REACH, noon)).toMatchObject([{ reachable: 'reached' }]);
  });
});
