import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runPress } from '../../src/bot/invoke.ts';
import { readAttachedMail } from '../../src/dialogs/associations/paste.ts';
import { createRegistry } from '../../src/capabilities.ts';
import type { Answer } from '../../src/dialogs/speaking.ts';
import { newCustomer, type Subscription } from '../../src/domain/associations/customer.ts';
import type { DporChange } from '../../src/domain/associations/dpor-change.ts';
import { saysTheSame, type DporReport } from '../../src/domain/associations/dpor-report.ts';
import { ok } from '../../src/domain/shared/result.ts';
import { CustomerId, SubscriptionId } from '../../src/domain/shared/ids.ts';
import { openMail } from '../../src/mail/open-mail.ts';
import { pointCustomerName } from '../../src/usecases/associations/customer-names.ts';
import { listMails } from '../../src/usecases/associations/mails.ts';
import { projectAssociation } from '../../src/usecases/associations/project.ts';
import { takeDporChange } from '../../src/usecases/associations/take-dpor-change.ts';
import { AuditDocument } from '../../src/usecases/audit.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create, type Documents } from '../../src/usecases/ports.ts';
import {
  alpha,
  beta,
  dporChange,
  dporReport,
  fourthCoffee,
  gamma,
  reported,
  seedSubscription,
  subscription,
} from '../support/associations.ts';
import { importing } from '../support/csv-folder.ts';
import { addedText, multipart, rawMail, removedText, type MailFields } from '../support/mails.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { inDays, noon } from '../support/referrals.ts';
import { contact, person, seedPerson } from '../support/seed.ts';
import { speakingNow } from '../support/speaking.ts';
import {
  CustomerDocument,
  DporChangeDocument,
  DporReportDocument,
  MailReadingDocument,
  PastedMailDocument,
  SubscriptionDocument,
} from '../../src/usecases/associations/documents.ts';
import {
  ContactDocument,
  OperatorDocument,
  PersonDocument,
} from '../../src/usecases/memberships/documents.ts';
import { wording } from '../support/wording.ts';

const OFFICE = SubscriptionId.parse('5b000000-0000-4000-8000-00000000000a');
const AZURE = SubscriptionId.parse('5b000000-0000-4000-8000-00000000000b');
const OPERATOR = 90;
const PARTITION = partitions.customer(fourthCoffee);
const STARTS = '2025-02-01';

let world: ReferralWorld;
let documents: Documents;

// alpha is tied to the customer by its Azure; beta by nothing; gamma holds the Office 365 that every mail is about
beforeEach(async () => {
  world = await referralWorld();
  documents = world.context.documents;
  await world.locationWith(alpha, [1, 2]);
  await world.locationWith(beta, [3]);
  await world.locationWith(gamma, [4]);
  await operator(OPERATOR);
  const customer = { customerId: fourthCoffee, name: 'Tailspin Toys, Inc.' };
  await pointCustomerName(documents, customer);
  await documents.commit(PARTITION, [create(CustomerDocument, 'customer', newCustomer(customer))]);
  await seed({ subscriptionId: OFFICE, product: 'office-365', starts: STARTS, dporPartnerId: gamma });
  await seed({ subscriptionId: AZURE, product: 'azure', starts: '2024-05-05', dporPartnerId: alpha });
  for (const partnerId of [alpha, gamma]) {
    await projectAssociation(world.context, { partnerId, customerId: fourthCoffee });
  }
});
afterEach(() => world.close());

const seed = (overrides: Partial<Subscription>) => seedSubscription(documents, overrides);

async function operator(number: number): Promise<void> {
  const one = person(number, { operator: true });
  await seedPerson(documents, one);
  const { personId, tenantId, aadObjectId, name } = one;
  await documents.commit(partitions.program('operators'), [
    create(OperatorDocument, `operator:${number}`, { personId, tenantId, aadObjectId, name, email: '' }),
  ]);
}

const { actions, reads } = createRegistry();
let presses = 0;
const press = async (number: number, verb: string, data: object): Promise<Answer> =>
  runPress(actions, await speakingNow(world, number, `p${++presses}`), {
    verb,
    data: { ...data },
    automatic: false,
  });
const textOf = (answer: Answer | object | undefined) => JSON.stringify(answer) ?? '';
const added = (of: Partial<MailFields> = {}, sent = 'Sun, 22 Nov 2026 09:00:00 +0000') =>
  `Sent: ${sent}\n\n${addedText({ ends: '', ...of })}`;
const paste = async (number: number, text = added()) =>
  reads(await speakingNow(world, number, `paste-${++presses}`), { text, html: [] });
