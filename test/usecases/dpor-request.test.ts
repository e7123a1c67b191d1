import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { runPress } from '../../src/bot/invoke.ts';
import { createRegistry } from '../../src/capabilities.ts';
import type { Answer } from '../../src/dialogs/speaking.ts';
import { madeFile } from '../../src/dialogs/files/make.ts';
import { azurePartnerLink } from '../../src/domain/associations/azure-link.ts';
import { newCustomer } from '../../src/domain/associations/customer.ts';
import { ReferralId, SubscriptionId } from '../../src/domain/shared/ids.ts';
import { projectAssociation } from '../../src/usecases/associations/project.ts';
import { takeDporChange } from '../../src/usecases/associations/take-dpor-change.ts';
import { AuditDocument } from '../../src/usecases/audit.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create, type Documents } from '../../src/usecases/ports.ts';
import { alpha, beta, fourthCoffee, gamma, reported, seedSubscription } from '../support/associations.ts';
import { cardFaults, textOf } from '../support/card-rules.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { noon, tailspin } from '../support/referrals.ts';
import { speakingNow } from '../support/speaking.ts';
import { CustomerDocument, DporRequestDocument } from '../../src/usecases/associations/documents.ts';
import { english, wording } from '../support/wording.ts';

const AZURE = SubscriptionId.parse('5b000000-0000-4000-8000-00000000000b');
const OFFICE = SubscriptionId.parse('5b000000-0000-4000-8000-00000000000a');
const PARTITION = partitions.customer(fourthCoffee);

let world: ReferralWorld;
let documents: Documents;

beforeEach(async () => {
  world = await referralWorld();
  documents = world.context.documents;
  await world.locationWith(alpha, [1, 2]);
  await world.locationWith(beta, [3]);
  await world.locationWith(gamma, [4]);
  await documents.commit(PARTITION, [
    create(CustomerDocument, 'customer', newCustomer({ customerId: fourthCoffee, name: 'Fourth Coffee' })),
  ]);
  // alpha holds one of them, which lets it ask for the others; gamma has nothing to do with the customer
  await seedSubscription(documents, {
    subscriptionId: OFFICE,
    product: 'office-365',
    dporPartnerId: alpha,
    ends: '2028-12-31',
  });
  await seedSubscription(documents, { subscriptionId: AZURE, product: 'azure', dporPartnerId: beta });
});
afterEach(() => world.close());

const { actions } = createRegistry();
let presses = 0;
const ask = async (number: number, data: object, opId = `p${++presses}`): Promise<Answer> =>
  runPress(actions, await speakingNow(world, number, opId), {
    verb: 'dpor.request',
    data: { ...data },
    automatic: false,
  });
function cardOf(answer: Answer): AdaptiveCard {
  if (!('card' in answer)) throw new Error('refused');
  expect(cardFaults(answer.card)).toEqual([]);
  return answer.card;
}
/** The letter's lines: no Markdown but the link. */
const letterOn = (card: AdaptiveCard) =>
  [
    ...JSON.stringify(card).matchAll(
      /"type":"(?:TextRun","text":|TextBlock","text":(?="https:))("(?:[^"\\]|\\.)*")/g,
    ),
  ]
    .map(([, text = '']) => JSON.parse(text) as string)
    .join('\n');
const request = async (partnerId = alpha) =>
  (await documents.get(DporRequestDocument, PARTITION, `dpor-request:${AZURE}:${partnerId}`))?.value;

