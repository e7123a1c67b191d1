import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createRegistry } from '../../src/capabilities.ts';
import { certificatesCard } from '../../src/cards/certifications/certificates.ts';
import { delegationsCard } from '../../src/cards/portfolio/delegations.ts';
import { palCard } from '../../src/cards/associations/pal.ts';
import { whichCustomerCard } from '../../src/cards/associations/which-customer.ts';
import { scoresPlanCard } from '../../src/cards/scores/plan.ts';
import { readPlanTyped } from '../../src/cards/scores/plan-typed.ts';
import { eligibilityCard } from '../../src/cards/scores/eligibility.ts';
import { meaningOf } from '../../src/dialogs/understood.ts';
import type { Area } from '../../src/domain/shared/catalogue.ts';
import { CustomerId, GlobalId, PartnerId } from '../../src/domain/shared/ids.ts';
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

/** The card, or the word whose card comes. */
async function meant(text: string, locale = 'en') {
  const speaking = await speakingNow(world, 1, 'one');
  const meaning = await meaningOf(
    createRegistry(),
    { ...speaking, reader: { ...speaking.reader, locale } },
    text,
  );
  if (meaning === undefined || 'asks' in meaning) return undefined;
  return 'card' in meaning ? meaning.card : meaning.command.words[0];
}

async function tiedTo(customerId: string, customerName: string): Promise<void> {
  const id = CustomerId.parse(customerId);
  await world.context.documents.commit(partitions.partner(us), [
    create(AssociationDocument, associationId(id), {
      partnerId: us,
      customerId: id,
      customerName,
      rank: customerName.toLowerCase(),
      ties: [tie({ product: 'azure' })],
    }),
  ]);
}

const reader = async (locale = 'en') => ({ ...(await speakingNow(world, 1, 'one')).reader, locale });
const ours = { partnerId: us, name: 'Contoso (US)' };

describe('a plan is asked for', () => {
  async function planned(locale: string, area: Area, typed: object = {}) {
    const { more, effort } = readPlanTyped({ ...typed });
    const me = person(1, { standings: [{ partnerId: us, globalId: account }] });
    const found = await planArea(world.context, me, { globalId: account, area, more, effort }, world.now);
    if (!found.ok) throw new Error('refused');
    return scoresPlanCard(found.value, readPlanTyped({ ...typed }), await reader(locale));
  }

  it.each<[string, string, Area, object]>([
    ['en', 'what is the shortest way to 70 in security', 'security', {}],
    ['en', 'what if we add 3 customers', 'infrastructure', { 'more-net-customer-adds': '3' }],
    [
      'en',
      'what if we had 2 more certified people in infrastructure',
      'infrastructure',
      { 'more-intermediate-certifications': '2' },
    ],
    ['de', 'Was wäre, wenn wir 3 Kunden hinzufügen?', 'infrastructure', { 'more-net-customer-adds': '3' }],
    ['ja', '顧客を3社追加したらどうなりますか', 'infrastructure', { 'more-net-customer-adds': '3' }],
  ])('in %s: %s', async (locale, text, area, typed) => {
    await importCustomer(false);
    expect(await meant(text, locale)).toEqual(await planned(locale, area, typed));
  });

  it('where nothing has figures, and is answered with the score', async () => {
    expect(await meant('what is the shortest way to 70')).toBe('scores');
  });
});

describe('what is done at a customer is asked for', () => {
  const view = { location: ours, customerId: tailspin, customerName: '' };

  it.each(['how do we link our id', 'how do I set up PAL at Tailspin', 'pal guide'])(
    'and the only customer is meant: %s',
    async (text) => {
      expect(await meant(text)).toEqual(
        palCard({ ...view, isOffered: true, links: [] }, 'user', await reader()),
      );
    },
  );

  it('and of several the one that was named', async () => {
    await tiedTo(FOREIGN, 'Fourth Coffee');
    expect(await meant('do we have GDAP for Tailspin')).toEqual(
      delegationsCard({ ...view, delegations: [] }, await reader()),
    );
  });

  it('and of several the reader chooses', async () => {
    await tiedTo(FOREIGN, 'Fourth Coffee');
    const choices = [
      {
        partnerId: us,
        customerId: CustomerId.parse(FOREIGN),
        customerName: 'Fourth Coffee',
        locationName: '',
      },
      { partnerId: us, customerId: tailspin, customerName: 'Tailspin', locationName: '' },
    ];
    expect(await meant('pal guide')).toEqual(whichCustomerCard('pal', choices, await reader()));
    expect(JSON.stringify(await meant('pal guide'))).toContain('"verb":"pal.guide"');
    expect(await meant('delegations')).toEqual(whichCustomerCard('delegations', choices, await reader()));
  });
});

it.each([
  ['who is certified', 'certificates'],
  ['what are we missing', 'left on the table'],
  ['where do we lose money', 'left on the table'],
  ['which CSP tier are we', 'csp'],
])('%s is answered with a card of its own', async (text, word) => {
  const found = await meant(text);
  if (word !== 'certificates') return expect(found).toBe(word);
  const named = { account: { globalId: account, name: 'Contoso' }, people: [], inArea: undefined };
  expect(found).toEqual(certificatesCard(named, await reader()));
});

it('what is left at a customer that was named is said on its card', async () => {
  expect(JSON.stringify(await meant('what are we missing out on at Tailspin'))).toContain('Tailspin');
});
