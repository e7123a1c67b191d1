import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Subscription } from '../../src/domain/associations/customer.ts';
import { newCustomer } from '../../src/domain/associations/customer.ts';
import { SubscriptionId } from '../../src/domain/shared/ids.ts';
import { createRegistry } from '../../src/capabilities.ts';
import type { Answer } from '../../src/dialogs/speaking.ts';
import { runPress } from '../../src/bot/invoke.ts';
import { pointCustomerName } from '../../src/usecases/associations/customer-names.ts';
import { countUnmatched, listMails } from '../../src/usecases/associations/mails.ts';
import { askToPickUpMails } from '../../src/usecases/associations/pick-up-mails.ts';
import { takeDporChange } from '../../src/usecases/associations/take-dpor-change.ts';
import { MAX_ATTEMPTS } from '../../src/usecases/backoff.ts';
import { JobDocument } from '../../src/usecases/jobs.ts';
import { keyAt, signed } from '../support/dkim.ts';
import { AuditDocument } from '../../src/usecases/audit.ts';
import { recipientsIn } from '../../src/mail/open-mail.ts';
import { keepMail } from '../../src/usecases/events/keep-mail.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create, type Documents } from '../../src/usecases/ports.ts';
import { alpha, beta, fourthCoffee, reported, seedSubscription } from '../support/associations.ts';
import { addedText, MAIL_SERVER, rawMail, removedText, type RawMail } from '../support/mails.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { noon } from '../support/referrals.ts';
import { contact, person, seedPerson } from '../support/seed.ts';
import { speakingNow } from '../support/speaking.ts';
import {
  CustomerDocument,
  DporChangeDocument,
  MailReadingDocument,
  SubscriptionDocument,
} from '../../src/usecases/associations/documents.ts';
import { MailDocument } from '../../src/usecases/events/documents.ts';
import {
  ContactDocument,
  OperatorDocument,
  PersonDocument,
} from '../../src/usecases/memberships/documents.ts';
import { english, wording } from '../support/wording.ts';

const OFFICE = SubscriptionId.parse('5b000000-0000-4000-8000-00000000000a');
const AZURE = SubscriptionId.parse('5b000000-0000-4000-8000-00000000000b');
const OPERATOR = 90;
const PARTITION = partitions.customer(fourthCoffee);

let world: ReferralWorld;
let documents: Documents;

beforeEach(async () => {
  world = await referralWorld();
  documents = world.context.documents;
  await world.locationWith(alpha, [1, 2], { mailboxes: ['dpor-us@contoso.test'] });
  await world.locationWith(beta, [3], {
    mailboxes: ['dpor@fabrikam.test', 'both@x.test', 'dpor-us+fabrikam@contoso.test'],
  });
  await operator(OPERATOR);
  await seedCustomer();
});
afterEach(() => world.close());

async function operator(number: number): Promise<void> {
  const one = person(number, { operator: true });
  const known = await documents.get(PersonDocument, partitions.person(one.personId), 'person');
  if (known === undefined) await seedPerson(documents, one);
  const { personId, tenantId, aadObjectId, name } = one;
  await documents.commit(partitions.program('operators'), [
    create(OperatorDocument, `operator:${number}`, { personId, tenantId, aadObjectId, name, email: '' }),
  ]);
}

async function seedCustomer(): Promise<void> {
  const customer = { customerId: fourthCoffee, name: 'Tailspin Toys, Inc.' };
  await pointCustomerName(documents, customer);
  await documents.commit(PARTITION, [create(CustomerDocument, 'customer', newCustomer(customer))]);
  await seedOffice({ starts: '2025-02-01', ends: '2029-01-31' });
  await seedOffice({ subscriptionId: AZURE, product: 'azure' });
}

const seedOffice = (overrides: Partial<Subscription>) =>
  seedSubscription(documents, {
    subscriptionId: OFFICE,
    product: 'office-365',
    dporPartnerId: null,
    ...overrides,
  });

let deliveries = 0;

async function deliver(mail: RawMail | Buffer = {}, id = `d${++deliveries}`): Promise<string> {
  const raw = Buffer.isBuffer(mail) ? mail : rawMail(mail);
  expect(await keepMail(world.context, recipientsIn, id, raw)).toMatchObject({ ok: true });
  await world.runner.drain();
  return createHash('sha256').update(id).digest('hex');
}

