import { importedClaim } from '../../src/domain/claims/claim.ts';
import { tiesOf } from '../../src/domain/associations/association.ts';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { usageOf } from '../../src/domain/associations/association.ts';
import { CustomerId, GlobalId, PartnerId, ReferralId, SubscriptionId } from '../../src/domain/shared/ids.ts';
import { dporHistory } from '../../src/usecases/associations/history.ts';
import { listAssociations } from '../../src/usecases/associations/list.ts';
import { showCustomer } from '../../src/usecases/associations/show.ts';
import { takeDporChange } from '../../src/usecases/associations/take-dpor-change.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create } from '../../src/usecases/ports.ts';
import { tie, usage } from '../support/association-cards.ts';
import { alpha, azureSubscription, beta, fourthCoffee, gamma, reported } from '../support/associations.ts';
import { importing, removeFolders } from '../support/csv-folder.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { inDays, noon } from '../support/referrals.ts';
import { person } from '../support/seed.ts';
import { AssociationDocument } from '../../src/usecases/associations/documents.ts';
import { OfferEntryDocument } from '../../src/usecases/referrals/documents.ts';

const OTHERS = SubscriptionId.parse('5b000000-0000-4000-8000-000000000002');
const NINTH = PartnerId.parse('1009');
const FORBIDDEN = { ok: false, error: { code: 'forbidden' } };

let world: ReferralWorld;
beforeEach(async () => {
  world = await referralWorld();
  await world.locationWith(alpha, [1], { name: 'Contoso (US)' });
  await world.locationWith(beta, [2], { name: 'Fabrikam' });
  await world.locationWith(gamma, [3]);
});
afterEach(() => world.close());
afterAll(removeFolders);

/** The nth person, who stands at these locations. */
const at = (number: number, ...partnerIds: readonly PartnerId[]) =>
  person(number, { standings: partnerIds.map((partnerId) => ({ partnerId, globalId: null })) });

const take = (overrides: Parameters<typeof reported>[0]) =>
  takeDporChange(world.context, reported(overrides), 'event');

describe('the history of a subscription', () => {
  beforeEach(async () => {
    await take({ key: '1', changedAt: inDays(1), previousPartnerId: null, partnerId: alpha });
    await take({ key: '3', changedAt: inDays(3), previousPartnerId: beta, partnerId: null });
    await take({ key: '2', changedAt: inDays(2), previousPartnerId: alpha, partnerId: beta });
  });

  it('is there for whoever held it, in the order of the changes, late ones among them', async () => {
    const found = await dporHistory(world.context, at(1, alpha), azureSubscription);

    expect(found).toMatchObject({
      ok: true,
      value: { customerName: 'Fourth Coffee', location: { partnerId: alpha }, hasOlder: false },
    });
    expect(found.ok && found.value.changes.map(({ key }) => key)).toEqual(['3', '2', '1']);
  });

  it.each([
    ['somebody of a partner that never held it', 3, gamma, azureSubscription],
    ['somebody whose standing is not on the roster', 3, alpha, azureSubscription],
    ['anybody, for a subscription that is not there', 1, alpha, OTHERS],
  ] as const)('is not there for %s', async (_case, number, partnerId, subscriptionId) => {
    expect(await dporHistory(world.context, at(number, partnerId), subscriptionId)).toEqual(FORBIDDEN);
  });

  it('names locations of the own account only', async () => {
    await world.locationWith(NINTH, [9], { globalId: GlobalId.parse('9100'), name: 'Elsewhere' });
    await take({ key: '4', changedAt: inDays(4), previousPartnerId: null, partnerId: NINTH });

    const found = await dporHistory(world.context, at(1, alpha), azureSubscription);

    expect(found.ok && [...found.value.names.values()]).toContain('Contoso (US)');
    expect(found.ok && [...found.value.names.values()]).not.toContain('Elsewhere');
  });
});