const pasteIdOf = (card: object | undefined) => /"pasteId":"([0-9a-f]{32})"/.exec(textOf(card))?.[1] ?? '';
const LOCATIONS: { readonly [number: number]: string } = { 1: alpha, 2: alpha, 3: beta, 4: gamma };
/** Pastes a text and presses the button of its card. */
async function tell(number: number, text = added(), verb = 'dpor.mail.record', more: object = {}) {
  const pasteId = pasteIdOf(await paste(number, text));
  const answer = await press(number, verb, { pasteId, partnerId: LOCATIONS[number] ?? '', ...more });
  await world.runner.drain();
  return answer;
}
const after = async (seconds: number) => {
  world.now = new Date(noon.getTime() + seconds * 1_000);
  await world.runner.drain();
};
const holder = async (id = OFFICE) =>
  (await documents.get(SubscriptionDocument, PARTITION, `subscription:${id}`))?.value.dporPartnerId;
const history = async () => (await documents.list(DporChangeDocument, PARTITION, { limit: 100 })).items;
const reports = async () => (await documents.list(DporReportDocument, PARTITION, { limit: 100 })).items;
const readings = async () =>
  (await documents.list(MailReadingDocument, partitions.program('mail'), { limit: 100 })).items.map(
    ({ value }) => value,
  );
const customerCard = async (number: number) =>
  textOf(await press(number, 'associations.show', { customerId: fourthCoffee }));
/** What an answer says, without what the text itself said. */
const worded = (answer: Answer) =>
  textOf(answer).replaceAll(/Tailspin Toys|Nobody|[0-9a-f]{32}|20\d\d-\d\d-\d\d/g, '');

describe('a pasted mail', () => {
  it('never changes the holder: it is shown as told, not confirmed, to that location alone', async () => {
    const card = await paste(1);
    expect(textOf(card)).not.toContain(OFFICE);
    const answer = await tell(1);

    expect(textOf(answer)).toMatch(wording('mails.told', { name: '**Person 1**' }));
    expect(await holder()).toBe(gamma);
    expect(await history()).toEqual([]);
    expect(world.said).toEqual([]);
    expect(await customerCard(1)).toMatch(wording('mails.told', { name: '**Person 1**' }));
    expect(await customerCard(2)).toMatch(wording('mails.told', { name: '**Person 1**' }));
    expect(await customerCard(4)).not.toMatch(wording('mails.told'));
    expect(textOf(await press(4, 'dpor.history', { subscriptionId: OFFICE }))).not.toMatch(
      wording('mails.told'),
    );
  });

  it('never changes the holder as a file either, whatever time the file names', async () => {
    const attach = async (name: string, raw: Buffer) => {
      const asked: string[] = [];
      const card = await readAttachedMail(
        await speakingNow(world, 1, 'x'),
        [{ name, downloadUrl: 'https://contoso.sharepoint.com/f' }],
        (url) => {
          asked.push(url);
          return Promise.resolve(ok(raw));
        },
        openMail,
      );
      return { card, asked };
    };
    const inside = rawMail({ date: 'Fri, 20 Nov 2026 08:00:00 +0000' }).toString();
    const type = 'multipart/mixed; boundary=f';
    const body = multipart('f', [`Content-Type: message/rfc822\r\n\r\n${inside}`]);
    const { card } = await attach('Advisor.EML', rawMail({ type, body }));
    const ids = { pasteId: pasteIdOf(card), partnerId: alpha };
    expect(textOf(await press(1, 'dpor.mail.record', ids))).toMatch(wording('mails.told'));

    expect(await holder()).toBe(gamma);
    expect((await readings())[0]?.sentAt).toEqual(new Date('2026-11-20T08:00:00Z'));
    expect((await attach('other.eml', rawMail({ body: 'An assignment.' }))).card).toBeUndefined();
    expect(await attach('proof.pdf', rawMail())).toEqual({ card: undefined, asked: [] });
  });

  it('is found in what the client sends as HTML', async () => {
    const html = `<div>${addedText().replaceAll('\r\n', '<br>')}</div>`;
    const speaking = await speakingNow(world, 1, 'x');
    expect(pasteIdOf(await reads(speaking, { text: 'Fwd', html: [html] }))).not.toBe('');
    const text = 'scores please, and all that is known of them in a long sentence';
    expect(await reads(speaking, { text, html: [] })).toBeUndefined();
  });

  it('tells the operators once, whoever of the location pastes the same, and however often', async () => {
    await tell(1);
    await tell(1);
    await tell(2, `> ${added().replaceAll('\n', '\n> ')}`);
    await after(3);

    expect(await readings()).toMatchObject([
      { state: 'unmatched', why: 'pasted', partnerIds: [alpha], told: { name: 'Person 1' } },
    ]);
    expect(world.said).toHaveLength(1);
    const listed = textOf(await press(OPERATOR, 'dpor.mails', {}));
    expect(listed).toMatch(wording('mails.told', { name: '**Person 1**' }));
    expect(await reports()).toHaveLength(1);
    await after(60);
    expect(world.said).toHaveLength(1);
  });

  it('writes down who told it, and no change', async () => {
    await tell(1);
    const [mail] = await readings();
    const rows = await Array.fromAsync(documents.scan(AuditDocument, 'people'));
    expect(rows.map(({ value }) => value)).toMatchObject([
      { action: 'dpor.mail.record', actor: actorOf(1).aadObjectId, subject: mail?.mailId, outcome: 'done' },
    ]);
    const changes = await Array.fromAsync(documents.scan(AuditDocument, 'customers'));
    expect(changes).toEqual([]);
  });
});