const reading = async (mailId: string) =>
  (await documents.get(MailReadingDocument, partitions.program('mail'), `reading:${mailId}`))?.value;
const stateOf = async (mailId: string) => {
  const found = await reading(mailId);
  return found?.why === null ? found.state : `${found?.state}: ${found?.why}`;
};
const holder = async (id = OFFICE) =>
  (await documents.get(SubscriptionDocument, PARTITION, `subscription:${id}`))?.value.dporPartnerId;
const history = async () => (await documents.list(DporChangeDocument, PARTITION, { limit: 100 })).items;
const toldTo = (number: number) => world.said.filter(({ to }) => to.includes(person(number).aadObjectId));

const { actions } = createRegistry();
let presses = 0;
const press = async (number: number, verb: string, data: object, opId = `p${++presses}`): Promise<Answer> =>
  runPress(actions, await speakingNow(world, number, opId), { verb, data: { ...data }, automatic: false });
const textOf = (answer: Answer | object | undefined) => JSON.stringify(answer);
/** What clients read as Markdown: not the toast, and no titles of choices. */
const markdownOf = (answer: Answer) =>
  JSON.stringify(answer, (key, value: unknown) => (key === 'fallbackText' || key === 'title' ? '' : value));

describe('a mail to a mailbox of a partner', () => {
  it('makes that partner the DPOR of the subscription that it means, and tells its contacts', async () => {
    const mailId = await deliver();

    expect(await stateOf(mailId)).toBe('taken');
    expect(await holder()).toBe(alpha);
    expect((await history())[0]?.value).toMatchObject({
      source: 'mail',
      partnerId: alpha,
      changedAt: new Date('2026-11-23T09:05:00Z'),
    });
    expect(world.said).toHaveLength(2);
    expect(JSON.stringify(world.said[0]?.activity)).toMatch(wording('dpor.changed.gained'));
  });

  it('tells the one that lost it as well, and a removal tells that one only', async () => {
    await deliver();
    await deliver({ to: 'dpor@fabrikam.test', date: 'Mon, 23 Nov 2026 10:00:00 +0000' });
    expect(await holder()).toBe(beta);
    expect(world.said).toHaveLength(5);

    await deliver({ to: 'dpor@fabrikam.test', body: removedText(), date: 'Mon, 23 Nov 2026 11:00:00 +0000' });
    expect(await holder()).toBeNull();
    expect(world.said).toHaveLength(6);
  });

  it('counts once, however often it comes: by delivery, by Message-ID, without one by its bytes', async () => {
    await deliver({ messageId: '<one@x>' }, 'same');
    await deliver({ messageId: '<one@x>' }, 'same');
    const again = await deliver({ messageId: '<one@x>' });
    expect(await stateOf(again)).toBe('repeat');
    await deliver({ messageId: '', date: 'Mon, 23 Nov 2026 09:06:00 +0000' });
    expect(await stateOf(await deliver({ messageId: '', date: 'Mon, 23 Nov 2026 09:06:00 +0000' }))).toBe(
      'repeat',
    );

    expect(world.said).toHaveLength(2);
  });

  it('changes nothing where the event has come already', async () => {
    await takeDporChange(
      world.context,
      reported({ subscriptionId: OFFICE, previousPartnerId: null, partnerId: alpha, changedAt: noon }),
      'event',
    );
    await world.runner.drain();
    await deliver({ date: 'Mon, 23 Nov 2026 12:00:30 +0000' });
    await deliver({ date: 'Mon, 23 Nov 2026 11:59:30 +0000' });

    expect(world.said).toHaveLength(2);
    expect(await history()).toHaveLength(3);
  });

  it('that says the partner was removed does nothing where it does not hold the subscription', async () => {
    await deliver({ to: 'dpor@fabrikam.test' });
    const mailId = await deliver({ body: removedText(), date: 'Mon, 23 Nov 2026 10:00:00 +0000' });

    expect(await stateOf(mailId)).toBe('nothing');
    expect(await holder()).toBe(beta);
    expect(toldTo(1)).toHaveLength(0);
  });

  it.each<[string, string, boolean]>([
    ['the removal first', '09:05:30', true],
    ['the addition first', '09:05:30', false],
    ['the removal first, at the same second', '09:05:00', true],
    ['the addition first, at the same second', '09:05:00', false],
  ])('tells of a move with two mails, whichever is handled when: %s', async (_case, time, removalFirst) => {
    await deliver({ date: 'Sun, 22 Nov 2026 09:00:00 +0000' });
    const removal = { body: removedText(), date: `Mon, 23 Nov 2026 ${time} +0000` };
    const addition = { to: 'dpor@fabrikam.test' };
    for (const mail of removalFirst ? [removal, addition] : [addition, removal]) await deliver(mail);

    expect(await holder()).toBe(beta);
    expect(world.said).toHaveLength(2 + 2 + 1);
  });

  it('that was removed long before is no part of the addition that comes late', async () => {
    await deliver({ date: 'Sun, 22 Nov 2026 09:00:00 +0000' });
    await deliver({ body: removedText(), date: 'Mon, 23 Nov 2026 11:00:00 +0000' });
    await deliver({ to: 'dpor@fabrikam.test' });

    expect(await holder()).toBeNull();
  });

  it('is refused on a subscription that is sold through CSP, and audited', async () => {
    await seedOffice({
      subscriptionId: SubscriptionId.parse('5b000000-0000-4000-8000-00000000000c'),
      product: 'intune',
      cspPartnerId: beta,
    });
    const mailId = await deliver({ body: addedText({ service: 'Windows Intune' }) });

    expect(await stateOf(mailId)).toBe('refused: csp');
    const rows = await Array.fromAsync(documents.scan(AuditDocument, 'customers'));
    expect(rows.map(({ value }) => `${value.actor} ${value.outcome} ${value.detail}`)).toEqual([
      'job refused csp',
    ]);
  });

  it.each<[string, RawMail, string]>([
    ['to an address with a tag', { to: 'DPOR-US+microsoft@contoso.test' }, 'taken'],
    ['in copy', { to: 'somebody@contoso.test', head: ['Cc: dpor-us@contoso.test'] }, 'taken'],
    [
      'delivered there, and written to somebody whose rule redirects it',
      { to: 'dana@contoso.test', head: ['Delivered-To: dpor-us@contoso.test'] },
      'taken',
    ],
    [
      'delivered there, and written to another partner’s mailbox',
      { to: 'dpor@fabrikam.test', head: ['Delivered-To: dpor-us@contoso.test'] },
      'unmatched: several-partners',
    ],
    [
      'delivered there, and written to somebody elsewhere',
      { to: 'dana@elsewhere.test', head: ['Delivered-To: dpor-us@contoso.test'] },
      'unmatched: several-partners',
    ],
    ['to nobody known', { to: 'dpor@nobody.test' }, 'unmatched: no-mailbox'],
    ['to nobody', { to: '' }, 'unmatched: no-mailbox'],
    ['to two partners', { to: 'dpor-us@contoso.test, dpor@fabrikam.test' }, 'unmatched: several-partners'],
    ['of an unknown wording', { body: 'Your invoice is ready.' }, 'unmatched: unknown-wording'],
    [
      'about a customer that nobody knows',
      { body: addedText({ organization: 'Wingtip' }) },
      'unmatched: no-customer',
    ],
    [
      'about a customer without a name',
      { body: addedText({ organization: '---' }) },
      'unmatched: no-customer',
    ],
    [
      'about another service',
      { body: addedText({ service: 'Dynamics CRM Online' }) },
      'unmatched: no-subscription',
    ],
    ['about other dates', { body: addedText({ starts: '2024-02-01' }) }, 'unmatched: no-subscription'],
    [
      'with dates written otherwise',
      { body: addedText({ starts: 'February 1, 2025', ends: '1/31/2029' }) },
      'taken',
    ],
    ['without dates', { body: addedText({ starts: '', ends: '' }) }, 'taken'],
    ['with the name written otherwise', { body: addedText({ organization: 'TAILSPIN TOYS INC' }) }, 'taken'],
    [
      'found false by the receiving server',
      {
        verdict: `Authentication-Results: ${MAIL_SERVER}; dkim=pass header.d=microsoftonline.com; dmarc=fail`,
      },
      'unmatched: not-authentic',
    ],
  ])('%s', async (_case, mail, state) => {
    expect(await stateOf(await deliver(mail))).toBe(state);
  });

  const NO_PROOF = { verdict: '' };
  const NO_DATE = { date: '' };
  const TO_NOBODY = { to: 'dpor@nobody.test' };
  it.each<[string, RawMail, string]>([
    ['nothing proves it', { ...NO_PROOF, ...NO_DATE, ...TO_NOBODY, body: 'hello' }, 'not-authentic'],
    ['nothing proves it, and it is to nobody', { ...NO_PROOF, ...TO_NOBODY }, 'not-authentic'],
    ['nothing proves what cannot be read', { head: ['X-A: b\r\n'.repeat(20_000)] }, 'not-authentic'],
    ['it is undated', { ...NO_DATE, ...TO_NOBODY, body: 'hello' }, 'undated'],
    ['it is undated, and to nobody', { ...NO_DATE, ...TO_NOBODY }, 'undated'],
    ['it is of an unknown wording', { ...TO_NOBODY, body: 'hello' }, 'unknown-wording'],
    ['it is to nobody', TO_NOBODY, 'no-mailbox'],
  ])(
    'waits for the first reason that holds, is seen by operators and changes nothing: %s',
    async (_case, mail, why) => {
      const mailId = await deliver(mail);

      expect(await reading(mailId)).toMatchObject({ state: 'unmatched', why });
      expect(await history()).toHaveLength(0);
      expect(await countUnmatched(world.context)).toBe(1);
      expect(textOf(await press(OPERATOR, 'dpor.mails', {}))).toContain(mailId);
      expect(toldTo(OPERATOR)).toHaveLength(0);
      world.now = new Date(noon.getTime() + 5_000);
      await world.runner.drain();
      expect(toldTo(OPERATOR)).toHaveLength(1);
    },
  );

  describe('whose signature cannot be verified, since DNS', () => {
    const failing = (code: string) => () => Promise.reject(Object.assign(new Error('dns'), { code }));
    const deliverSigned = async () => deliver(await signed(rawMail({ verdict: '' })));
    /** Time goes on, attempt by attempt. */
    const attempts = async (most: number) => {
      for (let attempt = 0; attempt < most; attempt++) {
        world.now = new Date(world.now.getTime() + 3_600_000);
        await world.runner.drain();
      }
    };

    it.each(['ESERVFAIL', 'ETIMEOUT'])('gives no answer (%s), is read once it does', async (code) => {
      world.records = failing(code);
      const mailId = await deliverSigned();
      await attempts(5);
      expect(await reading(mailId)).toBeUndefined();
      world.records = keyAt();
      await attempts(1);

      expect(await stateOf(mailId)).toBe('taken');
      expect(await holder()).toBe(alpha);
    });

    it('never gives an answer, waits as not authentic after the last attempt, and its job is not dead', async () => {
      world.records = failing('ESERVFAIL');
      const mailId = await deliverSigned();
      await attempts(MAX_ATTEMPTS - 2);
      expect(await reading(mailId)).toBeUndefined();
      await attempts(1);

      expect(await stateOf(mailId)).toBe('unmatched: not-authentic');
      const jobs = await Array.fromAsync(documents.scan(JobDocument, 'program'));
      expect(jobs.filter(({ value }) => value.task.task === 'mail.handle')).toEqual([]);
    });

    it('has no such name, waits as not authentic at once', async () => {
      world.records = failing('ENOTFOUND');
      expect(await stateOf(await deliverSigned())).toBe('unmatched: not-authentic');
    });
  });

  it('to an address with a tag that is a mailbox of its own is for that one', async () => {
    await deliver({ to: 'dpor-us+fabrikam@contoso.test' });

    expect(await holder()).toBe(beta);
  });

  it('means no subscription for sure where two fit, and the one whose dates agree where one does', async () => {
    await seedOffice({ subscriptionId: SubscriptionId.parse('5b000000-0000-4000-8000-00000000000d') });
    expect(await stateOf(await deliver())).toBe('taken');
    expect(await holder()).toBe(alpha);
    expect(await stateOf(await deliver({ body: addedText({ starts: '', ends: '' }) }))).toBe(
      'unmatched: several',
    );
  });

  it.each<[string, RawMail]>([
    ['of a time to come', { date: 'Wed, 01 Jan 2031 00:00:00 +0000' }],
    ['without a date', { date: '' }],
    ['of a date that cannot be read', { date: 'Tue, 10 Smarch 2026 09:00:00 +0000' }],
    ['that forwards, its time unread', { body: `Von: Team\r\nGesendet: gestern\r\n\r\n${addedText()}` }],
  ])('%s waits, and the time of arrival is the date of nothing', async (_case, mail) => {
    expect(await stateOf(await deliver(mail))).toBe('unmatched: undated');
    expect(await history()).toHaveLength(0);
    expect(await holder()).toBeNull();
  });

  it.each<[string, string]>([
    ['with a one-digit hour', 'Tue, 10 Nov 2026 9:00:00 +0000'],
    ['as ISO 8601', '2026-11-10 09:00:00'],
    ['as C writes it', 'Tue Nov 10 09:00:00 2026'],
    ['with a year of two digits', '10 Nov 26 09:00 GMT'],
  ])('of a date written oddly is old news where newer is stored: %s', async (_case, date) => {
    await deliver({ to: 'dpor@fabrikam.test', date: 'Fri, 20 Nov 2026 10:00:00 +0000' });
    await deliver({ date });

    expect(await holder()).toBe(beta);
    expect((await history()).map(({ value }) => value.changedAt.toISOString()).toSorted()[0]).toBe(
      '2026-11-10T09:00:00.000Z',
    );
  });

  it('does not look as if it had come before, because a stranger sent its Message-ID first', async () => {
    await deliver({ messageId: '<true@microsoftonline.com>', verdict: '', body: 'hello' });
    expect(await stateOf(await deliver({ messageId: '<true@microsoftonline.com>' }))).toBe('taken');
  });
});

