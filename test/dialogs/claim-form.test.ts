import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { searchFor } from '../../src/dialogs/claims/search.ts';
import { offerEntry } from '../../src/domain/referrals/offer-entry.ts';
import { CustomerId } from '../../src/domain/shared/ids.ts';
import { projectAssociation } from '../../src/usecases/associations/project.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create } from '../../src/usecases/ports.ts';
import { actionsOf, cardFaults, textOf } from '../support/card-rules.ts';
import {
  cardIn,
  claimWorld,
  contoso,
  dynamics,
  fabrikam,
  filledIn,
  newcomer,
  subscriptionNo,
  tailspin,
  type ClaimWorld,
} from '../support/claim-world.ts';
import { actorOf } from '../support/referral-world.ts';
import { offer, referral } from '../support/referrals.ts';
import { person } from '../support/seed.ts';
import { ClaimDraftDocument } from '../../src/usecases/claims/documents.ts';
import { OperatorDocument } from '../../src/usecases/memberships/documents.ts';
import { OfferEntryDocument } from '../../src/usecases/referrals/documents.ts';
import { wording } from '../support/wording.ts';

let world: ClaimWorld;

beforeEach(async () => {
  world = await claimWorld();
});
afterEach(() => world.close());

const form = async (number: number, data: object) =>
  cardIn(await world.press(number, 'claim.form', { intent: 'i', partnerId: contoso, ...data }));

/** Every input of a card by its id: what it holds, and what can be chosen. */
function inputsOf(card: AdaptiveCard): Map<string, { value: string; choices: string[]; shown: boolean }> {
  const found = new Map<string, { value: string; choices: string[]; shown: boolean }>();
  const walk = (node: unknown, shown: boolean): void => {
    if (Array.isArray(node)) return node.forEach((child) => walk(child, shown));
    if (typeof node !== 'object' || node === null) return;
    const fields = node as { [key: string]: unknown };
    const visible = shown && fields['isVisible'] !== false;
    if (typeof fields['type'] === 'string' && fields['type'].startsWith('Input.')) {
      const choices = (fields['choices'] ?? []) as { value: string }[];
      found.set(JSON.stringify(fields['id']).slice(1, -1), {
        value: typeof fields['value'] === 'string' ? fields['value'] : '',
        choices: choices.map(({ value }) => value),
        shown: visible,
      });
    }
    Object.entries(fields).forEach(([key, child]) => key !== 'fallback' && walk(child, visible));
  };
  walk(card, true);
  return found;
}

async function referred(customerId: CustomerId, name: string): Promise<void> {
  const about = referral({ customer: { ...referral().customer, customerId, name } });
  const entry = offerEntry(about, 1, offer());
  await world.context.documents.commit(partitions.partner(contoso), [
    create(OfferEntryDocument, `offer:${customerId}:1:1`, entry),
  ]);
}

describe('new claim', () => {
  it('offers the locations where the person may claim, and no customer of anybody', async () => {
    const card = await world.says(1, 'new claim');

    expect(inputsOf(card).get('partnerId')).toMatchObject({ value: contoso, choices: [contoso] });
    expect(textOf(card)).not.toContain('Tailspin');
    expect(actionsOf(card).map(({ verb }) => verb)).toEqual(['claim.form', 'claim.draft', 'talk.start']);
    expect(cardFaults(card)).toEqual([]);
  });

  it('sends every input that a claim can have', async () => {
    const { intent, ...fields } = filledIn() as { intent: string };
    const ids = [...inputsOf(await world.says(1, 'new claim')).keys()];

    expect(intent).toBe('intent-1');
    expect(ids).toEqual(
      expect.arrayContaining([
        ...Object.keys(fields),
        'customerTenantId',
        'customerName',
        'customerDomain',
        'sellerName',
        'isvProduct',
      ]),
    );
  });

  it('has an intent of its own each time', async () => {
    const intents = await Promise.all(
      [1, 2].map(async () => {
        const [next] = actionsOf(await world.says(1, 'new claim'));
        return JSON.stringify(next?.data);
      }),
    );

    expect(new Set(intents).size).toBe(2);
  });

  it('tells somebody without an incentive role who has one', async () => {
    expect(textOf(await world.says(3, 'new claim'))).toContain('**Dana Okafor** and **Lee Chen** have one');
    expect(textOf(await world.says(9, 'new claim'))).toMatch(wording('chat.no-access.subject'));
    expect(textOf(await world.says(9, 'new claim'))).not.toContain('Dana');
  });

  it('knows the customers that the location has to do with, and only those', async () => {
    await referred(newcomer, 'Wide World');
    await world.press(4, 'claim.submit', filledIn({ partnerId: fabrikam }));

    const choices = (card: AdaptiveCard) => inputsOf(card).get('customerId')?.choices;
    expect(choices(await world.says(1, 'new claim'))).toEqual([newcomer]);
    expect(choices(await world.says(4, 'new claim'))).toEqual([tailspin]);
  });

  it('takes customer and location along from the button that opened it', async () => {
    await referred(newcomer, 'Wide World');
    const card = cardIn(await world.press(1, 'claim.new', { partnerId: contoso, customerId: newcomer }));

    expect(inputsOf(card).get('customerId')?.value).toBe(newcomer);
  });

  it('opens for no foreign location', async () => {
    for (const data of [{ partnerId: fabrikam }, { partnerId: '7777' }]) {
      expect(await world.press(1, 'claim.new', data)).toMatchObject({ refused: 'forbidden' });
      expect(await world.press(1, 'claim.form', { intent: 'i', ...data })).toMatchObject({
        refused: 'forbidden',
      });
    }
  });
});