describe('a customer', () => {
  const SUBSCRIPTIONS =
    'subscriptionId,customerId,product,workloads,licensing,status,starts,ends,seats,dporPartnerId,cspPartnerId\n' +
    `${azureSubscription},${fourthCoffee},office-365,exchange;teams,EA,active,,,,${alpha},\n` +
    `${OTHERS},${fourthCoffee},azure,,EA,active,,,,${gamma},\n`;
  const USAGE =
    'customerId,target,date,partnerId,association,activeUsers,seats,acr\n' +
    `${fourthCoffee},exchange,2026-09-01,${alpha},dpor,10,100,\n` +
    `${fourthCoffee},exchange,2026-10-01,${alpha},dpor,20,100,\n` +
    `${fourthCoffee},exchange,2026-11-01,${gamma},dpor,66,100,\n` +
    `${fourthCoffee},${OTHERS},2026-10-01,${gamma},dpor,,,777\n` +
    `${fourthCoffee},sharepoint,2026-10-01,${alpha},dpor,55,100,\n`;
  const CLAIMS =
    'claimId,partnerId,customerId,activity,target,status,submittedAt\n' +
    `C-1,${beta},${fourthCoffee},usage-only,intune,approved,2026-01-02T00:00:00Z\n` +
    `C-2,${beta},${fourthCoffee},usage-only,exchange,under-review,2026-01-02T00:00:00Z\n`;
  beforeEach(async () => {
    const customers = `customerId,name,domain,country,language,industry,seats\n${fourthCoffee},Fourth Coffee,,,,retail,\n`;
    await importing(world.store, {
      'customers.csv': customers,
      'subscriptions.csv': SUBSCRIPTIONS,
      'claims.csv': CLAIMS,
      'usage.csv': USAGE,
    });
    await world.runner.drain();
  });

  it('shows what the own location holds, with figures of just that', async () => {
    const found = await showCustomer(world.context, at(1, alpha), fourthCoffee);

    if (!found.ok) throw new Error('forbidden');
    const [here, ...others] = found.value.at;
    expect(others).toEqual([]);
    expect(here?.ties.map(({ tie: { association, target } }) => [association, target])).toEqual([
      ['dpor', azureSubscription],
    ]);
    expect(here?.ties[0]?.usage).toEqual([
      usage({ target: 'exchange', date: '2026-10-01', activeUsers: '20', seats: '100', acr: '' }),
    ]);
    expect(JSON.stringify(found.value)).not.toContain(OTHERS);
  });

  it.each([
    ['somebody of another partner', 9, NINTH],
    ['somebody whose standing is not on the roster', 3, alpha],
  ] as const)('is not there for %s', async (_case, number, partnerId) => {
    await world.locationWith(NINTH, [9]);

    expect(await showCustomer(world.context, at(number, partnerId), fourthCoffee)).toEqual(FORBIDDEN);
  });

  it('has the revenue recognition that an OSA claim brings, a month after its approval', () => {
    const claim = importedClaim({
      claimId: 'C-9',
      partnerId: beta,
      customerId: fourthCoffee,
      activity: 'osa',
      target: azureSubscription,
      status: 'approved',
      reason: '',
      submittedAt: new Date('2026-01-31T00:00:00Z'),
      updatedAt: new Date('2026-01-31T00:00:00Z'),
    });

    const ties = tiesOf(
      beta,
      { subscriptions: [], claims: [{ claim, on: undefined }], pal: [] },
      new Date('2026-02-01T00:00:00Z'),
    );

    expect(ties.map(({ activity, since }) => [activity, since?.toISOString().slice(0, 10)])).toEqual([
      ['osa', '2026-01-31'],
      ['revrec', '2026-02-28'],
    ]);
  });

  it('looks like one that is not there', async () => {
    const nobody = CustomerId.parse('cccccccc-0000-4000-8000-00000000dead');

    expect(await showCustomer(world.context, at(1, alpha), nobody)).toEqual(FORBIDDEN);
  });

  it('leaves a location with its DPOR, and comes to the next one', async () => {
    await take({ key: '1', changedAt: inDays(1), partnerId: beta });
    await world.runner.drain();

    expect(await showCustomer(world.context, at(1, alpha), fourthCoffee)).toEqual(FORBIDDEN);
    const found = await showCustomer(world.context, at(2, beta), fourthCoffee);
    expect(found.ok && found.value.at[0]?.ties.map(({ tie: { association } }) => association)).toContain(
      'dpor',
    );
    // Figures of before it held the subscription are none of its business.
    expect(found.ok && found.value.at[0]?.ties.flatMap((one) => one.usage)).toEqual([]);
  });

  it('is known by name to who accepted a referral of it, and to nobody who did not', async () => {
    const entry = (status: 'accepted' | 'declined') => ({
      referralId: ReferralId.parse('R-1'),
      part: 1,
      round: 1,
      kind: 'benefit' as const,
      customerName: 'Fourth Coffee',
      customerId: fourthCoffee,
      workloads: [],
      status,
      offeredAt: noon,
      respondBy: null,
      decidedAt: noon,
      decidedBy: '',
      handedBack: false,
      rank: 1,
      version: 1,
    });
    await world.locationWith(NINTH, [9]);
    const partition = partitions.partner(NINTH);
    await world.context.documents.commit(partition, [
      create(OfferEntryDocument, 'offer:a', entry('declined')),
    ]);
    const reader = at(9, NINTH);
    expect(await showCustomer(world.context, reader, fourthCoffee)).toEqual(FORBIDDEN);

    await world.context.documents.commit(partition, [
      create(OfferEntryDocument, 'offer:b', entry('accepted')),
    ]);

    expect(await showCustomer(world.context, reader, fourthCoffee)).toMatchObject({
      ok: true,
      value: { customerName: 'Fourth Coffee', at: [{ ties: [] }] },
    });
  });
});

