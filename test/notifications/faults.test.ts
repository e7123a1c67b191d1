import { afterEach, expect, it } from '@jest/globals';
import { PartnerId, SubscriptionId, CustomerId } from '../../src/domain/shared/ids.ts';
import { ConnectorError } from '../../src/notifications/connector-error.ts';
import { takeDporChange } from '../../src/usecases/associations/take-dpor-change.ts';
import { JobDocument } from '../../src/usecases/jobs.ts';
import { mostWithin, seeded } from '../load/world.ts';
import { reported } from '../support/associations.ts';
import { referralWorld, type ReferralWorld, type WorldCall } from '../support/referral-world.ts';
import { noon } from '../support/referrals.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';

/** The same by the real process, by the thousand and in real time, is `test/load/faulty-connector.test.ts`. */
const PEOPLE = 30;
const CHANGES = 2;
const RATE = 40;

let world: ReferralWorld;
afterEach(() => world.close());

/** Sets the clock to whatever is due next, until nothing is. */
async function runOn(until: Date): Promise<void> {
  for (;;) {
    const jobs = await Array.fromAsync(world.context.documents.scan(JobDocument, 'people'));
    const due = jobs.map(({ value }) => value.dueAt).filter((at) => at !== undefined);
    const next = due.toSorted((a, b) => a.getTime() - b.getTime())[0];
    if (next === undefined || next > until) return;
    world.now = next > world.now ? next : new Date(world.now.getTime() + 1);
    await world.runner.drain();
  }
}

it('sends everything through a connector that fails three times in ten, within every limit and without a storm', async () => {
  world = await referralWorld(noon, { rate: RATE });
  const random = seeded(7);
  const failures = new Map<string, number>();
  const notBefore = new Map<string, number>();
  const broken: WorldCall[] = [];
  let failed = 0;
  world.plan = (call) => {
    if ((notBefore.get(call.to) ?? 0) > call.at.getTime()) broken.push(call);
    const times = failures.get(call.to) ?? 0;
    const draw = random();
    if (draw > 0.3 || times === 3) {
      failures.set(call.to, 0);
      return undefined;
    }
    failures.set(call.to, times + 1);
    failed++;
    if (draw < 0.05) {
      notBefore.set(call.to, call.at.getTime() + 2_000);
      return new ConnectorError({ status: 429, code: 'x', retryAfterMs: 2_000, phase: 'answered' });
    }
    if (draw < 0.08) return new ConnectorError({ status: 429, code: 'x', phase: 'answered' });
    if (draw < 0.18) return new ConnectorError({ status: 503, code: 'x', phase: 'answered' });
    if (draw < 0.24) return new ConnectorError({ status: 412, code: 'x', phase: 'answered' });
    return new ConnectorError({ code: 'ECONNRESET', phase: 'after-body' });
  };
  const partners = Array.from({ length: PEOPLE }, (_none, index) => PartnerId.parse(String(2_000 + index)));
  for (const [index, partnerId] of partners.entries()) await world.locationWith(partnerId, [index]);
  for (const [index, partnerId] of partners.entries()) {
    for (let change = 0; change < CHANGES; change++) {
      const number = String(index * CHANGES + change).padStart(12, '0');
      await takeDporChange(
        world.context,
        reported({
          subscriptionId: SubscriptionId.parse(`5b000000-0000-4000-8000-${number}`),
          customer: { customerId: CustomerId.parse(`cc000000-0000-4000-8000-${number}`), name: 'C' },
          previousPartnerId: null,
          partnerId,
          key: number,
        }),
        'event',
      );
    }
  }
  await world.runner.drain();
  await runOn(new Date(noon.getTime() + 3_600_000));

  const notices = await Array.fromAsync(world.context.documents.scan(NoticeDocument, 'people'));
  expect(notices).toHaveLength(PEOPLE * CHANGES);
  expect(notices.filter(({ value }) => value.state !== 'sent')).toEqual([]);
  expect(world.said).toHaveLength(PEOPLE * CHANGES);
  expect(broken).toEqual([]);
  const times = world.calls.map((call) => call.at.getTime());
  expect(mostWithin(times, 1_000)).toBeLessThanOrEqual(RATE);
  // One request for each that succeeds (with a chat to open for everybody) and one for each that was made to fail.
  expect(failed).toBeGreaterThan(25);
  expect(world.calls).toHaveLength(PEOPLE * CHANGES + PEOPLE + failed);
});