describe('the choices', () => {
  beforeEach(async () => {
    await referred(tailspin, 'Tailspin Toys');
    await world.press(
      1,
      'claim.submit',
      filledIn({ activity: 'usage-only', target: 'teams', intent: 'known' }),
    );
    await world.subscription({
      subscriptionId: subscriptionNo(3),
      product: 'business-central',
      workloads: [],
      licensing: 'CSP-legacy',
    });
    await world.subscription({
      subscriptionId: subscriptionNo(4),
      workloads: ['sharepoint'],
      status: 'expired',
    });
  });

  it.each([
    ['osu-m365', ['exchange', 'intune']],
    // Teams is claimed already.
    ['usage-only', ['exchange', 'intune']],
    ['osa', [dynamics]],
    ['revrec', [dynamics, subscriptionNo(3)]],
    ['osu-bizapps', [dynamics]],
  ])('of %s are what it can claim at that customer', async (activity, targets) => {
    const card = await form(1, { step: 'what', customerId: tailspin, activity });

    expect(inputsOf(card).get('target')?.choices).toEqual(targets);
    expect(inputsOf(card).get('target')?.shown).toBe(true);
    expect(inputsOf(card).get('activity')?.shown).toBe(false);
    expect(cardFaults(card)).toEqual([]);
  });

  it('tell nothing of a customer that the location has nothing to do with', async () => {
    const card = cardIn(
      await world.press(4, 'claim.form', {
        intent: 'i',
        step: 'what',
        partnerId: fabrikam,
        customerTenantId: tailspin,
        activity: 'osu-m365',
      }),
    );

    expect(inputsOf(card).get('target')?.choices).toHaveLength(15);
    expect(JSON.stringify(card)).not.toMatch(/Tailspin|5b000000/);
  });

  it('of an activity that fits nothing lead to those that do', async () => {
    const other = CustomerId.parse('c0000000-0000-4000-8000-000000000002');
    await referred(other, 'Fourth Coffee');
    await world.subscription({ customerId: other, subscriptionId: subscriptionNo(9), workloads: ['teams'] });
    const card = await form(1, { step: 'what', customerId: other, activity: 'osu-m365' });

    expect(textOf(card)).toMatch(wording('claim-refusals.nothing-fits'));
    expect(textOf(card)).toMatch(
      wording('claim-refusals.nothing-fits.instead', { activities: '“Usage, recognition only”' }),
    );
    expect(inputsOf(card).get('activity')).toMatchObject({ shown: true });
  });

  it('say when to select the activity, what a wrong one costs, and what the claim will do', async () => {
    const first = textOf(await form(1, {}));
    const card = textOf(await form(1, { step: 'what', customerId: tailspin, activity: 'osa' }));

    expect(first).toMatch(wording('claim-form.who.activity-note'));
    expect(card).toMatch(wording('claim-form.when.osa'));
    expect(card).toMatch(
      wording('claim-form.preview.counts.score', {
        areas: 'Business Applications',
        metrics: 'usage growth and deployments',
      }),
    );
    expect(card).toMatch(wording('claim-form.preview.proof.needed'));
    expect(card).toMatch(wording('claim-form.preview.who.operators'));
    expect(card).toMatch(
      wording('claim-form.preview.long.days', { begins: 5, review: 14, answer: 14, optOut: 5, dispute: 30 }),
    );
  });

  it.each([
    ['before anything is chosen', {}, true],
    ['once it is chosen', { target: subscriptionNo(7) }, true],
    ['not once another is', { target: dynamics }, false],
  ])('warn of a product that is in no catalogue, on the preview: %s', async (_case, chosen, isWarned) => {
    await world.subscription({ subscriptionId: subscriptionNo(7), product: 'Ledger *X*', workloads: [] });
    const card = await form(1, { step: 'what', customerId: tailspin, activity: 'osa', ...chosen });

    expect(
      wording('claim-refusals.unknown-products', { products: '“Ledger \\*X\\*”' }).test(textOf(card)),
    ).toBe(isWarned);
  });

  it.each(['osa', 'revrec', 'osu-bizapps'])(
    'of %s are refused with what to choose instead where the product is of another area',
    async (activity) => {
      const [azure, office] = [subscriptionNo(7), subscriptionNo(1)];
      await world.subscription({ subscriptionId: azure, product: 'azure', workloads: [] });
      const before = await world.claims();
      const claimed = { activity, target: `${azure},${office},${dynamics}`, intent: 'mixed' };
      const card = textOf(cardIn(await world.press(1, 'claim.submit', filledIn(claimed))));

      expect(card).toMatch(wording('claim-refusals.other-product.azure', { product: 'Microsoft Azure' }));
      expect(card).toMatch(
        wording('claim-refusals.other-product', {
          product: 'Office 365',
          usage: 'Microsoft 365 usage',
          recognition: 'Usage, recognition only',
        }),
      );
      expect(await world.claims()).toEqual(before);
    },
  );

  it('keep what was typed on the way to and fro', async () => {
    const { intent: _intent, partnerId: _at, ...typed } = filledIn() as { [field: string]: string };
    const what = await form(1, { ...typed, step: 'what' });
    const back = await form(1, { ...typed, step: 'who' });

    for (const card of [what, back]) {
      for (const [field, value] of Object.entries(typed)) {
        expect([field, inputsOf(card).get(field)?.value]).toEqual([field, value]);
      }
    }
  });
});

