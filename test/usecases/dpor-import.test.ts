import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SubscriptionId } from '../../src/domain/shared/ids.ts';
import { takeDporChange } from '../../src/usecases/associations/take-dpor-change.ts';
import { AuditDocument } from '../../src/usecases/audit.ts';
import { JobDocument } from '../../src/usecases/jobs.ts';
import { create } from '../../src/usecases/ports.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { alpha, azureSubscription, beta, fourthCoffee, reported } from '../support/associations.ts';
import { importing, removeFolders } from '../support/csv-folder.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { aad } from '../support/seed.ts';
import { inDays } from '../support/referrals.ts';
import {
  AssociationDocument,
  DporChangeDocument,
  DporRequestDocument,
  SubscriptionDocument,
} from '../../src/usecases/associations/documents.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';
import { wording } from '../support/wording.ts';

const PARTITION = partitions.customer(fourthCoffee);
const SECOND = SubscriptionId.parse('5b000000-0000-4000-8000-000000000002');
const HEAD =
  'subscriptionId,customerId,product,workloads,licensing,status,starts,ends,seats,dporPartnerId,cspPartnerId,state\n';

let world: ReferralWorld;
beforeEach(async () => {
  world = await referralWorld();
  await world.locationWith(alpha, [1, 2]);
  await world.locationWith(beta, [3]);
});
afterEach(() => world.close());
afterAll(removeFolders);

interface Row {
  readonly id?: string;
  readonly product?: string;
  readonly licensing?: string;
  readonly dpor?: string;
  readonly csp?: string;
  readonly state?: string;
  readonly seats?: number;
}
const row = ({ id = azureSubscription, product = 'azure', licensing = 'EA', ...rest }: Row) =>
  `${id},${fourthCoffee},${product},,${licensing},active,,,${rest.seats ?? ''},${rest.dpor ?? ''},${rest.csp ?? ''},${rest.state ?? ''}\n`;
const bring = async (rows: readonly Row[], options: Parameters<typeof importing>[2] = {}) => {
  world.now = options.now ?? world.now;
  const files = { 'subscriptions.csv': HEAD + rows.map(row).join('') };
  const { counts, problems } = await importing(world.store, files, options);
  expect(problems).toEqual([]);
  return counts['subscriptions.csv'];
};
const stored = async (id = azureSubscription) =>
  (await world.context.documents.get(SubscriptionDocument, PARTITION, `subscription:${id}`))?.value;
const of = async <T>(kind: Parameters<typeof world.context.documents.scan<T>>[0], collection: string) =>
  (await Array.fromAsync(world.context.documents.scan(kind, collection))).map(({ value }) => value);
const told = async () => (await of(NoticeDocument, 'people')).map(({ subject: { kind } }) => kind).toSorted();
const refusals = async () =>
  (await of(AuditDocument, 'customers')).filter(({ outcome }) => outcome === 'refused').length;

