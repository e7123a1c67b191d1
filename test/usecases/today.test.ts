import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { todayCard } from '../../src/cards/today/today.ts';
import { offerEntry } from '../../src/domain/referrals/offer-entry.ts';
import { GlobalId, PartnerId, ReferralId, SubscriptionId } from '../../src/domain/shared/ids.ts';
import { LANGUAGES } from '../../src/words/language.ts';
import type { ClaimEntry } from '../../src/domain/claims/claim-entry.ts';
import {
  DporChangeDocument,
  FormerDocument,
  SubscriptionDocument,
} from '../../src/usecases/associations/documents.ts';
import { formerId } from '../../src/usecases/associations/ids.ts';
import { ClaimEntryDocument } from '../../src/usecases/claims/documents.ts';
import { OperatorDocument, PointerDocument } from '../../src/usecases/memberships/documents.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create } from '../../src/usecases/ports.ts';
import { OfferEntryDocument, QuarterDocument } from '../../src/usecases/referrals/documents.ts';
import { MetricDocument } from '../../src/usecases/scores/documents.ts';
import { showToday } from '../../src/usecases/today/show.ts';
import { quarterOf, newQuarter } from '../../src/domain/referrals/acceptance.ts';
import { addDays } from '../../src/domain/shared/time.ts';
import { actionsOf, cardFaults } from '../support/card-rules.ts';
import { createRegistry } from '../../src/capabilities.ts';
import { runPress } from '../../src/bot/invoke.ts';
import { subscription } from '../support/associations.ts';
import { metricRow } from '../support/metric-rows.ts';
import { speakingOf } from '../support/speaking.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { contosoTenant, inDays, location, offer, referral, tailspin } from '../support/referrals.ts';
import { aad, contact, person, seedLocation } from '../support/seed.ts';

const us = PartnerId.parse('1001');
const account = GlobalId.parse('9000');
const standings = [{ partnerId: us, globalId: account }];

const SUBSCRIPTION = SubscriptionId.parse('5b000000-0000-4000-8000-000000000001');

let world: ReferralWorld;
beforeEach(async () => {
  world = await referralWorld();
  await seedLocation(
    world.context.documents,
    location({ partnerId: us, globalId: account, name: 'Contoso (US)', pausedUntil: inDays(10) }),
    [contact(us, 1, { role: 'program-member' })],
  );
});
afterEach(() => world.close());

async function seed(): Promise<void> {
  const { documents } = world.context;
  const entry = (number: number, days: number, status: 'offered' | 'accepted' = 'offered') => {
    const referralId = ReferralId.parse(`R-${number}`);
    return create(
      OfferEntryDocument,
      `offer:${referralId}:1:1`,
      offerEntry(referral({ referralId }), 1, offer({ partnerId: us, respondBy: inDays(days), status })),
    );
  };
  const ending = (target: string, daysAgo: number) => ({
    association: 'dpor' as const,
    target,
    product: 'azure',
    ended: addDays(world.now, -daysAgo),
    isFound: false,
    why: 'moved' as const,
  });
  await documents.commit(partitions.partner(us), [
    entry(1, 5),
    entry(2, 2),
    entry(3, 1, 'accepted'),
    create(FormerDocument, formerId(tailspin), {
      partnerId: us,
      customerId: tailspin,
      customerName: 'Tailspin',
      rank: 'tailspin',
      isTied: false,
      endings: [ending(SUBSCRIPTION, 3), ending('two', 20)],
    }),
    create(QuarterDocument, `quarter:${quarterOf(world.now)}`, {
      ...newQuarter(quarterOf(world.now)),
      accepted: 3,
      declined: 2,
    }),
  ]);
}

function rejectedEntry(claimId: string, dueAt: Date | null): ClaimEntry {
  return {
    claimId,
    customerId: tailspin,
    customerName: 'Tailspin',
    activity: 'osu-m365',
    target: 'teams',
    product: '',
    status: 'rejected',
    reason: 'insufficient-poe',
    waitsOnPartner: false,
    isContested: false,
    dueAt,
    updatedAt: world.now,
    rank: 1,
    version: 1,
  };
}