describe('asking for the DPOR of a subscription', () => {
  it('writes down for whom a letter was written and when, once, and that nobody was asked yet', async () => {
    const written = english('dpor.asked.written', {
      when: 'Mon 23 Nov, 13:00 (Berlin)',
      name: '**Person 1**',
    });
    const card = cardOf(await ask(1, { subscriptionId: AZURE, partnerId: alpha }));
    expect(textOf(card)).toContain(written);
    expect(textOf(card)).toMatch(wording('dpor.asked.state.not-yet'));
    world.now = new Date(noon.getTime() + 60_000);
    const second = cardOf(await ask(2, { subscriptionId: AZURE, partnerId: alpha }));
    expect(textOf(second)).toContain(written);

    const stored = await request();
    expect(stored).toMatchObject({
      askedAt: noon,
      askedBy: actorOf(1).aadObjectId,
      answeredAt: null,
    });
    expect(stored?.sent).toBeUndefined();
    const rows = await Array.fromAsync(documents.scan(AuditDocument, 'customers'));
    expect(rows.map(({ value }) => value)).toMatchObject([
      {
        action: 'dpor.request',
        subject: AZURE,
        detail: alpha,
        outcome: 'done',
        actor: actorOf(1).aadObjectId,
      },
    ]);
  });

  it('counts as asked once somebody says that they sent it, on the day that they give', async () => {
    const ids = { subscriptionId: AZURE, partnerId: alpha };
    await ask(1, ids);
    const card = cardOf(await ask(2, { ...ids, sentOn: '2026-11-22' }));
    expect(textOf(card)).toMatch(/Asked\n[\s\S]*Sent on 22 Nov 2026, says \*\*Person 2\*\*/);
    await ask(1, { ...ids, sentOn: '2026-11-23' });

    expect(await request()).toMatchObject({
      askedBy: actorOf(1).aadObjectId,
      sent: { on: '2026-11-22', by: actorOf(2).aadObjectId, byName: 'Person 2', at: noon },
    });
    await projectAssociation(world.context, { partnerId: alpha, customerId: fourthCoffee });
    const shown = await runPress(actions, await speakingNow(world, 1, 'x'), {
      verb: 'associations.show',
      data: { customerId: fourthCoffee },
      automatic: false,
    });
    expect(JSON.stringify(shown)).toContain('says **Person 2**');
  });

  it.each(['2026-11-25', '2031-01-01', 'yesterday', '2026-02-31'])(
    'does not count as asked on a day on which it cannot have been: %s',
    async (sentOn) => {
      const ids = { subscriptionId: AZURE, partnerId: alpha };
      await ask(1, ids);
      const card = cardOf(await ask(1, { ...ids, sentOn }));
      expect(textOf(card)).toMatch(wording('dpor.request.day-missing'));
      expect(JSON.stringify(card)).toContain(`"value":"${sentOn}"`);
      expect((await request())?.sent).toBeUndefined();
    },
  );

  it('whose form came back without its day changes nothing', async () => {
    const ids = { subscriptionId: AZURE, partnerId: alpha };
    await ask(1, ids);
    const before = await request();
    cardOf(await ask(1, { ...ids, sentOn: '' }));
    expect(await request()).toEqual(before);
  });

  it('ends when the change arrives, and may begin anew when it is lost again', async () => {
    await ask(1, { subscriptionId: AZURE, partnerId: alpha, sentOn: '2026-11-23' });
    const change = { subscriptionId: AZURE, previousPartnerId: beta, partnerId: alpha };
    await takeDporChange(world.context, reported(change), 'event');
    expect(await request()).toMatchObject({ answeredAt: noon });
    const answered = cardOf(await ask(2, { subscriptionId: AZURE, partnerId: alpha }));
    expect(textOf(answered)).toMatch(wording('dpor.request.state.answered'));
    expect(textOf(answered)).toMatch(wording('dpor.request.held-since', { day: 'Mon 23 Nov' }));
    expect(textOf(answered)).toMatch(wording('dpor.asked.sent'));
    expect(letterOn(answered)).toBe('');

    world.now = new Date(noon.getTime() + 86_400_000);
    const lost = { ...change, previousPartnerId: alpha, partnerId: beta, changedAt: world.now, key: 'k2' };
    await takeDporChange(world.context, reported(lost), 'event');
    cardOf(await ask(2, { subscriptionId: AZURE, partnerId: alpha }));
    expect(await request()).toMatchObject({ askedAt: world.now, askedByName: 'Person 2', answeredAt: null });
  });

  it('is not answered by another partner\u2019s gain', async () => {
    await ask(1, { subscriptionId: AZURE, partnerId: alpha });
    await takeDporChange(
      world.context,
      reported({ subscriptionId: AZURE, previousPartnerId: beta, partnerId: gamma }),
      'event',
    );
    expect(await request()).toMatchObject({ answeredAt: null });
  });

  it('is refused on a subscription sold through CSP, with the reason, and nothing is written', async () => {
    const csp = SubscriptionId.parse('5b000000-0000-4000-8000-00000000000c');
    await seedSubscription(documents, {
      subscriptionId: csp,
      product: 'office-365',
      dporPartnerId: null,
      cspPartnerId: beta,
    });
    const card = cardOf(await ask(1, { subscriptionId: csp, partnerId: alpha }));
    expect(textOf(card)).toMatch(wording('dpor.request.csp'));
    expect(letterOn(card)).toBe('');
    expect(await documents.list(DporRequestDocument, PARTITION, { limit: 10 })).toMatchObject({ items: [] });
  });

  it('writes nothing where the location holds it already', async () => {
    const card = cardOf(await ask(1, { subscriptionId: OFFICE, partnerId: alpha }));
    expect(textOf(card)).toMatch(wording('dpor.request.state.now-you'));
    expect(textOf(card)).not.toMatch(wording('dpor.request.section.attach'));
    expect(await documents.list(DporRequestDocument, PARTITION, { limit: 10 })).toMatchObject({ items: [] });
  });

  it('is forbidden as if nothing were there: to strangers, for others, of others, and of nothing', async () => {
    const nothing = await ask(1, {
      subscriptionId: '5b000000-0000-4000-8000-0000000000ff',
      partnerId: alpha,
    });
    expect(nothing).toMatchObject({ refused: 'forbidden' });
    expect(await ask(4, { subscriptionId: AZURE, partnerId: gamma })).toEqual(nothing);
    expect(await ask(4, { subscriptionId: AZURE, partnerId: alpha })).toEqual(nothing);
    expect(await ask(1, { subscriptionId: AZURE, partnerId: beta })).toEqual(nothing);
    expect(await ask(1, { subscriptionId: AZURE, partnerId: '9999' })).toEqual(nothing);
    expect(await ask(1, { subscriptionId: 'x', partnerId: alpha })).toMatchObject({ refused: 'invalid' });
  });

  it('is open to a location that lost the customer\u2019s only subscription', async () => {
    await takeDporChange(
      world.context,
      reported({ subscriptionId: AZURE, previousPartnerId: gamma, partnerId: beta }),
      'event',
    );
    expect(textOf(cardOf(await ask(4, { subscriptionId: AZURE, partnerId: gamma })))).toMatch(
      wording('dpor.asked.state.not-yet'),
    );
  });
});

