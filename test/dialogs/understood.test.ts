import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createRegistry } from '../../src/capabilities.ts';
import { eligibilityCard } from '../../src/cards/scores/eligibility.ts';
import { meaningOf } from '../../src/dialogs/understood.ts';
import { GlobalId, PartnerId } from '../../src/domain/shared/ids.ts';
import { associationId } from '../../src/usecases/associations/ids.ts';
import { AssociationDocument } from '../../src/usecases/associations/documents.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create } from '../../src/usecases/ports.ts';
import { EligibilityDocument, MetricDocument } from '../../src/usecases/scores/documents.ts';
import { explainArea } from '../../src/usecases/scores/why.ts';
import { planArea } from '../../src/usecases/scores/plan.ts';
import { tie } from '../support/association-cards.ts';
import { eligibilityRow, metricRow } from '../support/metric-rows.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { location, tailspin } from '../support/referrals.ts';
import { contact, person, seedLocation, seedPerson } from '../support/seed.ts';
import { speakingNow } from '../support/speaking.ts';

const us = PartnerId.parse('1001');
const account = GlobalId.parse('9000');
const FOREIGN = 'cccccccc-0000-4000-8000-00000000f00d';

let world: ReferralWorld;
beforeEach(async () => {
  world = await referralWorld();
  const { documents } = world.context;
  await seedLocation(documents, location({ partnerId: us, globalId: account, name: 'Contoso (US)' }), [
    contact(us, 1, { role: 'program-member' }),
  ]);
  await seedPerson(documents, person(1, { standings: [{ partnerId: us, globalId: account }] }));
  await documents.commit(partitions.partner(us), [
    create(AssociationDocument, associationId(tailspin), {
      partnerId: us,
      customerId: tailspin,
      customerName: 'Tailspin',
      rank: 'tailspin',
      ties: [tie({ product: 'office-365' })],
    }),
  ]);
});
afterEach(() => world.close());

const rows = [
  metricRow({ globalId: account, area: 'infrastructure', track: null, association: 'pal', value: 1 }),
  metricRow({
    globalId: account,
    area: 'infrastructure',
    track: null,
    metric: 'intermediate-certifications',
    value: 5,
  }),
];

async function importCustomer(lists: boolean): Promise<void> {
  const listed = [
    eligibilityRow({ globalId: account, subject: tailspin, association: 'pal' }),
    eligibilityRow({
      globalId: account,
      subject: FOREIGN,
      association: 'pal',
      counted: false,
      criterion: 'under the floor',
    }),
    eligibilityRow({
      globalId: account,
      metric: 'intermediate-certifications',
      association: null,
      subject: 'kim@contoso.test',
    }),
  ];
  await world.context.documents.commit(partitions.account(account), [
    ...rows.map((row, at) => create(MetricDocument, `metric:${at}`, row)),
    ...(lists ? listed.map((row, at) => create(EligibilityDocument, `eligibility:${at}`, row)) : []),
  ]);
}

describe('why a score is so', () => {
  it('names customers that the location stands with, and counts the others', async () => {
    await importCustomer(true);
    const found = await explainArea(
      world.context,
      person(1, { standings: [{ partnerId: us, globalId: account }] }),
      { globalId: account, area: 'infrastructure' },
      world.now,
    );
    if (!found.ok) throw new Error('refused');

    const [adds, skilled] = found.value.metrics;
    expect(adds?.listed.map(({ name, counted }) => [name, counted])).toEqual([['Tailspin', true]]);
    expect(adds?.unseen).toEqual({ counted: 0, not: 1 });
    expect(skilled?.listed.map(({ name }) => name)).toEqual(['kim@contoso.test']);
    expect(JSON.stringify(found.value.metrics.map(({ listed }) => listed))).not.toContain(FOREIGN);
  });

  it('looks at as many that count as that do not, and says how many more there are', async () => {
    const of = (count: number, counted: boolean) =>
      Array.from({ length: count }, (_, at) =>
        eligibilityRow({
          globalId: account,
          subject: `cccccccc-0000-4000-8000-${String(1_000 * Number(counted) + at).padStart(12, '0')}`,
          association: 'pal',
          counted,
        }),
      );
    const listed = [...of(30, true), ...of(20, false)];
    await world.context.documents.commit(partitions.account(account), [
      ...rows.map((row, at) => create(MetricDocument, `metric:${at}`, row)),
      ...listed.map((row, at) => create(EligibilityDocument, `eligibility:${at}`, row)),
    ]);
    const me = person(1, { standings: [{ partnerId: us, globalId: account }] });
    const asked = { globalId: account, area: 'infrastructure', metric: 'net-customer-adds' } as const;
    const found = await explainArea(world.context, me, asked, world.now);
    if (!found.ok) throw new Error('refused');

    expect(found.value.metrics[0]).toMatchObject({ listed: [], unseen: { counted: 8, not: 8 }, more: 34 });
  });

  it('says what is known of their own customers without a list', async () => {
    await importCustomer(false);
    const found = await explainArea(
      world.context,
      person(1, { standings: [{ partnerId: us, globalId: account }] }),
      { globalId: account, area: 'infrastructure', metric: 'net-customer-adds' },
      world.now,
    );
    if (!found.ok) throw new Error('refused');

    expect(found.value.metrics).toHaveLength(1);
    expect(found.value.metrics[0]?.own).toEqual([
      { name: 'Tailspin', reason: { code: 'association', held: ['dpor'] } },
    ]);
  });

  it('and a plan are for whoever has a role there', async () => {
    const stranger = person(2, { standings: [{ partnerId: us, globalId: account }] });
    const asked = { globalId: account, area: 'security' } as const;
    expect(await explainArea(world.context, stranger, asked, world.now)).toMatchObject({ ok: false });
    expect(await planArea(world.context, stranger, { ...asked, more: {} }, world.now)).toMatchObject({
      ok: false,
    });
  });
});

it.each([
  ['en', 'does PAL count for security?', { association: 'pal', area: 'security' }],
  ['en', 'does PAL count for modern work', { association: 'pal', area: 'modern-work' }],
  ['de', 'Zählt PAL für Modern Work?', { association: 'pal', area: 'modern-work' }],
] as const)('in %s "%s" is answered from the matrix', async (locale, text, asked) => {
  const speaking = await speakingNow(world, 1, 'one');
  const reader = { ...speaking.reader, locale };
  const meaning = await meaningOf(createRegistry(), { ...speaking, reader }, text);

  expect(meaning).toEqual({ card: eligibilityCard(asked, reader) });
});