describe('wrong input', () => {
  beforeEach(() => referred(tailspin, 'Tailspin Toys'));

  it.each([
    ['no target', { target: '' }, wording('claim-refusals.no-target')],
    ['an activity of our own', { activity: 'stealing' }, wording('claim-refusals.no-activity')],
    ['a customer that is no id', { customerId: 'tailspin' }, wording('claim-refusals.not-a-tenant')],
    ['no customer', { customerId: '' }, wording('claim-refusals.no-customer')],
    ['two customers', { customerTenantId: newcomer }, wording('claim-refusals.customer-twice')],
    ['a domain with blanks', { customerDomain: 'a b' }, wording('claim-refusals.not-a-domain')],
    ['an address without @', { contactEmail: 'jo' }, wording('claim-refusals.contact-address')],
    ['a title without a name', { contactName: '' }, wording('claim-refusals.contact-unnamed')],
    [
      'a link over http',
      { evidence: 'https://a.test/x\nhttp://b.test/y' },
      wording('claim-refusals.not-a-link', { line: 2 }),
    ],
    [
      'a link with a user in front',
      { evidence: 'https://contoso.com@evil.test/' },
      wording('claim-refusals.not-a-link', { line: 1 }),
    ],
    ['a script', { evidence: 'javascript:alert(1)' }, wording('claim-refusals.not-a-link', { line: 1 })],
    ['no proof', { evidence: '' }, wording('claim-refusals.proof-missing')],
    [
      'too long comments',
      { comments: 'x'.repeat(4_001) },
      wording('claim-refusals.too-long', { most: 4_000 }),
    ],
    [
      '100 kB of comments',
      { comments: 'x'.repeat(100_000) },
      wording('claim-refusals.too-long', { most: 4_000 }),
    ],
    [
      'a workload that nobody has',
      { target: 'nonsense' },
      wording('claim-refusals.not-a-workload', { activity: 'Microsoft 365 usage', target: 'nonsense' }),
    ],
    [
      'a workload without a subscription',
      { target: 'sharepoint' },
      wording('claim-refusals.no-active-subscription', { target: 'SharePoint' }),
    ],
  ])('brings the form back with what was typed: %s', async (_case, overrides, error) => {
    const before = await everything();
    const card = cardIn(await world.press(1, 'claim.submit', filledIn(overrides)));

    const typed = filledIn(overrides) as { [field: string]: string };
    expect(textOf(card)).toMatch(error);
    expect(textOf(card)).toMatch(wording('claim-form.problem.refused'));
    expect(inputsOf(card).get('contactTitle')?.value).toBe('Head of IT');
    for (const field of ['contactName', 'contactEmail', 'activity', 'target']) {
      expect([field, inputsOf(card).get(field)?.value]).toEqual([field, typed[field]]);
    }
    expect(cardFaults(card)).toEqual([]);
    expect(await everything()).toEqual(before);
  });

  it.each([
    ['a list of ids', { partnerId: [contoso, fabrikam] }],
    ['a field more', { status: 'approved' }],
    ['a prototype', JSON.parse('{"__proto__":{"role":"x"}}')],
    ['an intent that is a list', { intent: ['a', 'b'] }],
    ['a draft that is a path', { draftId: '../x' }],
    ['a number', { target: 5 }],
  ])('that no card of ours sends is invalid: %s', async (_case, overrides) => {
    const before = await everything();
    const data = { ...filledIn(), ...(overrides as object) };
    if (
      Object.getPrototypeOf(overrides) === Object.prototype &&
      Object.hasOwn(overrides as object, '__proto__')
    ) {
      Object.defineProperty(data, '__proto__', { value: {}, enumerable: true });
    }

    expect(await world.press(1, 'claim.submit', data)).toMatchObject({ refused: 'invalid' });
    expect(await everything()).toEqual(before);
  });

  it('shows what people typed as they typed it, and links nowhere', async () => {
    const evil = '${x} [a](http://evil.test) **b** <at>all</at>';
    const inputs = {
      customerId: '',
      customerTenantId: newcomer,
      customerName: evil,
      contactName: evil,
      comments: evil,
    };
    const card = cardIn(await world.press(1, 'claim.submit', filledIn({ ...inputs, contactEmail: 'x' })));
    const done = cardIn(await world.press(1, 'claim.submit', filledIn(inputs)));

    expect(inputsOf(card).get('comments')?.value).toBe(evil);
    for (const text of [textOf(card), textOf(done)]) {
      expect(text).toContain('${x}');
      expect(text).not.toMatch(/\]\(http|(?<!\\)<at>|(?<!\\)\*\*b/);
    }
  });
});