describe('what was told by a pasted mail', () => {
  it('is confirmed by an operator, and then changed by nobody of the location', async () => {
    await tell(1);
    const [mail] = await readings();
    const card = textOf(await press(OPERATOR, 'dpor.mail.show', { mailId: mail?.mailId }));
    expect(card).toMatch(wording('mails.told', { name: 'Person 1' }));
    await press(OPERATOR, 'dpor.match', { mailId: mail?.mailId, subscriptionId: OFFICE });
    await world.runner.drain();

    expect(await holder()).toBe(alpha);
    expect((await history())[0]?.value).toMatchObject({
      source: 'report',
      changedBy: null,
      changedAt: new Date('2026-11-22T09:00:00Z'),
    });
    expect(await reports()).toEqual([]);
    expect(await customerCard(1)).not.toMatch(wording('mails.told'));
    const shown = textOf(await press(1, 'dpor.history', { subscriptionId: OFFICE }));
    expect(shown).toMatch(wording('dpor.history.found.report'));
    expect(shown).not.toContain('by Person 1');
  });

  it('goes when an operator sets it aside', async () => {
    await tell(1);
    const [mail] = await readings();
    await press(OPERATOR, 'dpor.mail.dismiss', { mailId: mail?.mailId });
    await world.runner.drain();

    expect(await reports()).toEqual([]);
    expect(await holder()).toBe(gamma);
    expect(await customerCard(1)).not.toMatch(wording('mails.told'));
    expect(textOf(await paste(1))).toMatch(wording('mails.pasted.line.done-before'));
    await tell(2);
    expect(await readings()).toMatchObject([{ state: 'set-aside' }]);
  });

  it('is confirmed by an event that says the same, and waits for no operator any more', async () => {
    await tell(1);
    const change = { subscriptionId: OFFICE, previousPartnerId: gamma, partnerId: alpha, changedAt: noon };
    await takeDporChange(world.context, reported(change), 'event');
    await world.runner.drain();

    expect(await reports()).toEqual([]);
    expect(await readings()).toMatchObject([{ state: 'confirmed', why: null }]);
    const listed = await listMails(world.context, person(OPERATOR, { operator: true }));
    expect(listed).toMatchObject({ ok: true, value: { mails: [], unmatched: 0 } });
  });

  it('is confirmed by an import that names the location', async () => {
    await tell(1);
    const columns =
      'subscriptionId,customerId,product,workloads,licensing,status,starts,ends,seats,dporPartnerId,cspPartnerId';
    const row = `${OFFICE},${fourthCoffee},office-365,,EA,active,${STARTS},,,${alpha},`;
    await importing(world.store, { 'subscriptions.csv': `${columns}\n${row}\n` });
    await world.runner.drain();

    expect(await holder()).toBe(alpha);
    expect(await reports()).toEqual([]);
    expect(await readings()).toMatchObject([{ state: 'confirmed' }]);
  });

  it('that is older than what is stored overturns nothing when an operator confirms it', async () => {
    const change = { subscriptionId: OFFICE, previousPartnerId: null, partnerId: gamma };
    await takeDporChange(world.context, reported({ ...change, changedAt: inDays(-1) }), 'event');
    await tell(1, added({}, 'Mon, 09 Nov 2026 09:00:00 +0000'));
    const [mail] = await readings();
    await press(OPERATOR, 'dpor.match', { mailId: mail?.mailId, subscriptionId: OFFICE });

    expect(await holder()).toBe(gamma);
  });

  it.each<[string, Partial<DporReport>, Partial<DporChange>, Partial<Subscription>, boolean]>([
    ['of that partner, product and time', {}, {}, {}, true],
    ['of a later day', {}, { changedAt: inDays(20) }, {}, true],
    ['of the day before, by another clock', {}, { changedAt: inDays(-1) }, {}, true],
    ['of long before', {}, { changedAt: inDays(-2) }, {}, false],
    ['of another partner', {}, { partnerId: gamma }, {}, false],
    ['of another product', {}, {}, { product: 'intune' }, false],
    ['of other dates', { starts: { written: 'x', days: ['2025-01-01'] } }, {}, { starts: STARTS }, false],
    ['that removes it', { what: 'removed' }, { previousPartnerId: alpha, partnerId: beta }, {}, true],
    ['that leaves it there', { what: 'removed' }, { previousPartnerId: alpha, partnerId: alpha }, {}, false],
  ])('is said by a change %s', (_case, told, change, of, same) => {
    const report = dporReport(told);
    const said = dporChange({ previousPartnerId: null, partnerId: alpha, ...change });
    expect(saysTheSame(report, said, subscription(of))).toBe(same);
  });
});

