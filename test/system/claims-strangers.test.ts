import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';
import { activity, csvOf, presses, saidTo, says, until } from '../support/wire.ts';
import { wording } from '../support/wording.ts';

/** Imported, and another partner's customer. */
const THEIRS = 'c0000000-0000-4000-8000-000000000001';
/** Of the same partner, with a subscription of its own. */
const ALSO_THEIRS = 'c0000000-0000-4000-8000-000000000002';
/** Nobody has heard of it. */
const NOWHERE = 'c0000000-0000-4000-8000-0000000000ff';
const sub = (number: number) => `5b000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const [OFFICE, AZURE, EXPIRED, ELSEWHERE, UNHEARD] = [101, 102, 103, 104, 199].map(sub);
const OPERATOR = 9;
const CLAIM = /C-[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}/g;
/** What no answer to a rival may hold. */
/** Names and numbers, the latter not within a port or the id of an activity. */
const SECRETS = /Tailspin|Wingtip|(?<!\d|f:)(?:1250|1,250|4711|4,711)(?!\d)/i;

/** Twins: whatever one does about a customer that is there, the other does about one that is not. */
const TWINS = [
  { number: 1, partnerId: '1001', customer: THEIRS },
  { number: 3, partnerId: '1003', customer: NOWHERE },
] as const;
type Twin = (typeof TWINS)[number];

let porter: PorterProcess;
beforeAll(async () => {
  porter = await porterProcess();
  const files = csvOf([
    { partnerId: '1001', people: [1] },
    { partnerId: '1002', people: [2] },
    { partnerId: '1003', people: [3] },
  ]);
  await porter.import({
    ...files,
    'partners.csv': (files['partners.csv'] ?? '').replaceAll(/^(100\d),9000/gm, '$1,$1'),
    'contacts.csv': (files['contacts.csv'] ?? '').replaceAll(
      ',program-member,,',
      ',program-member,,incentive-user',
    ),
    'operators.csv': `tenantId,aadObjectId,name,email\n${contosoTenant},${aad(OPERATOR)},Robin Vale,robin@fasttrack.test\n`,
    'customers.csv': [
      'customerId,name,domain,country,language,industry,seats',
      `${THEIRS},Tailspin Toys,tailspin.test,US,en,retail,1250`,
      `${ALSO_THEIRS},Wingtip Toys,wingtip.test,US,en,retail,4711`,
      '',
    ].join('\n'),
    'subscriptions.csv': [
      'subscriptionId,customerId,product,workloads,licensing,status,starts,ends,seats,dporPartnerId,cspPartnerId',
      `${OFFICE},${THEIRS},office-365,exchange;teams,EA,active,,2099-12-31,1250,1002,`,
      `${AZURE},${THEIRS},azure,,EA,active,,2099-12-31,1250,,`,
      `${EXPIRED},${THEIRS},dynamics-365,,MPSA,expired,,2020-12-31,1250,,`,
      `${ELSEWHERE},${ALSO_THEIRS},dynamics-365,,EA,active,,2099-12-31,4711,1002,`,
      '',
    ].join('\n'),
  });
  await porter.start({ PORTER_NOTIFY_RATE: '2000' });
}, 60_000);
afterAll(() => porter.close());

/** An answer, without what the twin itself typed or made, and without the minute. */
function normal(body: unknown, { number, partnerId, customer }: Twin): string {
  return JSON.stringify(body)
    .replaceAll(customer, 'CUSTOMER')
    .replaceAll(`ending in ${customer.slice(-4)}`, 'ENDING')
    .replaceAll(partnerId, 'LOCATION')
    .replaceAll(`Person ${number}`, 'PERSON')
    .replaceAll(CLAIM, 'CLAIM')
    .replaceAll(/"(intent|draftId|after)":"[^"]*"/g, 'OURS')
    .replaceAll(/\d\d:\d\d/g, 'HH:MM');
}

/** Numbers of the twins' claims, oldest first. */
const numbers: { readonly [number: number]: string[] } = { 1: [], 3: [] };

/** What each twin is answered to the same. The lists have caught up by the next question. */
async function both(verb: string, dataOf: (twin: Twin) => object): Promise<string[]> {
  const answers: string[] = [];
  for (const twin of TWINS) {
    const { number, partnerId } = twin;
    const { body } = await presses(porter, number, verb, dataOf(twin));
    answers.push(normal(body, twin));
    if (verb !== 'claim.submit') continue;
    const made = (JSON.stringify(body).match(CLAIM) ?? []).filter((id) => !numbers[number]?.includes(id));
    numbers[number]?.push(...new Set(made));
    const last = numbers[number]?.at(-1) ?? '';
    await until(async () => {
      const shown = await presses(porter, number, 'claims.list', { partnerId });
      const more = await presses(porter, number, 'claim.show', { claimId: last });
      return JSON.stringify([shown.body, more.body]).includes(last);
    });
  }
  return answers;
}

let intents = 0;
function tried(verb: string, typed: object): Promise<string[]> {
  const intent = `intent-${++intents}`;
  return both(verb, ({ partnerId, customer }) => ({
    intent,
    partnerId,
    customerId: customer,
    evidence: 'https://files.test/proof',
    ...typed,
    ...('customerTenantId' in typed ? { customerId: '', customerTenantId: customer } : {}),
  }));
}

const NEW = { customerTenantId: '', customerName: 'A guess', customerDomain: 'guess.test' };
const ATTEMPTS: readonly (readonly [verb: string, what: string, typed: object])[] = [
  ...['osu-m365', 'usage-only'].flatMap((activityOf) =>
    ['exchange', 'sharepoint', 'teams', 'exchange,sharepoint', 'teams,nonsense', OFFICE, ''].map(
      (target) => ['claim.submit', `${activityOf} of ${target}`, { activity: activityOf, target }] as const,
    ),
  ),
  ...['osa', 'revrec', 'osu-bizapps'].flatMap((activityOf) =>
    [OFFICE, AZURE, EXPIRED, ELSEWHERE, UNHEARD, `${AZURE},${ELSEWHERE},${UNHEARD}`, 'exchange'].map(
      (target) => ['claim.submit', `${activityOf} of ${target}`, { activity: activityOf, target }] as const,
    ),
  ),
  ['claim.submit', 'with no proof', { activity: 'osu-m365', target: 'intune', evidence: '' }],
  ['claim.submit', 'with wrong links', { activity: 'osa', target: AZURE, evidence: 'http://files.test' }],
  ['claim.submit', 'with another’s draft', { activity: 'osa', target: AZURE, draftId: 'a'.repeat(32) }],
  ['claim.submit', 'as a new customer', { activity: 'osu-m365', target: 'yammer', ...NEW }],
  ['claim.submit', 'as a new one', { activity: 'osu-m365', target: 'viva-topics', ...NEW }],
  [
    'claim.submit',
    'as a new one without a name',
    { activity: 'osa', target: AZURE, ...NEW, customerName: '' },
  ],
  ['claim.form', 'from who', { activity: '', target: '', step: 'who' }],
  ['claim.form', 'to what, of workloads', { activity: 'osu-m365', target: 'exchange', step: 'what' }],
  ['claim.form', 'to what, of subscriptions', { activity: 'osa', target: AZURE, step: 'what' }],
  ['claim.draft', 'of a workload', { activity: 'osu-m365', target: 'exchange' }],
  ['claim.draft', 'of a subscription', { activity: 'osa', target: AZURE }],
];

describe('a customer that is another partner’s', () => {
  it.each(ATTEMPTS)(
    'is answered byte for byte as one that nobody knows: %s, %s',
    async (verb, _what, typed) => {
      const [there = '', nowhere] = await tried(verb, typed);

      expect(there).toBe(nowhere);
      expect(there).not.toMatch(SECRETS);
    },
  );

  it.each<[string, string, (twin: Twin) => object]>([
    ['the card of a claim', 'claim.show', ({ number }) => ({ claimId: numbers[number]?.[0] })],
    ['a copy of it', 'claim.new', ({ number }) => ({ claimId: numbers[number]?.[0] })],
    ['a new claim there', 'claim.new', ({ partnerId, customer }) => ({ partnerId, customerId: customer })],
    ['the list', 'claims.list', ({ partnerId }) => ({ partnerId })],
    ['the list of a name', 'claims.list', ({ partnerId }) => ({ partnerId, customer: 'tailspin' })],
    ['the drafts', 'claim.drafts', () => ({})],
    ['the customer', 'associations.show', ({ customer }) => ({ customerId: customer })],
    ['the customers', 'associations.list', ({ partnerId }) => ({ partnerId })],
    ['a letter', 'dpor.request', ({ partnerId }) => ({ partnerId, subscriptionId: AZURE })],
    ['a history', 'dpor.history', () => ({ subscriptionId: OFFICE })],
    [
      'a letter as a file',
      'file.get',
      ({ partnerId }) => ({ kind: 'dpor-letter', partnerId, subscriptionId: AZURE }),
    ],
  ])('stays unknown once it was claimed there: %s', async (_what, verb, dataOf) => {
    const [there = '', nowhere] = await both(verb, dataOf);

    expect(there).toBe(nowhere);
    expect(there.replace('"value":"tailspin"', '')).not.toMatch(SECRETS);
  });

  it('stays unknown in what is typed, searched for and told', async () => {
    for (const { number, partnerId } of TWINS) {
      const search = { queryText: 'tail', dataset: `customers/${partnerId}` };
      const found = await porter.post(
        activity(porter, number, { type: 'invoke', name: 'application/search', value: search }),
      );
      expect(JSON.stringify(found.body)).not.toMatch(SECRETS);
      for (const text of ['claims', 'associations', 'new claim', 'what is active there', 'who is DPOR']) {
        await says(porter, number, text);
      }
      for (const [at, decision, news] of [
        [0, 'ask', wording('claims.asked')],
        [1, 'reject', wording('claim-notices.decided.rejected')],
      ] as const) {
        const claimId = numbers[number]?.[at];
        await presses(porter, OPERATOR, 'claim.review', { claimId, decision, comments: 'No proof yet' });
        await until(() => saidTo(porter, number).some((said) => news.test(said)));
      }
      expect(saidTo(porter, number).join()).not.toMatch(SECRETS);
    }
  });

  it('is named to the operators, with what does not fit', async () => {
    const said = await Promise.all(
      (numbers[1] ?? []).map(async (claimId) =>
        JSON.stringify((await presses(porter, OPERATOR, 'claim.show', { claimId })).body),
      ),
    );

    expect(said.every((card) => card.includes('Tailspin Toys'))).toBe(true);
    for (const doubt of [
      wording('claims.doubt.other-product', { product: 'Microsoft Azure' }),
      wording('claims.doubt.of-another-customer'),
      wording('claims.doubt.no-active-subscription', { workload: 'Viva Topics' }),
    ]) {
      expect(said.filter((card) => doubt.test(card))).not.toEqual([]);
    }
  });
});