describe('drafts', () => {
  it('keep what was typed, right or wrong, and are listed, opened and deleted', async () => {
    const saved = cardIn(
      await world.press(1, 'claim.draft', filledIn({ evidence: 'nonsense', contactEmail: 'x' })),
    );
    const listed = cardIn(await world.press(1, 'claim.drafts'));
    const draftId = inputsOf(listed).get('draftId')?.value ?? '';
    const opened = cardIn(await world.press(1, 'claim.new', { draftId }));

    expect(textOf(saved)).toMatch(wording('claims.drafts.kept'));
    expect(textOf(await world.says(1, 'new claim'))).toMatch(wording('claim-form.drafts', { count: 1 }));
    expect(textOf(await world.says(1, 'claims'))).toMatch(wording('claims.list.drafts', { count: 1 }));
    expect(inputsOf(opened).get('evidence')?.value).toBe('nonsense');
    expect(inputsOf(opened).get('comments')?.value).toBe('We moved 1,250 mailboxes.');
    expect(actionsOf(opened).find(({ verb }) => verb === 'claim.submit')?.data).toEqual({
      intent: 'intent-1',
      draftId,
    });
    for (const card of [saved, listed, opened]) expect(cardFaults(card)).toEqual([]);

    const gone = cardIn(await world.press(1, 'claim.delete-draft', { draftId }));
    expect(textOf(gone)).toMatch(wording('claims.drafts.none'));
  });

  it('saved twice under one intent are one', async () => {
    await world.press(1, 'claim.draft', filledIn());
    await world.press(1, 'claim.draft', filledIn({ comments: 'Later' }));

    expect((await drafts(1)).map(({ typed }) => typed.comments)).toEqual(['Later']);
  });

  it('are their owner’s alone', async () => {
    await world.press(1, 'claim.draft', filledIn());
    const [draft] = await drafts(1);

    expect(textOf(cardIn(await world.press(2, 'claim.drafts')))).toMatch(wording('claims.drafts.none'));
    await world.press(2, 'claim.delete-draft', { draftId: draft?.draftId });
    expect(await drafts(1)).toHaveLength(1);
  });

  it('need an incentive role', async () => {
    expect(await world.press(3, 'claim.draft', filledIn())).toMatchObject({ refused: 'forbidden' });
    expect(await world.press(4, 'claim.draft', filledIn())).toMatchObject({ refused: 'forbidden' });
  });

  it('are not saved with text that is cut off', async () => {
    const card = cardIn(await world.press(1, 'claim.draft', filledIn({ comments: 'x'.repeat(5_000) })));

    expect(textOf(card)).toMatch(wording('claims.drafts.not-saved'));
    expect(await drafts(1)).toEqual([]);
  });
});