describe('today', () => {
  it('shows what waits, in order, in every language', async () => {
    await seed();
    const found = await showToday(world.context, person(1, { standings }));
    if (!found.ok) throw new Error('refused');

    expect(found.value.waiting.map(({ kind }) => kind)).toEqual([
      'offer',
      'offer',
      'lost',
      'acceptance',
      'pause',
    ]);
    expect(found.value.waiting[0]).toMatchObject({ referralId: 'R-2', part: 1 });
    for (const locale of LANGUAGES) {
      const card = todayCard(found.value, 'Dana', { locale, timeZone: 'UTC', now: world.now });
      expect(cardFaults(card)).toEqual([]);
    }
  });

  it('says that nothing waits', async () => {
    const found = await showToday(world.context, person(1, { standings }));
    expect(found).toMatchObject({
      ok: true,
      value: { waiting: [{ kind: 'pause' }], scores: [] },
    });
  });

  it('shows how the account stands where nothing waits, the closest area first', async () => {
    await world.context.documents.commit(partitions.account(account), [
      create(MetricDocument, 'metric:1', metricRow({ globalId: account, area: 'security', value: 1 })),
      create(MetricDocument, 'metric:2', metricRow({ globalId: account, area: 'modern-work', value: 8 })),
    ]);
    const found = await showToday(world.context, person(1, { standings }));
    if (!found.ok) throw new Error('refused');

    expect(found.value.waiting.map(({ kind }) => kind)).toEqual(['pause']);
    const areas = found.value.scores.map(({ area }) => area);
    expect(areas.toSorted()).toEqual(['modern-work', 'security']);
    const card = todayCard(found.value, 'Dana', { locale: 'en', timeZone: 'UTC', now: world.now });
    const rows = actionsOf(card).filter(
      ({ verb, data }) => verb === 'scores.show' && JSON.stringify(data) !== '{}',
    );
    expect(rows.map(({ data }) => data)).toEqual(areas.map((area) => ({ globalId: account, area })));
  });

  it('names a rejection that can be disputed for a week more, to who has an incentive role', async () => {
    const rejected = (claimId: string, dueAt: Date | null): ReturnType<typeof create> =>
      create(ClaimEntryDocument, `claim-entry:${claimId}`, rejectedEntry(claimId, dueAt));
    await world.context.documents.commit(partitions.partner(us), [
      rejected('C-0', world.now),
      rejected('C-1', inDays(7)),
      rejected('C-2', addDays(inDays(7), 1)),
      rejected('C-3', null),
    ]);
    const found = await showToday(world.context, person(1, { standings }));
    expect(found).toMatchObject({ ok: true, value: { waiting: [{ kind: 'pause' }] } });

    await seedLocation(
      world.context.documents,
      location({ partnerId: PartnerId.parse('1002'), globalId: account }),
      [contact(PartnerId.parse('1002'), 5, { program: null, role: null, incentiveRole: 'incentive-user' })],
    );
    await world.context.documents.commit(partitions.partner(PartnerId.parse('1002')), [
      rejected('C-0', world.now),
      rejected('C-1', inDays(7)),
      rejected('C-2', addDays(inDays(7), 1)),
      rejected('C-3', null),
    ]);
    const theirs = await showToday(
      world.context,
      person(5, { standings: [{ partnerId: PartnerId.parse('1002'), globalId: account }] }),
    );
    if (!theirs.ok) throw new Error('refused');
    expect(theirs.value.waiting).toMatchObject([{ kind: 'dispute', claimId: 'C-1' }]);
  });

  it('lets a lost partner of record go once its history was opened, by a press and not by a client itself', async () => {
    await seed();
    const { documents } = world.context;
    await documents.commit(partitions.pointer('subscription', SUBSCRIPTION), [
      create(PointerDocument, 'subscription', { to: tailspin }),
    ]);
    await documents.commit(partitions.customer(tailspin), [
      create(
        SubscriptionDocument,
        `subscription:${SUBSCRIPTION}`,
        subscription({
          subscriptionId: SUBSCRIPTION,
          customerId: tailspin,
          dporPartnerId: PartnerId.parse('1009'),
        }),
      ),
      create(DporChangeDocument, `dpor-change:${SUBSCRIPTION}:1`, {
        subscriptionId: SUBSCRIPTION,
        customerId: tailspin,
        previousPartnerId: us,
        partnerId: PartnerId.parse('1009'),
        changedAt: addDays(world.now, -3),
        changedBy: null,
        source: 'event',
        key: '1',
      }),
    ]);
    const lost = async () => {
      const found = await showToday(world.context, person(1, { standings }));
      if (!found.ok) throw new Error('refused');
      return found.value.waiting.filter(({ kind }) => kind === 'lost');
    };
    const open = (automatic: boolean) =>
      runPress(createRegistry().actions, speakingOf(world, 1, 'op', { standings }), {
        verb: 'dpor.history',
        data: { subscriptionId: SUBSCRIPTION },
        automatic,
      });

    expect(await lost()).toMatchObject([{ subscriptionId: SUBSCRIPTION, isTold: true }]);
    expect(await open(true)).toHaveProperty('card');
    expect(await lost()).toHaveLength(1);
    expect(await open(false)).toHaveProperty('card');
    expect(await lost()).toEqual([]);
  });

  it('is for whoever has a role, or is an operator now', async () => {
    expect(await showToday(world.context, person(2, { standings }))).toMatchObject({ ok: false });
    expect(await showToday(world.context, person(9, { operator: true }))).toMatchObject({ ok: false });
    await world.context.documents.commit(partitions.program('operators'), [
      create(OperatorDocument, `operator:${aad(9)}`, {
        tenantId: contosoTenant,
        aadObjectId: aad(9),
        personId: person(9).personId,
        name: 'Olga',
        email: '',
      }),
    ]);
    expect(await showToday(world.context, person(9, { operator: true }))).toMatchObject({
      ok: true,
      value: { waiting: [], capacities: new Set(['operator']) },
    });
  });
});