describe('an import', () => {
  it('that finds another holder tells both partners, as an event does', async () => {
    await bring([{ dpor: alpha }]);
    await world.runner.drain();
    expect(world.said).toEqual([]);

    expect(await bring([{ dpor: beta }], { now: inDays(1) })).toBe('0/1/0/0');
    await world.runner.drain();

    expect(await stored()).toMatchObject({ dporPartnerId: beta, dporChangedAt: inDays(1) });
    expect(await told()).toEqual(['dpor-changed', 'dpor-changed', 'dpor-changed']);
    expect(world.said).toHaveLength(3);
  });

  it('answers what the location had asked the customer for', async () => {
    await bring([{ dpor: alpha }]);
    await world.runner.drain();
    const id = `dpor-request:${azureSubscription}:${beta}`;
    await world.context.documents.commit(PARTITION, [
      create(DporRequestDocument, id, {
        subscriptionId: azureSubscription,
        customerId: fourthCoffee,
        partnerId: beta,
        product: 'azure',
        askedAt: inDays(0),
        askedBy: aad(3),
        askedByName: 'Person 3',
        answeredAt: null,
      }),
    ]);

    await bring([{ dpor: beta }], { now: inDays(1) });

    const request = await world.context.documents.get(DporRequestDocument, PARTITION, id);
    expect(request?.value.answeredAt).toEqual(inDays(1));
  });

  it('of what an event told already, and the event after it, are one card each', async () => {
    await bring([{ dpor: alpha }]);
    await takeDporChange(world.context, reported({ changedAt: inDays(1) }), 'event');
    await bring([{ dpor: beta }], { now: inDays(2) });
    await takeDporChange(world.context, reported({ changedAt: inDays(1), key: 'k2' }), 'event');
    await world.runner.drain();

    expect(await of(DporChangeDocument, 'customers')).toHaveLength(2);
    expect(world.said).toHaveLength(3);
  });

  it('before the event that tells the same leaves the event late', async () => {
    await bring([{ dpor: alpha }]);
    await bring([{ dpor: beta }], { now: inDays(2) });
    await takeDporChange(world.context, reported({ changedAt: inDays(1) }), 'event');
    await world.runner.drain();

    expect(await stored()).toMatchObject({ dporPartnerId: beta, dporChangedAt: inDays(2) });
    expect(await of(DporChangeDocument, 'customers')).toHaveLength(2);
    expect(world.said).toHaveLength(3);
  });

  it('that an event of later overtook is history, and tells nobody', async () => {
    await bring([{ dpor: '' }]);
    await takeDporChange(world.context, reported({ changedAt: inDays(3) }), 'event');
    await bring([{ dpor: alpha, seats: 7 }], { now: inDays(2) });
    await world.runner.drain();

    expect(await stored()).toMatchObject({ dporPartnerId: beta, dporChangedAt: inDays(3), seats: 7 });
    expect(await of(DporChangeDocument, 'customers')).toHaveLength(2);
    expect(world.said.map(({ to }) => to.slice(-1)).sort()).toEqual(['1', '2', '3']);
  });

  it('leaves what an event decided since as it is, while its row says what it said', async () => {
    await bring([{ dpor: alpha }]);
    await takeDporChange(world.context, reported({ changedAt: inDays(1) }), 'event');

    expect(await bring([{ dpor: alpha, seats: 9 }], { now: inDays(2) })).toBe('0/1/0/0');

    expect(await stored()).toMatchObject({ dporPartnerId: beta, seats: 9 });
  });

  it('that is a baseline, or a dry run, tells nobody', async () => {
    await bring([{ dpor: alpha }]);
    expect(await bring([{ dpor: beta }], { now: inDays(1), dryRun: true })).toBe('0/1/0/0');
    expect(await stored()).toMatchObject({ dporPartnerId: alpha });

    await bring([{ dpor: beta }], { now: inDays(1), baseline: true });
    await world.runner.drain();

    expect(await stored()).toMatchObject({ dporPartnerId: beta, dporChangedAt: null });
    expect(world.said).toEqual([]);
  });

  it('keeps the catalogue’s name of a product', async () => {
    await bring([{ product: 'Office 365 Enterprise E3' }, { id: SECOND, product: 'Visio Plan 2' }]);

    expect((await stored())?.product).toBe('office-365');
    expect((await stored(SECOND))?.product).toBe('Visio Plan 2');
    expect(
      await bring([{ product: 'Office 365 Enterprise E3' }, { id: SECOND, product: 'Visio Plan 2' }]),
    ).toBe('0/0/2/0');
  });
});

describe('a subscription sold through CSP', () => {
  it('gets no holder, whatever its row says: it is kept, and the holder refused', async () => {
    expect(await bring([{ licensing: 'CSP', dpor: alpha, csp: beta }])).toBe('1/0/0/0');

    expect(await stored()).toMatchObject({ dporPartnerId: null, cspPartnerId: beta });
    expect(await of(AuditDocument, 'customers')).toMatchObject([
      { actor: 'import', subject: azureSubscription, outcome: 'refused', detail: 'csp' },
    ]);
    expect(await of(DporChangeDocument, 'customers')).toEqual([]);
  });

  it('is refused a holder once for each row that names another', async () => {
    await bring([{ licensing: 'CSP' }]);
    expect(await bring([{ licensing: 'CSP', dpor: alpha }], { now: inDays(1) })).toBe('0/0/1/0');
    expect(await refusals()).toBe(1);

    await bring([{ licensing: 'CSP', dpor: alpha, seats: 5 }], { now: inDays(2) });

    expect(await refusals()).toBe(1);
    expect(await stored()).toMatchObject({ dporPartnerId: null, dporChangedAt: null, seats: 5 });
  });

  it('from now on loses its holder, who is told', async () => {
    await bring([{ dpor: alpha }]);
    await bring([{ dpor: alpha, licensing: 'CSP' }], { now: inDays(1) });
    await world.runner.drain();

    expect(await stored()).toMatchObject({ dporPartnerId: null, dporChangedAt: inDays(1) });
    expect(world.said).toHaveLength(2);
    expect(JSON.stringify(world.said[0]?.activity.attachments)).toMatch(wording('dpor.changed.lost-to-csp'));
    expect(await refusals()).toBe(0);
  });

  it('no more has the holder that its row names', async () => {
    await bring([{ dpor: alpha, licensing: 'CSP' }]);
    await bring([{ dpor: alpha }], { now: inDays(1) });

    expect(await stored()).toMatchObject({ dporPartnerId: alpha, licensing: 'EA' });
  });
});