describe('the form on a customer\u2019s card', () => {
  const ids = { partnerId: alpha, customerId: fourthCoffee };

  it('asks for the subscription that is typed, else for the one that is chosen', async () => {
    await world.runner.drain();
    cardOf(await ask(1, { ...ids, wanted: OFFICE, otherId: ` ${AZURE.toUpperCase()} ` }));
    expect(await request()).toMatchObject({ subscriptionId: AZURE, product: 'azure' });
    expect(textOf(cardOf(await ask(1, { ...ids, wanted: OFFICE, otherId: '' })))).toMatch(
      wording('dpor.request.state.now-you'),
    );
    expect(textOf(cardOf(await ask(1, { ...ids, subscriptionId: OFFICE })))).toMatch(
      wording('dpor.request.state.now-you'),
    );
  });

  it('comes back where what is typed is no ID, and nothing is written', async () => {
    await takeDporChange(
      world.context,
      reported({ subscriptionId: OFFICE, previousPartnerId: null, partnerId: alpha }),
      'event',
    );
    await world.runner.drain();
    const card = cardOf(await ask(1, { ...ids, wanted: OFFICE, otherId: 'azure, please' }));
    expect(textOf(card)).toMatch(wording('dpor.ask.id-error'));
    expect(JSON.stringify(card)).toContain('azure, please');
    expect(await documents.list(DporRequestDocument, PARTITION, { limit: 10 })).toMatchObject({ items: [] });
    expect(await ask(4, { partnerId: gamma, customerId: fourthCoffee, otherId: 'x' })).toMatchObject({
      refused: 'forbidden',
    });
    expect(await ask(1, { partnerId: alpha, otherId: 'x' })).toMatchObject({ refused: 'forbidden' });
  });
});

describe('a referral', () => {
  it('lets a location ask once it has accepted it, not before', async () => {
    await seedSubscription(documents, {
      subscriptionId: SubscriptionId.parse('5b000000-0000-4000-8000-00000000000e'),
      customerId: tailspin,
      product: 'ems',
      dporPartnerId: null,
    });
    await world.receive(ReferralId.parse('R-1'));
    const offer = await world.offer(ReferralId.parse('R-1'));
    const number = { [alpha]: 1, [beta]: 3, [gamma]: 4 }[offer?.partnerId ?? ''] ?? 0;
    const data = {
      subscriptionId: '5b000000-0000-4000-8000-00000000000e',
      partnerId: offer?.partnerId ?? '',
    };
    expect(await ask(number, data)).toMatchObject({ refused: 'forbidden' });

    await world.press(number, ReferralId.parse('R-1'), 'accept');
    await world.runner.drain();
    expect(textOf(cardOf(await ask(number, data)))).toMatch(wording('dpor.asked.state.not-yet'));
  });
});