describe('the answer to a pasted mail', () => {
  it('is the same sentence whether the dates are right, wrong, or there is no such subscription', async () => {
    const right = worded(await tell(1, added({ starts: STARTS })));
    expect(right).toMatch(wording('mails.told'));
    expect(worded(await tell(1, added({ starts: '2025-02-02' })))).toBe(right);
    const other = worded(await tell(1, added({ service: 'Intune', starts: '2019-01-01' })));
    expect(other.replaceAll('Intune', 'Office 365 Enterprise E3')).toBe(right);
  });

  it('is the same for a customer of others and for none, and makes nothing', async () => {
    const others = worded(await tell(3));
    expect(others).toContain('"verb":"dpor.mail.handover"');
    expect(worded(await tell(3, added({ organization: 'Nobody' })))).toBe(others);
    expect(await readings()).toEqual([]);
    expect(await reports()).toEqual([]);
    expect(await holder()).toBe(gamma);
  });

  it('goes to the operators if the person wants so, of whatever customer, and is shown nowhere', async () => {
    const answer = await tell(3, added(), 'dpor.mail.handover');
    expect(textOf(answer)).toMatch(wording('mails.told'));
    expect(textOf(await paste(3))).toMatch(wording('mails.pasted.line.done-before'));

    expect(await readings()).toMatchObject([{ source: 'chat', partnerIds: [beta], state: 'unmatched' }]);
    expect(await reports()).toEqual([]);
    const [mail] = await readings();
    await press(OPERATOR, 'dpor.match', { mailId: mail?.mailId ?? '', subscriptionId: OFFICE });
    expect(await holder()).toBe(beta);
  });

  it('says what the location itself holds, and asks nobody', async () => {
    const azure = { service: 'Microsoft Azure', starts: '2024-05-05' };
    expect(textOf(await tell(1, added(azure)))).toMatch(wording('mails.pasted.line.known'));
    const removal = `Sent: Sun, 22 Nov 2026 09:00:00 +0000\n\n${removedText({ starts: STARTS, ends: '' })}`;
    expect(textOf(await tell(1, removal))).toMatch(wording('mails.pasted.line.nothing'));
    expect(await readings()).toEqual([]);

    const own = removal.replaceAll(/Office 365 Enterprise E3/g, 'Azure').replace(STARTS, '2024-05-05');
    expect(textOf(await tell(1, own))).toMatch(wording('mails.told'));
    expect(await holder(AZURE)).toBe(alpha);
  });

  it('asks for the day where the text has none or one ahead, and takes none ahead', async () => {
    for (const text of [addedText(), added({}, 'Wed, 01 Jan 2031 00:00:00 +0000')]) {
      const card = textOf(await tell(1, text));
      expect(card).toContain('"id":"sentOn"');
      expect(card).toMatch(wording('mails.pasted.day-missing'));
      expect(textOf(await tell(1, text, 'dpor.mail.record', { sentOn: '2031-01-01' }))).toMatch(
        wording('mails.pasted.day-error'),
      );
      expect(textOf(await tell(1, text, 'dpor.mail.handover', { sentOn: '' }))).toMatch(
        wording('mails.pasted.day-error'),
      );
    }
    expect(await readings()).toEqual([]);

    await tell(1, addedText(), 'dpor.mail.record', { sentOn: '2026-11-20' });
    expect(await readings()).toMatchObject([{ sentAt: new Date('2026-11-20T12:00:00Z') }]);
  });

  it('is nobody else’s, and for no location without a role there', async () => {
    const pasteId = pasteIdOf(await paste(1));
    const forbidden = await press(3, 'dpor.mail.record', { pasteId, partnerId: beta });
    expect(forbidden).toMatchObject({ refused: 'forbidden' });
    expect(await press(1, 'dpor.mail.record', { pasteId, partnerId: beta })).toEqual(forbidden);
    expect(await press(1, 'dpor.mail.handover', { pasteId, partnerId: '9999' })).toEqual(forbidden);
    const nothing = { pasteId: '0'.repeat(32), partnerId: alpha };
    expect(await press(1, 'dpor.mail.record', nothing)).toEqual(forbidden);
    expect(await readings()).toEqual([]);
  });

  it('asks for the location of somebody who stands at several', async () => {
    await documents.commit(partitions.partner(beta), [
      create(ContactDocument, 'contact:FRP:one', contact(beta, 1)),
    ]);
    const partition = partitions.person(person(1).personId);
    const known = await documents.get(PersonDocument, partition, 'person');
    const standings = [alpha, beta].map((partnerId) => ({ partnerId, globalId: null }));
    const value = { ...person(1), standings };
    await documents.commit(partition, [
      { op: 'replace', kind: PersonDocument, id: 'person', etag: known?.etag ?? '', value },
    ]);
    const card = await paste(1);
    expect(textOf(card)).toContain('"id":"partnerId"');
    const pasteId = pasteIdOf(card);
    expect(textOf(await press(1, 'dpor.mail.record', { pasteId }))).toMatch(
      wording('mails.pasted.line.which-location'),
    );
    await press(1, 'dpor.mail.record', { pasteId, partnerId: alpha });
    expect(await readings()).toMatchObject([{ partnerIds: [alpha] }]);
  });
});