describe('a new subscription', () => {
  const renewal = { id: SECOND, product: 'Microsoft Azure' };

  it('without a DPOR is told of once to who held an older one of that product', async () => {
    await bring([{ dpor: alpha }]);
    await bring([renewal], { now: inDays(1) });
    await world.runner.drain();
    await bring([{ ...renewal, state: 'removed' }], { now: inDays(2) });
    await bring([renewal], { now: inDays(3) });
    await world.runner.drain();

    expect(await told()).toEqual(['dpor-renewal', 'dpor-renewal']);
    expect(world.said).toHaveLength(2);
    expect(JSON.stringify(world.said[0]?.activity.attachments)).toContain('dpor.request');
  });

  it('is told of to the last holder of an older one that nobody holds now, and to nobody before', async () => {
    await bring([{ dpor: alpha }]);
    await bring([{ dpor: beta }], { now: inDays(1) });
    await bring([{ dpor: '' }], { now: inDays(2) });
    await world.runner.drain();
    world.said.length = 0;

    await bring([renewal], { now: inDays(3) });
    await world.runner.drain();

    expect(world.said.map(({ to }) => to.slice(-1))).toEqual(['3']);
  });

  it.each<[string, Row, object]>([
    ['of another product', { product: 'office-365' }, {}],
    ['with a holder', { dpor: beta }, {}],
    ['sold through CSP', { licensing: 'CSP' }, {}],
    ['in a baseline', {}, { baseline: true }],
  ])('%s is not', async (_case, overrides, options) => {
    await bring([{ dpor: alpha }]);
    await bring([{ ...renewal, ...overrides }], { now: inDays(1), ...options });
    await world.runner.drain();

    expect(await told()).toEqual([]);
  });

  it('that is sold through CSP before anybody is told is not: there would be nothing to ask for', async () => {
    await bring([{ dpor: alpha }]);
    await bring([renewal], { now: inDays(1) });
    await bring([{ ...renewal, licensing: 'CSP', csp: beta }], { now: inDays(1) });
    await world.runner.drain();

    expect(world.said).toEqual([]);
  });

  it('that came with the older one in one import is not, in either order', async () => {
    await bring([renewal, { dpor: alpha }]);
    await bring([{ id: '5b000000-0000-4000-8000-000000000003', dpor: alpha }, renewal]);
    await world.runner.drain();

    expect(await told()).toEqual([]);
  });

  it('that an event makes without a holder is told of as well', async () => {
    await bring([{ dpor: alpha }]);
    world.now = inDays(1);
    const none = reported({ subscriptionId: SECOND, previousPartnerId: null, partnerId: null });
    await takeDporChange(world.context, none, 'event');
    await world.runner.drain();

    expect(await told()).toEqual(['dpor-renewal', 'dpor-renewal']);
  });
});

describe('how locations stand with a customer', () => {
  const listed = async () => {
    await world.runner.drain();
    const all = await of(AssociationDocument, 'partners');
    return all.map(({ partnerId, customerName, ties }) => ({
      partnerId,
      customerName,
      ties: ties.map(({ association, target }) => `${association} ${target}`),
    }));
  };

  it('follows imports of subscriptions, PAL links and customers', async () => {
    await bring([{ dpor: alpha }, { id: SECOND, csp: beta, licensing: 'CSP' }]);
    expect(await listed()).toEqual([
      { partnerId: alpha, customerName: '', ties: [`dpor ${azureSubscription}`] },
      { partnerId: beta, customerName: '', ties: [`csp ${SECOND}`] },
    ]);

    const pal = (revoked: string) =>
      `partnerId,customerId,credential,credentialId,linkedAt,revokedAt\n${alpha},${fourthCoffee},user,ada@x.test,2026-01-01T00:00:00Z,${revoked}\n`;
    const customers = `customerId,name,domain,country,language,industry,seats\n${fourthCoffee},Fourth Coffee,,,,retail,\n`;
    world.now = inDays(1);
    await importing(world.store, { 'customers.csv': customers, 'pal.csv': pal('') }, { now: inDays(1) });
    expect(await listed()).toEqual([
      { partnerId: alpha, customerName: 'Fourth Coffee', ties: [`dpor ${azureSubscription}`, 'pal user'] },
      { partnerId: beta, customerName: 'Fourth Coffee', ties: [`csp ${SECOND}`] },
    ]);

    await importing(world.store, { 'pal.csv': pal('2026-02-01T00:00:00Z') }, { now: inDays(2) });
    await bring([{ dpor: beta }, { id: SECOND, state: 'removed' }], { now: inDays(2) });
    expect(await listed()).toEqual([
      { partnerId: beta, customerName: 'Fourth Coffee', ties: [`dpor ${azureSubscription}`] },
    ]);
  });

  it('is asked for once a customer and location of a batch, and left alone by the same rows again', async () => {
    const rows = [1, 2, 3].map((n) => ({ id: `5b000000-0000-4000-8000-00000000000${n}`, dpor: alpha }));
    await bring(rows);
    expect(await of(JobDocument, 'customers')).toHaveLength(1);
    await world.runner.drain();

    await bring(rows, { now: inDays(1) });

    expect(await of(JobDocument, 'customers')).toEqual([]);
  });
});