describe('a customer that a location has nothing to do with', () => {
  const unknown = 'c0000000-0000-4000-8000-0000000000ff';

  /** What is answered, without what the location itself typed or made. */
  async function answer(customerId: string, overrides: object): Promise<string> {
    const data = filledIn({ partnerId: fabrikam, customerId, intent: `i-${customerId}`, ...overrides });
    const verb = 'step' in overrides ? 'claim.form' : 'claim.submit';
    const answered = JSON.stringify(await world.press(4, verb, data));
    return answered
      .replaceAll(customerId, 'ID')
      .replaceAll(/C-[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}/g, 'CLAIM');
  }

  it.each([
    ['a workload that is active there', { target: 'exchange' }],
    ['a workload that is not', { target: 'sharepoint' }],
    ['a usage-only workload', { target: 'teams' }],
    ['several targets', { target: 'exchange,sharepoint,viva-topics' }],
    ['a workload for usage', { activity: 'usage-only', target: 'yammer' }],
    ['a subscription of it', { activity: 'osa', target: subscriptionNo(2) }],
    ['a subscription of another kind', { activity: 'osu-bizapps', target: subscriptionNo(9) }],
    ['revenue recognition', { activity: 'revrec', target: subscriptionNo(2), isvProduct: 'X' }],
    ['no proof', { evidence: '' }],
    ['no target', { target: '' }],
    ['the form, first half', { step: 'who' }],
    ['the form, second half', { step: 'what' }],
  ])('is answered as one that does not exist: %s', async (_case, overrides) => {
    const there = await answer(tailspin, overrides);
    const nowhere = await answer(unknown, overrides);

    expect(there).toBe(nowhere);
    expect(there).not.toContain('Tailspin');
  });

  it('is left to the operators, who see what does not fit', async () => {
    await world.subscription({ subscriptionId: subscriptionNo(7), product: 'azure', workloads: [] });
    const typed = { partnerId: fabrikam, activity: 'osa', target: subscriptionNo(7) };
    await world.press(4, 'claim.submit', filledIn(typed));
    const [claim] = await world.claims();
    const seen = async (number: number) =>
      textOf(cardIn(await world.press(number, 'claim.show', { claimId: claim?.claimId })));
    const { personId, tenantId, aadObjectId, name } = person(90);
    await world.context.documents.commit(partitions.program('operators'), [
      create(OperatorDocument, 'operator:90', { personId, tenantId, aadObjectId, name, email: '' }),
    ]);

    expect(await seen(90)).toMatch(wording('claims.doubt.other-product', { product: 'Microsoft Azure' }));
    expect(await seen(4)).not.toMatch(/To check|Azure/);
  });

  it('is named on the list once the location has to do with it', async () => {
    await world.press(4, 'claim.submit', filledIn({ partnerId: fabrikam }));
    await world.runner.drain();
    const list = async () =>
      textOf(cardIn(await world.press(4, 'claims.list', { partnerId: fabrikam, customer: 'tailspin' })));
    expect(await list()).not.toContain('Tailspin');

    await world.subscription({ subscriptionId: subscriptionNo(7), dporPartnerId: fabrikam });
    await projectAssociation(world.context, { partnerId: fabrikam, customerId: tailspin });

    expect(await list()).toContain('Tailspin Toys');
  });

  it('stays unknown once a claim was submitted there, on every card', async () => {
    await world.press(4, 'claim.submit', filledIn({ partnerId: fabrikam, target: 'sharepoint' }));
    await world.runner.drain();
    const [claim] = await world.claims();
    const shown = [
      await world.press(4, 'claim.show', { claimId: claim?.claimId }),
      await world.press(4, 'claims.list', { partnerId: fabrikam }),
      await world.press(4, 'claim.new', { partnerId: fabrikam, customerId: tailspin }),
      await world.press(4, 'claim.form', filledIn({ partnerId: fabrikam, step: 'what', intent: 'again' })),
    ];

    for (const card of shown) expect(JSON.stringify(card)).not.toMatch(/Tailspin|active subscription/);
    expect(textOf(cardIn(shown[1]!))).toMatch(wording('associations.customer-unnamed', { ending: '0001' }));
    expect(textOf(cardIn(shown[1]!))).not.toContain(tailspin);
  });
});

