import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CustomerId, PartnerId, ReferralId, SubscriptionId } from '../../src/domain/shared/ids.ts';
import { takeDporChange } from '../../src/usecases/associations/take-dpor-change.ts';
import { JobDocument } from '../../src/usecases/jobs.ts';
import type { Outbound, Posted } from '../../src/usecases/outbound/port.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { noon } from '../support/referrals.ts';

const MINUTE = 60_000;
const partner = PartnerId.parse('1001');
const other = PartnerId.parse('1002');
const customerId = CustomerId.parse('cccccccc-0000-4000-8000-000000000001');
const subscriptionId = SubscriptionId.parse('5b000000-0000-4000-8000-000000000001');

interface Told {
  readonly id: string;
  readonly to: PartnerId;
  readonly body: string;
}

let world: ReferralWorld;
let told: Told[];
let tries: Date[];
let answer: Posted;

beforeEach(async () => {
  told = [];
  tries = [];
  answer = { code: 'taken' };
  const outbound: Outbound = {
    source: 'https://porter.test',
    has: (partnerId) => partnerId === partner,
    post(to, { id, body }) {
      tries.push(world.now);
      if (answer.code === 'taken') told.push({ id, to, body });
      return Promise.resolve(answer);
    },
  };
  world = await referralWorld(noon, { outbound });
  await world.locationWith(partner, [1]);
});
afterEach(() => world.close());

async function after(ms: number) {
  world.now = new Date(world.now.getTime() + ms);
  await world.runner.drain();
}
const events = () => told.map(({ body }) => JSON.parse(body) as { id: string; type: string; data: object });
const R1 = ReferralId.parse('R-1');

describe('a partner’s own system', () => {
  it('is told of an offer and of its decision, in CloudEvents, without contact, notes or names', async () => {
    await world.receive(R1);
    await world.press(1, R1, 'accept');
    await world.runner.drain();

    expect(events()).toMatchObject([
      { specversion: '1.0', type: 'porter.offer.changed', subject: 'R-1/1', data: { status: 'offered' } },
      { source: 'https://porter.test', data: { status: 'accepted', partnerId: partner, referralId: R1 } },
    ]);
    expect(new Set(told.map(({ id }) => id)).size).toBe(2);
    expect(JSON.stringify(told)).not.toMatch(/Jo Berg|jo@|Starts soon|Person 1/);
  });

  it('is told what it gained and lost, and not from whom or to whom', async () => {
    const changed = (partnerId: PartnerId | null, previousPartnerId: PartnerId | null, key: string) =>
      takeDporChange(
        world.context,
        {
          key,
          subscriptionId,
          customer: { customerId, name: 'Tailspin Toys' },
          product: 'office-365',
          previousPartnerId,
          partnerId,
          changedAt: world.now,
          changedBy: null,
        },
        'event',
      );
    await changed(partner, other, 'one');
    await after(MINUTE);
    await changed(other, partner, 'two');
    await after(MINUTE);

    expect(events().map(({ type }) => type)).toEqual(['porter.dpor.gained', 'porter.dpor.lost']);
    expect(JSON.stringify(told)).not.toContain('1002');
  });

  it('that is down for an hour is told everything afterwards, under the same id, with ever fewer tries', async () => {
    answer = { code: 'later', afterMs: undefined };
    await world.receive(R1);
    for (let minute = 0; minute < 60; minute++) await after(MINUTE);
    const whileDown = tries.length;
    answer = { code: 'taken' };
    for (let minute = 0; minute < 60; minute++) await after(MINUTE);

    expect(events()).toMatchObject([{ data: { status: 'offered' } }]);
    expect(whileDown).toBeLessThan(15);
    expect(await Array.fromAsync(world.context.documents.scan(JobDocument, 'partners'))).toEqual([]);
  });

  it('that is down for days ends among the dead, and is tried no sooner than it asks for', async () => {
    answer = { code: 'later', afterMs: 20 * MINUTE };
    await world.receive(R1);
    await after(19 * MINUTE);
    expect(tries).toHaveLength(1);
    answer = { code: 'later', afterMs: undefined };
    for (let quarter = 0; quarter < 24; quarter++) await after(6 * 60 * MINUTE);

    const [job] = await Array.fromAsync(world.context.documents.scan(JobDocument, 'partners'));
    expect(job?.value.task).toMatchObject({ task: 'outbound.post', partnerId: partner });
    expect(job?.value.dueAt).toBeUndefined();
    expect(job?.value.lastError).toMatch(/^GivenUp|^Error: not taken/);
  });
});