describe('the letter', () => {
  it('of Azure holds the link to the subscription with the PartnerID, and who can use it', async () => {
    const card = cardOf(await ask(1, { subscriptionId: AZURE, partnerId: alpha }));
    const letter = letterOn(card);
    expect(letter).toContain(
      `https://portal.azure.com/#blade/Microsoft_Azure_Billing/PartnerInformationBlade/subscriptionId/${AZURE}/partnerId/1001`,
    );
    expect(letter).toMatch(wording('dpor-letter.azure.who'));
    expect(letter).toMatch(/Kind regards,\nPerson 1\nLocation 1001$/);
    expect(textOf(card)).toMatch(wording('dpor.guide.azure.hint'));
    const mailto = /"url":"(mailto:[^"]+)"/.exec(JSON.stringify(card))?.[1] ?? '';
    expect(mailto.length).toBeLessThanOrEqual(1_900);
    expect(decodeURIComponent(mailto)).toContain('PartnerInformationBlade');
  });

  it.each(['office-365', 'dynamics-365', 'intune', 'ems', 'CRM Online'])(
    'of %s names the admin center, and there are steps to attach, change and remove',
    async (product) => {
      const id = SubscriptionId.parse('5b000000-0000-4000-8000-00000000000d');
      await seedSubscription(documents, { subscriptionId: id, product, dporPartnerId: null });
      const card = cardOf(await ask(1, { subscriptionId: id, partnerId: alpha }));
      expect(letterOn(card)).toMatch(/admin\.microsoft\.com[\s\S]*Check ID[\s\S]*Submit/);
      for (const section of ['attach', 'change', 'remove'] as const) {
        expect(textOf(card)).toMatch(wording(`dpor.request.section.${section}`));
      }
      expect(letterOn(card)).not.toContain('portal.azure.com');
    },
  );

  it('comes as a file that mail programs open as a draft', async () => {
    await ask(1, { subscriptionId: AZURE, partnerId: alpha });
    const file = { kind: 'dpor-letter', subscriptionId: AZURE, partnerId: alpha } as const;
    const made = await madeFile(await speakingNow(world, 2, 'f'), file);
    if (!made.ok) throw new Error('not made');
    expect(made.value.name).toBe('Request DPOR Fourth Coffee.eml');
    const mail = await PostalMime.parse(made.value.bytes);
    expect(mail.headers.find(({ key }) => key === 'x-unsent')?.value).toBe('1');
    expect(mail.text).toContain(`/subscriptionId/${AZURE}/partnerId/1001`);
    expect(await madeFile(await speakingNow(world, 4, 'f'), file)).toMatchObject({
      error: { code: 'forbidden' },
    });
  });

  it('shows hostile names as text', async () => {
    const stored = await documents.get(CustomerDocument, PARTITION, 'customer');
    const name = '[x](http://evil.test) **b** ${secret}\r\nBcc: a@b.test';
    await documents.commit(PARTITION, [
      {
        op: 'replace',
        kind: CustomerDocument,
        id: 'customer',
        etag: stored?.etag ?? '',
        value: newCustomer({ customerId: fourthCoffee, name }),
      },
    ]);
    const answer = await ask(1, { subscriptionId: AZURE, partnerId: alpha });
    if (!('card' in answer)) throw new Error('refused');
    expect(textOf(answer.card)).not.toMatch(/\]\(http|(?<!\\)\*\*b\b/);
    const made = await madeFile(await speakingNow(world, 1, 'f'), {
      kind: 'dpor-letter',
      subscriptionId: AZURE,
      partnerId: alpha,
    });
    expect(made.ok ? (await PostalMime.parse(made.value.bytes)).bcc : 'refused').toBeUndefined();
  });
});

describe('the link into the Azure portal', () => {
  it.each<[string, string]>([
    ['', '1001'],
    ['not-a-guid', '1001'],
    [`${AZURE}/../../evil`, '1001'],
    [AZURE, ''],
    [AZURE, '12'],
    [AZURE, '1001/x'],
    [AZURE, '12345678901'],
  ])('is not made of %s and %s', (subscriptionId, partnerId) => {
    expect(azurePartnerLink(subscriptionId, partnerId)).toBeUndefined();
  });
});