describe('the figures of an association', () => {
  it.each([
    ['of the target', usage({}), true],
    ['of one of its workloads', usage({ target: 'teams' }), true],
    ['without a named association', usage({ association: '' }), true],
    ['of the day it began', usage({ date: '2026-10-14' }), true],
    ['of the day before', usage({ date: '2026-10-13' }), false],
    ['of another target', usage({ target: 'exchange' }), false],
    ['of another association', usage({ association: 'cpor' }), false],
    ['of another partner', usage({ partnerId: gamma }), false],
  ])('judge a row %s', (_case, row, included) => {
    const rows = usageOf(tie({ workloads: ['teams'] }), alpha, [row]);

    expect(rows).toEqual(included ? [row] : []);
  });
});

describe('the list of customers', () => {
  beforeEach(async () => {
    const { documents } = world.context;
    for (let n = 0; n < 25; n++) {
      const customerId = CustomerId.parse(`cccccccc-0000-4000-8000-${String(n).padStart(12, '0')}`);
      const customerName =
        n % 5 === 0 ? `Café ${String(n).padStart(2, '0')}` : `Shop ${String(n).padStart(2, '0')}`;
      await documents.commit(partitions.partner(alpha), [
        create(AssociationDocument, `association:${customerId}`, {
          partnerId: alpha,
          customerId,
          customerName,
          rank: customerName.toLowerCase(),
          ties: [tie()],
        }),
      ]);
    }
  });
  const pages = async (customer: string) => {
    const seen: string[][] = [];
    let after: string | undefined;
    do {
      const page = await listAssociations(world.context, at(1, alpha), alpha, { customer, after });
      if (!page.ok) throw new Error('forbidden');
      seen.push(page.value.entries.map(({ customerName }) => customerName));
      after = page.value.after;
    } while (after !== undefined);
    return seen;
  };

  it('pages by ten, by name, each once', async () => {
    const seen = await pages('');

    expect(seen.map(({ length }) => length)).toEqual([10, 10, 5]);
    expect(new Set(seen.flat()).size).toBe(25);
    expect(seen[0]?.[0]).toBe('Café 00');
  });

  it('finds a part of a name, without accents too, over pages', async () => {
    expect((await pages('cafe')).flat()).toHaveLength(5);
    expect((await pages('shop')).map(({ length }) => length)).toEqual([10, 10]);
  });

  it('begins anew at a cursor that nobody gave', async () => {
    const page = await listAssociations(world.context, at(1, alpha), alpha, { customer: '', after: 'x~y~z' });

    expect(page.ok && page.value.entries).toHaveLength(10);
  });

  it('is for those who have a right there', async () => {
    expect(await listAssociations(world.context, at(2, alpha), alpha, { customer: '' })).toEqual(FORBIDDEN);
  });
});
