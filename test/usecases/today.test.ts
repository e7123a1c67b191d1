import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { todayCard } from '../../src/cards/today/today.ts';
import { offerEntry } from '../../src/domain/referrals/offer-entry.ts';
import { GlobalId, PartnerId, ReferralId } from '../../src/domain/shared/ids.ts';
import { LANGUAGES } from '../../src/words/language.ts';
import { FormerDocument } from '../../src/usecases/associations/documents.ts';
import { formerId } from '../../src/usecases/associations/ids.ts';
import { OperatorDocument } from '../../src/usecases/memberships/documents.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create } from '../../src/usecases/ports.ts';
import { OfferEntryDocument, QuarterDocument } from '../../src/usecases/referrals/documents.ts';
import { showToday } from '../../src/usecases/today/show.ts';
import { quarterOf, newQuarter } from '../../src/domain/referrals/acceptance.ts';
import { addDays } from '../../src/domain/shared/time.ts';
import { cardFaults } from '../support/card-rules.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { contosoTenant, inDays, location, offer, referral, tailspin } from '../support/referrals.ts';
import { aad, contact, person, seedLocation } from '../support/seed.ts';

const us = PartnerId.parse('1001');
const account = GlobalId.parse('9000');
const standings = [{ partnerId: us, globalId: account }];

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
      endings: [ending('one', 3), ending('two', 20)],
    }),
    create(QuarterDocument, `quarter:${quarterOf(world.now)}`, {
      ...newQuarter(quarterOf(world.now)),
      accepted: 3,
      declined: 2,
    }),
  ]);
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
      value: { waiting: [{ kind: 'pause' }], hasRole: true, isOperator: false },
    });
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
      value: { waiting: [], hasRole: false, isOperator: true },
    });
  });
});