describe('tries', () => {
  const guess = (day: number) => added({ starts: `2024-01-${String(day).padStart(2, '0')}` });

  it('are ten a day for a person, guesses of others’ customers among them, and go on the next day', async () => {
    for (let day = 1; day <= 9; day++) await tell(1, guess(day));
    await tell(1, added({ organization: 'Nobody' }));
    const refused = await tell(1, guess(11));
    expect(textOf(refused)).toMatch(wording('mails.pasted.line.too-many'));
    expect(await readings()).toHaveLength(9);
    expect(textOf(await tell(2, guess(11)))).toMatch(wording('mails.told'));

    world.now = inDays(1);
    expect(textOf(await tell(1, guess(12)))).toMatch(wording('mails.told'));
  });

  it('are thirty a day for a location, whoever makes them', async () => {
    const more = [11, 12, 13, 14];
    await documents.commit(
      partitions.partner(alpha),
      more.map((number) => create(ContactDocument, `contact:FRP:${number}`, contact(alpha, number))),
    );
    const standings = [{ partnerId: alpha, globalId: null }];
    for (const number of more) await seedPerson(documents, person(number, { standings }));
    for (let day = 1; day <= 31; day++) {
      const pasteId = pasteIdOf(await paste(more[day % 4] ?? 0, guess(day)));
      const answer = await press(more[day % 4] ?? 0, 'dpor.mail.record', { pasteId, partnerId: alpha });
      expect(textOf(answer)).toMatch(wording(day <= 30 ? 'mails.told' : 'mails.pasted.line.too-many'));
    }
    expect(await readings()).toHaveLength(30);
  });

  it('that are only pasted are kept fifty at a time', async () => {
    for (let n = 0; n < 55; n++) await paste(1, added({ organization: `Shop ${n}` }));
    const partition = partitions.person(person(1).personId);
    expect(await documents.count(PastedMailDocument, partition, [])).toBe(50);
    expect(pasteIdOf(await paste(1, added({ organization: 'Shop 77' })))).toBe('');
    expect(pasteIdOf(await paste(1, added({ organization: 'Shop 7' })))).not.toBe('');
  });
});

it('of two customers of one name only the one that the location has to do with is meant', async () => {
  const other = CustomerId.parse('cccccccc-0000-4000-8000-000000000077');
  await pointCustomerName(documents, { customerId: other, name: 'Tailspin Toys' });
  const value = newCustomer({ customerId: other, name: 'Tailspin Toys' });
  await documents.commit(partitions.customer(other), [create(CustomerDocument, 'customer', value)]);
  await tell(1);

  expect(await readings()).toMatchObject([{ told: { customerIds: [fourthCoffee] } }]);
  expect(await documents.count(DporReportDocument, partitions.customer(other), [])).toBe(0);
});