describe('mails and customers that an earlier release kept', () => {
  it('are taken up once', async () => {
    const other = { customerId: fourthCoffee, name: 'Wide World Importers' };
    const stored = await documents.get(CustomerDocument, PARTITION, 'customer');
    await documents.commit(PARTITION, [
      {
        op: 'replace',
        kind: CustomerDocument,
        id: 'customer',
        etag: stored?.etag ?? '',
        value: newCustomer(other),
      },
    ]);
    const raw = rawMail({ body: addedText({ organization: 'Wide World Importers' }) });
    await documents.commit(partitions.program('mail'), [
      create(MailDocument, 'mail:old', { raw: raw.toString('base64'), receivedAt: noon }),
    ]);
    await askToPickUpMails(world.context);
    await askToPickUpMails(world.context);
    await world.runner.drain();

    expect(await stateOf('old')).toBe('taken');
    expect(await holder()).toBe(alpha);
  });

  it('wait for an operator where they were to no mailbox, and are read again', async () => {
    const toNobody = await deliver({ to: 'dpor@nobody.test' });
    const unproven = await deliver({ to: 'dpor@nobody.test', verdict: '', messageId: '<other@x>' });
    const id = (mailId: string) => `reading:${mailId}`;
    for (const mailId of [toNobody, unproven]) {
      const [partition, at] = [partitions.program('mail'), id(mailId)];
      const stored = await world.store.get(partition, at);
      if (stored === undefined) throw new Error('not read');
      const body = { ...stored.body, v: 1, state: 'elsewhere', why: null };
      await world.store.commit(partition, [
        { op: 'replace', id: at, etag: stored.etag, kind: stored.kind, body },
      ]);
    }
    expect(await stateOf(toNobody)).toBe('unmatched: no-mailbox');
    await askToPickUpMails(world.context);
    await world.runner.drain();

    expect(await stateOf(toNobody)).toBe('unmatched: no-mailbox');
    expect(await stateOf(unproven)).toBe('unmatched: not-authentic');
    expect(await countUnmatched(world.context)).toBe(2);
  });
});