describe('a copy', () => {
  it('of a claim brings all but its proof, under a new intent', async () => {
    await referred(tailspin, 'Tailspin Toys');
    await world.press(1, 'claim.submit', filledIn());
    const [claim] = await world.claims();
    const card = cardIn(await world.press(2, 'claim.new', { claimId: claim?.claimId }));

    const inputs = inputsOf(card);
    expect(inputs.get('comments')?.value).toBe('We moved 1,250 mailboxes.');
    expect(inputs.get('contactEmail')?.value).toBe('jo@tailspin.test');
    // It is the location's already.
    expect(inputs.get('target')).toMatchObject({ value: '', choices: ['intune'] });
    expect(inputs.get('evidence')?.value).toBe('');
    expect(
      actionsOf(card)
        .map(({ data }) => JSON.stringify(data))
        .join(),
    ).not.toContain('intent-1');
  });

  it('of another partner’s claim is refused as if it were not there', async () => {
    await world.press(1, 'claim.submit', filledIn());
    const [claim] = await world.claims();

    expect(await world.press(4, 'claim.new', { claimId: claim?.claimId })).toEqual(
      await world.press(4, 'claim.new', { claimId: 'C-0' }),
    );
  });
});

async function drafts(number: number) {
  const { personId } = actorOf(number);
  const page = await world.context.documents.list(ClaimDraftDocument, partitions.person(personId), {
    limit: 100,
  });
  return page.items.map(({ value }) => value);
}

/** All that a press could have written. */
async function everything(): Promise<unknown> {
  return { claims: await world.claims(), newcomer: await world.claims(newcomer), drafts: await drafts(1) };
}

describe('a list of many customers', () => {
  beforeEach(async () => {
    const entries = Array.from({ length: 120 }, (_, at) => {
      const customerId = CustomerId.parse(`e0000000-0000-4000-8000-${String(at).padStart(12, '0')}`);
      const name = `Customer ${String(at).padStart(3, '0')}`;
      const about = referral({ customer: { ...referral().customer, customerId, name } });
      return create(OfferEntryDocument, `offer:${customerId}:1:1`, offerEntry(about, 1, offer()));
    });
    const { documents } = world.context;
    await documents.commit(partitions.partner(contoso), entries.slice(0, 60));
    await documents.commit(partitions.partner(contoso), entries.slice(60));
  });

  const search = (number: number, queryText: string, dataset = `customers/${contoso}`) =>
    searchFor(world.speaking(number), { queryText, queryOptions: { skip: 0, top: 15 }, dataset });

  it('holds a hundred, and asks for what is typed', async () => {
    const card = await world.says(1, 'new claim');

    expect(inputsOf(card).get('customerId')?.choices).toHaveLength(100);
    expect(JSON.stringify(card)).toContain(
      `"choices.data":{"type":"Data.Query","dataset":"customers/${contoso}"}`,
    );
    expect(await search(1, 'customer 11')).toMatchObject({
      found: expect.arrayContaining([{ title: 'Customer 119', value: expect.stringMatching(/119$/) }]),
    });
  });

  it('is asked by nobody else, and for nothing else', async () => {
    for (const number of [3, 4, 9]) expect(await search(number, 'c')).toMatchObject({ refused: 'forbidden' });
    expect(await search(4, 'Customer', `customers/${fabrikam}`)).toEqual({ found: [] });
    for (const dataset of ['customers', 'partners/1001', 'customers/x', '__proto__/1001']) {
      expect(await search(1, 'c', dataset)).toMatchObject({ refused: 'invalid' });
    }
    expect(await searchFor(world.speaking(1), { queryText: 5 })).toMatchObject({ refused: 'invalid' });
  });
});

it('tells everything that stands in the way at once', async () => {
  await world.press(1, 'claim.submit', filledIn({ intent: 'before' }));
  const inputs = { target: 'exchange,teams', contactEmail: 'x', evidence: '' };
  const card = textOf(cardIn(await world.press(1, 'claim.submit', filledIn(inputs))));

  expect(card).toMatch(wording('claim-refusals.contact-address'));
  expect(card).toMatch(wording('claim-refusals.proof-missing'));
  expect(card).toMatch(wording('claim-refusals.usage-only-workload', { target: 'Teams' }));
  expect(card).toMatch(wording('claim-refusals.already', { target: 'Exchange' }));
});