describe('an operator', () => {
  const unmatched = { body: addedText({ organization: 'Tailspin Toys Incorporated', starts: '2024-02-01' }) };

  it('is told once of a burst of unmatched mails, and the card follows the next one', async () => {
    for (let mail = 0; mail < 5; mail++) await deliver(unmatched);
    expect(world.said).toHaveLength(0);
    world.now = new Date(noon.getTime() + 3_000);
    await world.runner.drain();
    expect(world.said).toHaveLength(1);
    expect(JSON.stringify(world.said[0]?.activity)).toMatch(wording('mails.list.fallback', { count: 5 }));

    await deliver(unmatched);
    world.now = new Date(noon.getTime() + 9_000);
    await world.runner.drain();
    expect(world.said.map(({ update }) => update)).toEqual([false, true]);
    expect(JSON.stringify(world.said[1]?.activity)).toContain('6 mails wait');
  });

  it('is shown the only one that waits as it is, ready to be matched', async () => {
    const mailId = await deliver(unmatched);
    world.now = new Date(noon.getTime() + 3_000);
    await world.runner.drain();

    expect(world.said).toHaveLength(1);
    const card = JSON.stringify(world.said[0]?.activity);
    expect(card).toContain('Unmatched');
    expect(card).toContain(`"verb":"dpor.match","data":{"mailId":"${mailId}"`);
  });

  it('sees what was read, and matches it; of two one wins, and the other sees who did', async () => {
    const mailId = await deliver(unmatched);
    await operator(91);
    const shown = textOf(await press(OPERATOR, 'dpor.mail.show', { mailId }));
    expect(shown).toContain('Tailspin Toys Incorporated');
    expect(shown).toContain(OFFICE);

    const answers = await Promise.all([
      press(OPERATOR, 'dpor.match', { mailId, subscriptionId: OFFICE }),
      press(91, 'dpor.match', { mailId, subscriptionId: AZURE }),
    ]);
    await world.runner.drain();

    expect(await stateOf(mailId)).toBe('taken');
    expect([await holder(OFFICE), await holder(AZURE)].filter((one) => one === alpha)).toHaveLength(1);
    const winner = (await reading(mailId))?.decidedBy?.name ?? '';
    expect(answers.map(textOf).filter((text) => text.includes(`**${winner}** said so`))).toHaveLength(2);
    const rows = await Array.fromAsync(documents.scan(AuditDocument, 'program'));
    expect(rows.map(({ value }) => `${value.action} ${value.outcome}`)).toEqual(['dpor.match done']);
  });

  it('gets the same card for the same press again, and takes a mail of an unknown wording as added', async () => {
    const mailId = await deliver({ body: 'Something new.' });
    const first = await press(OPERATOR, 'dpor.match', { mailId, subscriptionId: OFFICE }, 'op');
    expect(await press(OPERATOR, 'dpor.match', { mailId, subscriptionId: OFFICE }, 'op')).toEqual(first);
    expect(await holder()).toBe(alpha);
  });

  it('says that a partner was removed, and for which of two', async () => {
    await deliver();
    const mailId = await deliver({
      to: 'dpor-us@contoso.test, both@x.test',
      body: 'Something new.',
      date: 'Mon, 23 Nov 2026 10:00:00 +0000',
    });
    const which = textOf(await press(OPERATOR, 'dpor.match', { mailId, subscriptionId: OFFICE }));
    expect(which).toMatch(wording('mails.form.error.which-partner'));
    await press(OPERATOR, 'dpor.match', {
      mailId,
      subscriptionId: OFFICE,
      partnerId: alpha,
      what: 'removed',
    });
    expect(await holder()).toBeNull();
  });

  it.each<[string, object, RegExp]>([
    ['nothing', {}, wording('mails.form.error.no-id')],
    ['no GUID', { subscriptionId: 'x' }, wording('mails.form.error.not-guid')],
    [
      'an unknown one',
      { subscriptionId: '5b000000-0000-4000-8000-0000000000ff' },
      wording('mails.form.error.no-subscription'),
    ],
  ])('gets the form back, and nothing is stored: %s', async (_case, input, error) => {
    const mailId = await deliver(unmatched);
    expect(textOf(await press(OPERATOR, 'dpor.match', { mailId, ...input }))).toMatch(error);
    expect(await stateOf(mailId)).toBe('unmatched: no-subscription');
  });

  it('names the partner of a mail to no partner’s mailbox', async () => {
    const mailId = await deliver({ to: 'dpor@nobody.test' });
    const which = textOf(await press(OPERATOR, 'dpor.match', { mailId, subscriptionId: OFFICE }));
    expect(which).toMatch(wording('mails.form.error.which-partner'));
    await press(OPERATOR, 'dpor.match', { mailId, subscriptionId: OFFICE, partnerId: beta });
    expect(await holder()).toBe(beta);
  });

  it('names no partner of their own for it', async () => {
    await operator(3);
    const mailId = await deliver({ to: 'dpor@nobody.test' });
    await press(3, 'dpor.match', { mailId, subscriptionId: OFFICE, partnerId: beta });
    expect(await stateOf(mailId)).toBe('unmatched: no-mailbox');
    expect(await holder()).toBeNull();
  });

  it('names the partner of a mail whose addresses could not be read', async () => {
    const mailId = await deliver({ head: ['X-A: b\r\n'.repeat(20_000)] });
    expect(textOf(await press(OPERATOR, 'dpor.match', { mailId, subscriptionId: OFFICE }))).toMatch(
      wording('mails.form.error.which-partner'),
    );
    const named = { mailId, subscriptionId: OFFICE, partnerId: beta };
    expect(textOf(await press(OPERATOR, 'dpor.match', named))).toMatch(wording('mails.form.error.which-day'));
    await press(OPERATOR, 'dpor.match', { ...named, sentOn: '2026-11-20' });
    expect(await holder()).toBe(beta);
  });

  it('gives the day of a mail that does not tell, and no day to come; what is newer stays', async () => {
    await deliver({ to: 'dpor@fabrikam.test', date: 'Fri, 20 Nov 2026 10:00:00 +0000' });
    const mailId = await deliver({ date: '' });
    const match = { mailId, subscriptionId: OFFICE };
    for (const sentOn of ['', '2026-11-24', 'soon', null]) {
      await press(OPERATOR, 'dpor.match', { ...match, ...(sentOn === null ? {} : { sentOn }) });
      expect(await stateOf(mailId)).toBe('unmatched: undated');
    }
    await press(OPERATOR, 'dpor.match', { ...match, sentOn: '2026-11-20' });

    expect(await stateOf(mailId)).toBe('taken');
    expect(await holder()).toBe(beta);
  });

  it('sees why a mail waits, and confirms one that nothing proves', async () => {
    const mailId = await deliver({ verdict: '' });
    expect(textOf(await press(OPERATOR, 'dpor.mails', {}))).toMatch(wording('mails.state.not-authentic'));
    expect(textOf(await press(OPERATOR, 'dpor.mail.show', { mailId }))).toMatch(
      wording('mail-reasons.not-authentic'),
    );
    await press(OPERATOR, 'dpor.match', { mailId, subscriptionId: OFFICE });

    expect(await holder()).toBe(alpha);
    expect((await history())[0]?.value.changedAt).toEqual(new Date('2026-11-23T09:05:00Z'));
  });

  it('sets a mail aside, once', async () => {
    const mailId = await deliver(unmatched);
    expect(textOf(await press(OPERATOR, 'dpor.mail.dismiss', { mailId }))).toContain('Set aside');
    expect(textOf(await press(OPERATOR, 'dpor.match', { mailId, subscriptionId: OFFICE }))).toContain(
      'Set aside',
    );
    expect(await holder()).toBeNull();
  });

  it('finds the mails in the list and in the survey, oldest first, ten a page', async () => {
    for (let mail = 0; mail < 12; mail++) {
      world.now = new Date(noon.getTime() + mail * 1_000);
      await deliver(unmatched);
    }
    await deliver({ to: 'nobody@x.test' });
    const first = await listMails(world.context, person(OPERATOR, { operator: true }));
    if (!first.ok) throw new Error('refused');
    expect(first.value).toMatchObject({ unmatched: 13 });
    expect(first.value.mails).toHaveLength(10);
    const next = await press(OPERATOR, 'dpor.mails', { after: first.value.next });
    expect(new Set(textOf(next).match(/"mailId":"[0-9a-f]{64}"/g)).size).toBe(3);
    expect(textOf(await press(OPERATOR, 'operations.show', {}))).toContain(
      `${english('operators.operations.mails')} · 13`,
    );
    const forged = await press(OPERATOR, 'dpor.mails', { after: 'no cursor of ours' });
    expect(textOf(forged)).toContain('13 unmatched');
  });

  it.each(['dpor.mails', 'dpor.mail.show', 'dpor.match', 'dpor.mail.dismiss'])(
    'is none who holds no such office, nor for a partner of one\u2019s own: %s',
    async (verb) => {
      const mailId = await deliver(unmatched);
      const data =
        verb === 'dpor.mails' ? {} : verb === 'dpor.match' ? { mailId, subscriptionId: OFFICE } : { mailId };
      const strangers = await press(3, verb, data);
      expect(strangers).toMatchObject({ refused: 'forbidden' });
      const missing = await press(OPERATOR, 'dpor.mail.show', { mailId: '0'.repeat(64) });
      expect(missing).toEqual(strangers);

      await operator(1);
      const own = await press(1, verb, data);
      if (verb === 'dpor.mails') expect(textOf(own)).not.toContain(mailId);
      else expect(own).toEqual(strangers);
      expect(await stateOf(mailId)).toBe('unmatched: no-subscription');
    },
  );

  it.each(['dpor.mails', 'dpor.mail.show', 'dpor.match', 'dpor.mail.dismiss'])(
    'is none at whose partner lies what the mail may mean: %s',
    async (verb) => {
      await deliver({ to: 'dpor@fabrikam.test', date: 'Sun, 22 Nov 2026 09:00:00 +0000' });
      expect(await holder()).toBe(beta);
      const mailId = await deliver({ verdict: '' });
      await operator(3);
      const data =
        verb === 'dpor.mails' ? {} : verb === 'dpor.match' ? { mailId, subscriptionId: AZURE } : { mailId };
      const own = await press(3, verb, data);

      if (verb === 'dpor.mails') expect(textOf(own)).not.toContain(mailId);
      else expect(own).toMatchObject({ refused: 'forbidden' });
      expect(await stateOf(mailId)).toBe('unmatched: not-authentic');
      expect(await holder(AZURE)).toBeNull();
    },
  );

  it('matches nothing that a partner of one’s own holds, whatever the mail says; anybody else does', async () => {
    const body = addedText({ service: 'Microsoft Azure', starts: '', ends: '' });
    await deliver({ to: 'dpor@fabrikam.test', date: 'Sun, 22 Nov 2026 09:00:00 +0000', body });
    expect(await holder(AZURE)).toBe(beta);
    const mailId = await deliver({ body: 'Your invoice is ready.' });
    await operator(3);
    const data = { mailId, subscriptionId: AZURE };

    expect(await press(3, 'dpor.match', data)).toMatchObject({ refused: 'forbidden' });
    expect(await stateOf(mailId)).toBe('unmatched: unknown-wording');
    expect(await holder(AZURE)).toBe(beta);
    await press(OPERATOR, 'dpor.match', data);
    expect(await holder(AZURE)).toBe(alpha);
  });

  it.each(['dpor.mails', 'dpor.mail.show', 'dpor.match', 'dpor.mail.dismiss'])(
    'is none whom a row of that partner awaits, bound to nobody yet: %s',
    async (verb) => {
      const mailId = await deliver(unmatched);
      await operator(91);
      const unbound = { aadObjectId: null, personId: null, email: person(91).email ?? '' };
      await documents.commit(partitions.partner(alpha), [
        create(ContactDocument, 'contact:FRP:unbound', contact(alpha, 91, unbound)),
      ]);
      const ids = verb === 'dpor.match' ? { mailId, subscriptionId: OFFICE } : { mailId };

      const answer = await press(91, verb, verb === 'dpor.mails' ? {} : ids);

      if (verb === 'dpor.mails') expect(textOf(answer)).not.toContain(mailId);
      else expect(answer).toMatchObject({ refused: 'forbidden' });
      expect(await stateOf(mailId)).toBe('unmatched: no-subscription');
    },
  );

  it('sees hostile names as text', async () => {
    const organization = '[x](http://evil.test) **b** ${secret} <at>all</at>';
    const mailId = await deliver({ body: addedText({ organization }), subject: '=?utf-8?B?4oCuZXZpbA==?=' });
    for (const answer of [
      await press(OPERATOR, 'dpor.mail.show', { mailId }),
      await press(OPERATOR, 'dpor.mails', {}),
    ]) {
      expect(markdownOf(answer)).not.toMatch(/\]\(http|(?<!\\)<at>|(?<!\\)\*\*b|\u202e/);
    }
  });
});
