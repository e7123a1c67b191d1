import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { currentOffer, type Referral } from '../../src/domain/referrals/referral.ts';
import type { Actor } from '../../src/domain/memberships/person.ts';
import { importedClaim } from '../../src/domain/claims/claim.ts';
import type { Location } from '../../src/domain/referrals/location.ts';
import { DEFAULT_POLICY } from '../../src/domain/referrals/policy.ts';
import { PartnerId, ReferralId, TenantId } from '../../src/domain/shared/ids.ts';
import { createRunner, type Runner } from '../../src/jobs/runner.ts';
import { jobHandlers } from '../../src/capabilities.ts';
import { ConnectorError } from '../../src/notifications/connector-error.ts';
import type { Connector, Outgoing } from '../../src/notifications/connector.ts';
import { createInFlight } from '../../src/notifications/in-flight.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { documentsOn, toDocument } from '../../src/store/documents.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { AuditDocument } from '../../src/usecases/audit.ts';
import type { Context } from '../../src/usecases/context.ts';
import { createQueues } from '../../src/usecases/decide-again.ts';
import { JobDocument } from '../../src/usecases/jobs.ts';
import { bindByEmail } from '../../src/usecases/memberships/bind.ts';
import { recognise } from '../../src/usecases/memberships/recognise.ts';
import { mailKey } from '../../src/usecases/memberships/person-id.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create, remove, replace, type Document, type Documents } from '../../src/usecases/ports.ts';
import { withdrawReferral } from '../../src/usecases/referrals/close.ts';
import { decideReferral } from '../../src/usecases/referrals/decide.ts';
import { findReferral } from '../../src/usecases/referrals/load.ts';
import { refreshOffer } from '../../src/usecases/referrals/tell.ts';
import { receiveReferral } from '../../src/usecases/referrals/receive.ts';
import { contosoTenant, inDays, location, noon, tailspin } from '../support/referrals.ts';
import { contact, person, seedLocation, seedPerson } from '../support/seed.ts';
import { ClaimDocument } from '../../src/usecases/claims/documents.ts';
import {
  ContactDocument,
  OperatorDocument,
  PersonDocument,
  PointerDocument,
} from '../../src/usecases/memberships/documents.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';
import { LocationDocument } from '../../src/usecases/referrals/documents.ts';

const one = PartnerId.parse('1001');
const two = PartnerId.parse('1002');
const R1 = ReferralId.parse('R-1');

let store: DocumentStore;
let documents: Documents;
let context: Context;
let runner: Runner;
let now: Date;
let sent: { readonly to: string; readonly activity: Outgoing; readonly update: boolean }[];
let fault: ConnectorError | undefined;

beforeEach(async () => {
  store = await openSqlite({ folder: ':memory:', now: () => now });
  documents = documentsOn(store);
  now = noon;
  sent = [];
  fault = undefined;
  const clock = { now: () => now };
  context = { documents, clock, queues: createQueues(), policy: DEFAULT_POLICY };
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  runner = createRunner({
    documents,
    clock,
    log,
    async *due(at, limit) {
      for await (const stored of store.due(at, limit)) yield toDocument(JobDocument, stored);
    },
    handlers: jobHandlers({
      context,
      log,
      connector: fakeConnector(),
      inFlight: createInFlight(16),
      permits: {
        line: () => 0,
        putOff: () => 1_050,
        take: () => Promise.resolve(0),
        slowDown: () => Promise.resolve(),
      },
      bot: { id: '28:bot', serviceUrl: 'https://smba.trafficmanager.net/teams/' },
      refreshes: true,
      gatherMs: 0,
      isAuthentic: () => Promise.resolve('not-proven'),
    }),
  });
});

afterEach(() => store.close());

/** Remembers what it was asked to send; answers with `fault` where one is set. */
function fakeConnector(): Connector {
  const send = (to: string, activity: Outgoing, update: boolean) => {
    if (fault !== undefined) return Promise.reject(fault);
    sent.push({ to, activity, update });
    return Promise.resolve({ activityId: `m${sent.length}` });
  };
  return {
    sendToConversation: (_url, to, activity) => send(to, activity, false),
    reply: (_url, to, _id, activity) => send(to, activity, false),
    sendTargeted: (_url, to, activity) => send(to, activity, false),
    updateActivity: (_url, to, _id, activity) => send(to, activity, true),
    deleteActivity: () => Promise.resolve(),
    createConversation: (_url, { memberId }) => Promise.resolve({ conversationId: `chat-${memberId}` }),
    getMember: () => Promise.reject(new Error('not asked')),
    getMembers: () => Promise.reject(new Error('not asked')),
  };
}

async function locationWith(
  partnerId: PartnerId,
  people: readonly number[],
  overrides: Partial<Location> = {},
) {
  await seedLocation(
    documents,
    location({ partnerId, ...overrides }),
    people.map((number) => contact(partnerId, number)),
  );
  for (const number of people) {
    await seedPerson(documents, person(number, { standings: [{ partnerId, globalId: null }] }));
  }
}

async function receive(overrides: { seats?: number; referralId?: ReferralId } = {}): Promise<Referral> {
  const referralId = overrides.referralId ?? R1;
  await receiveReferral(context, {
    referralId,
    kind: 'benefit',
    customer: {
      customerId: tailspin,
      name: 'Tailspin Toys',
      country: 'US',
      language: 'en',
      industry: 'retail',
      seats: overrides.seats ?? 1250,
      contact: { name: 'Jo Berg', email: 'jo@tailspin.test', phone: '' },
    },
    workloads: ['teams', 'exchange'],
    requestedAt: noon,
    notes: 'Soon',
  });
  await runner.drain();
  return load(referralId);
}

async function load(referralId = R1): Promise<Referral> {
  const stored = await findReferral(documents, referralId);
  if (stored === undefined) throw new Error('no referral');
  return stored.value;
}

function actor(number: number): Actor {
  const { personId, tenantId, aadObjectId, name, locale, timeZone } = person(number);
  return { personId, tenantId, aadObjectId, name, locale, timeZone };
}

function accept(number: number, opId = `op-${number}`) {
  return decideReferral(context, actor(number), { referralId: R1, part: 1 }, { verb: 'accept' }, opId);
}

function declineAs(number: number, opId = `op-${number}`) {
  const decision = { verb: 'decline', reason: 'capacity', notes: '' } as const;
  return decideReferral(context, actor(number), { referralId: R1, part: 1 }, decision, opId);
}

async function every<T>(
  kind: Parameters<typeof documents.scan<T>>[0],
  collection: string,
): Promise<Document<T>[]> {
  return Array.fromAsync(documents.scan(kind, collection));
}

const textOf = (activity: Outgoing | undefined) => JSON.stringify(activity);

describe('a referral that comes in', () => {
  it('is offered to the location in turn, for seven days, and told to its contacts', async () => {
    await locationWith(one, [1, 2]);
    await locationWith(two, [3], { received: 1 });

    const { parts } = await receive();

    expect(currentOffer(parts[0]!)).toMatchObject({
      status: 'offered',
      partnerId: one,
      respondBy: inDays(7),
    });
    expect(sent.map((message) => message.to).toSorted()).toEqual(
      [1, 2].map((n) => `chat-${actor(n).aadObjectId}`),
    );
    const stored = await documents.get(LocationDocument, partitions.directory, one);
    expect(stored?.value).toMatchObject({ received: 1, lastOfferedAt: noon });
  });

  it('shows neither the contact nor the notes before it is accepted', async () => {
    await locationWith(one, [1]);
    await receive();
    expect(textOf(sent[0]?.activity)).not.toMatch(/jo@tailspin|Jo Berg|Soon/);
    expect(textOf(sent[0]?.activity)).toContain('Tailspin Toys');
  });

  it('goes to the holder of an approved claim, whatever they have received', async () => {
    await locationWith(one, [1]);
    await locationWith(two, [3], { received: 9 });
    const claim = importedClaim({
      claimId: 'C-1',
      partnerId: two,
      customerId: tailspin,
      activity: 'osu-m365',
      target: 'teams',
      status: 'approved',
      reason: '',
      submittedAt: null,
      updatedAt: noon,
    });
    await documents.commit(partitions.customer(tailspin), [create(ClaimDocument, 'claim:C-1', claim)]);

    const { parts } = await receive();

    expect(currentOffer(parts[0]!)).toMatchObject({ partnerId: two, why: 'claim', claimed: ['teams'] });
  });

  it('below 150 seats is a Benefit referral for nobody, and the operators are told', async () => {
    await locationWith(one, [1]);
    const operator = person(9, { operator: true });
    await seedPerson(documents, operator);
    const { personId, tenantId, aadObjectId, name } = operator;
    await documents.commit(partitions.program('operators'), [
      create(OperatorDocument, 'operator:9', { personId, tenantId, aadObjectId, name, email: '' }),
    ]);

    const { parts } = await receive({ seats: 149 });

    expect(currentOffer(parts[0]!)).toMatchObject({ status: 'not-eligible', partnerId: '' });
    expect(sent.map((message) => message.to)).toEqual([`chat-${aadObjectId}`]);
  });

  it('goes to the FastTrack Center when everybody eligible is paused, and says so', async () => {
    await locationWith(one, [1], { pausedUntil: inDays(3) });
    const { parts } = await receive();
    expect(currentOffer(parts[0]!)).toMatchObject({ status: 'ftc', partnerId: 'FTC', why: 'all-paused' });
  });

  it('is offered once, however often its event is handled', async () => {
    await locationWith(one, [1]);
    await receive();
    await receive();
    expect((await load()).parts[0]?.offers).toHaveLength(1);
    expect(sent).toHaveLength(1);
  });

  it('is told to the contacts in the location’s list for its kind, where that names any', async () => {
    await locationWith(one, [1, 2], { benefitContact: ['person2@contoso.test'] });
    await receive();
    expect(sent.map((message) => message.to)).toEqual([`chat-${actor(2).aadObjectId}`]);
  });

  it('is spread evenly: 100 at once over 10 equal locations give 10 each', async () => {
    for (let index = 0; index < 10; index++) await locationWith(PartnerId.parse(String(2000 + index)), []);
    const ids = Array.from({ length: 100 }, (_none, index) => ReferralId.parse(`S-${index}`));
    await Promise.all(ids.map((referralId) => receive({ referralId })));
    await runner.drain();
    const locations = await every(LocationDocument, 'directory');
    expect(locations.map((stored) => stored.value.received)).toEqual(Array.from({ length: 10 }, () => 10));
  });
});

describe('a press', () => {
  beforeEach(async () => {
    await locationWith(one, [1, 2]);
    await locationWith(two, [3], { received: 5 });
    await receive();
  });

  it('accepts once: the second presser sees who decided', async () => {
    const first = await accept(1);
    const second = await accept(2);
    expect(first).toMatchObject({ ok: true, value: { outcome: 'done' } });
    expect(second).toMatchObject({
      ok: true,
      value: { outcome: 'stale', view: { offer: { decidedBy: { name: 'Person 1' } } } },
    });
  });

  it('delivered twice is one decision with one answer', async () => {
    await accept(1, 'same');
    expect(await accept(1, 'same')).toMatchObject({ ok: true, value: { outcome: 'done' } });
    const audits = await every(AuditDocument, 'referrals');
    expect(audits.filter(({ value }) => value.action === 'referral.accept')).toHaveLength(1);
  });

  it('of a hundred at once has one winner, and every other sees the winner', async () => {
    const presses = await Promise.all(
      Array.from({ length: 100 }, (_none, index) => accept(index % 2 === 0 ? 1 : 2, `press-${index}`)),
    );
    const outcomes = presses.map((press) => (press.ok ? press.value.outcome : 'refused'));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'stale')).toHaveLength(99);
    const audits = await every(AuditDocument, 'referrals');
    const accepts = audits.filter(({ value }) => value.action === 'referral.accept');
    expect(accepts.filter(({ value }) => value.outcome === 'done')).toHaveLength(1);
  });

  it('brings every copy of the card up to date', async () => {
    sent.length = 0;
    await accept(1);
    await runner.drain();
    expect(sent.map((message) => message.update)).toEqual([true, true]);
    expect(textOf(sent[1]?.activity)).toContain('Person 1');
  });

  it('of somebody without a role there, or on what does not exist, is refused alike and changes nothing', async () => {
    const stranger = await accept(3);
    const nothing = await decideReferral(
      context,
      actor(1),
      { referralId: ReferralId.parse('R-none'), part: 1 },
      { verb: 'accept' },
      'op',
    );
    expect(stranger).toEqual(nothing);
    expect(currentOffer((await load()).parts[0]!)?.status).toBe('offered');
  });

  it('on a Benefit referral needs a role in the FRP membership, and one that has not ended', async () => {
    const partnerId = PartnerId.parse('1003');
    const memberships: Location['memberships'] = [
      { program: 'FRP', anniversary: '2027-06-30', ends: null },
      { program: 'CM', anniversary: '2027-06-30', ends: null },
    ];
    const at = location({ partnerId, memberships, received: 0 });
    await seedLocation(documents, at, [contact(partnerId, 11), contact(partnerId, 12, { program: 'CM' })]);
    for (const number of [11, 12]) {
      await seedPerson(documents, person(number, { standings: [{ partnerId, globalId: null }] }));
    }
    await declineAs(1);
    await runner.drain();
    expect(currentOffer((await load()).parts[0]!)?.partnerId).toBe(partnerId);
    expect(await accept(12)).toMatchObject({ ok: false });
    const ended = memberships.map((membership) => ({ ...membership, ends: '2026-11-22' }));
    const change = async (value: Location['memberships']) => {
      const found = await documents.get(LocationDocument, partitions.directory, partnerId);
      if (found === undefined) throw new Error('no location');
      const next = { ...found.value, memberships: value };
      await documents.commit(partitions.directory, [replace(LocationDocument, found, next)]);
    };
    await change(ended);
    expect(await accept(11)).toMatchObject({ ok: false });
    await change(memberships);
    expect(await accept(11)).toMatchObject({ ok: true, value: { outcome: 'done' } });
  });

  it('to decline offers the part to another location, never again to the one that let it go', async () => {
    await declineAs(1);
    await runner.drain();
    expect((await load()).parts[0]?.offers.map(({ partnerId, status }) => [partnerId, status])).toEqual([
      [one, 'declined'],
      [two, 'offered'],
    ]);
    await declineAs(3);
    await runner.drain();
    expect(currentOffer((await load()).parts[0]!)).toMatchObject({ status: 'ftc', why: 'nobody-eligible' });
  });

  it('at the deadline comes too late, and the part moves on', async () => {
    now = inDays(7);
    expect(await accept(1)).toMatchObject({
      ok: true,
      value: { outcome: 'stale', view: { offer: { status: 'timed-out' } } },
    });
    await runner.drain();
    expect(currentOffer((await load()).parts[0]!)).toMatchObject({ status: 'offered', partnerId: two });
  });

  it('of an old card shows what became of that offer', async () => {
    await declineAs(1);
    await runner.drain();
    const old = await decideReferral(
      context,
      actor(2),
      { referralId: R1, part: 1, offer: 1 },
      { verb: 'accept' },
      'late',
    );
    expect(old).toMatchObject({
      ok: true,
      value: { outcome: 'stale', view: { offer: { status: 'declined' } } },
    });
  });
});

describe('what happens later', () => {
  it('times an offer out when nobody answers, once', async () => {
    await locationWith(one, [1]);
    await receive();
    now = inDays(7);
    await runner.drain();
    await runner.drain();
    const audits = await every(AuditDocument, 'referrals');
    expect(audits.filter(({ value }) => value.action === 'referral.time-out')).toHaveLength(1);
    expect(currentOffer((await load()).parts[0]!)?.status).toBe('ftc');
  });

  it('withdraws what is offered or accepted and tells the location', async () => {
    await locationWith(one, [1]);
    await receive();
    await accept(1);
    await runner.drain();
    sent.length = 0;
    const withdrawn = { referralId: R1, reason: 'moved on' };
    expect(await withdrawReferral(context, withdrawn, 'e1')).toBe('withdrawn');
    expect(await withdrawReferral(context, withdrawn, 'e2')).toBe('nothing');
    await runner.drain();
    expect(textOf(sent[0]?.activity)).toContain('Withdrawn');
  });

  it('tells somebody known by address alone as soon as they are bound', async () => {
    const unbound = contact(one, 5, { aadObjectId: null, personId: null });
    await seedLocation(documents, location({ partnerId: one }), [unbound]);
    const key = mailKey(contosoTenant, unbound.email);
    await documents.commit(partitions.pointer('mail', key), [
      create(PointerDocument, `${one}:FRP`, { to: one }),
    ]);
    await receive();
    expect(sent).toEqual([]);
    await seedPerson(documents, person(5));

    const bound = await bindByEmail(context, person(5), 'Person5@contoso.test');
    await runner.drain();

    expect(bound.standings).toEqual([{ partnerId: one, globalId: '9000' }]);
    expect(sent).toHaveLength(1);
  });

  it('binds a further row by address when somebody known already says hello, and changes nothing after', async () => {
    await locationWith(one, [5]);
    await seedLocation(documents, location({ partnerId: two }), [
      contact(two, 5, { aadObjectId: null, personId: null }),
    ]);
    const key = mailKey(contosoTenant, 'person5@contoso.test');
    await documents.commit(partitions.pointer('mail', key), [
      create(PointerDocument, `${two}:FRP`, { to: two }),
    ]);
    const { tenantId, aadObjectId } = person(5);
    const sighting = { tenantId, aadObjectId, name: 'Person 5', locale: undefined, timeZone: undefined };
    const hello = (greets: boolean) =>
      recognise(context, { ...sighting, conversation: undefined }, undefined, greets, () =>
        Promise.reject(new Error('known by import')),
      );

    expect((await hello(false)).standings.map((standing) => standing.partnerId)).toEqual([one]);
    expect((await hello(true)).standings.map((standing) => standing.partnerId)).toEqual([one, two]);
    const before = await every(PersonDocument, 'people');
    await hello(true);
    expect(await every(PersonDocument, 'people')).toEqual(before);
  });

  it('does not bind an address of another tenant', async () => {
    const unbound = contact(one, 5, { aadObjectId: null, personId: null });
    await seedLocation(documents, location({ partnerId: one }), [unbound]);
    const stranger = {
      ...person(6),
      tenantId: TenantId.parse('99999999-9999-4999-8999-999999999999'),
    };
    expect((await bindByEmail(context, stranger, unbound.email)).standings).toEqual([]);
  });

  it('binds a row of one’s own tenant only, where two tenants share an address', async () => {
    const other = TenantId.parse('99999999-9999-4999-8999-999999999999');
    const unbound = { aadObjectId: null, personId: null, email: 'shared@contoso.test' };
    const mine = contact(one, 5, unbound);
    const theirs = contact(one, 6, { ...unbound, tenantId: other, program: 'CM' });
    await seedLocation(documents, location({ partnerId: one }), [mine, theirs]);
    const key = mailKey(contosoTenant, unbound.email);
    await documents.commit(partitions.pointer('mail', key), [
      create(PointerDocument, `${one}:FRP`, { to: one }),
    ]);
    await seedPerson(documents, person(5));
    await bindByEmail(context, person(5), unbound.email);
    const contacts = await every(ContactDocument, 'partners');
    expect(contacts.map(({ value }) => [value.tenantId, value.personId]).toSorted()).toEqual(
      [
        [contosoTenant, person(5).personId],
        [other, null],
      ].toSorted(),
    );
  });

  it('tells nobody whose right has gone since', async () => {
    await locationWith(one, [1, 2]);
    const gone = await documents.get(
      ContactDocument,
      partitions.partner(one),
      `contact:FRP:${actor(2).aadObjectId}`,
    );
    fault = new ConnectorError({ status: 429, code: 'http-429', retryAfterMs: 30_000, phase: 'answered' });
    await receive();
    fault = undefined;
    if (gone !== undefined) await documents.commit(partitions.partner(one), [remove(gone)]);
    now = new Date(noon.getTime() + 30_000);
    await runner.drain();
    expect(sent.map((message) => message.to)).toEqual([`chat-${actor(1).aadObjectId}`]);
    const states = (await every(NoticeDocument, 'people')).map(({ value }) => value.state);
    expect(states.toSorted()).toEqual(['dead', 'sent']);
  });

  it('updates a card once for a change, however often it is asked to', async () => {
    await locationWith(one, [1]);
    await receive();
    await accept(1);
    await runner.drain();
    sent.length = 0;
    await refreshOffer(context, { referralId: R1, part: 1, round: 1 });
    await runner.drain();
    expect(sent).toEqual([]);
  });

  it('takes what was being sent when its process died for perhaps delivered', async () => {
    await locationWith(one, [1]);
    fault = new ConnectorError({ status: 429, code: 'http-429', retryAfterMs: 30_000, phase: 'answered' });
    await receive();
    fault = undefined;
    const [notice] = await every(NoticeDocument, 'people');
    if (notice === undefined) throw new Error('no notice');
    const sending = { ...notice.value, state: 'sending', notBefore: null } as const;
    await documents.commit(notice.partition, [replace(NoticeDocument, notice, sending)]);
    now = new Date(noon.getTime() + 30_000);
    await runner.drain();
    expect(sent).toEqual([]);
    expect((await every(NoticeDocument, 'people'))[0]?.value.state).toBe('uncertain');
    now = new Date(noon.getTime() + 90_000);
    await runner.drain();
    expect(sent).toHaveLength(1);
  });

  it('leaves a person alone who answers 403, and tells them when they are heard of again', async () => {
    await locationWith(one, [1]);
    fault = new ConnectorError({ status: 403, code: 'MessageWritesBlocked', phase: 'answered' });
    await receive();
    const notices = await every(NoticeDocument, 'people');
    expect(notices.map(({ value }) => [value.state, value.lastStatus])).toEqual([['unreachable', 403]]);
    const stored = await every(PersonDocument, 'people');
    expect(stored[0]?.value.unreachable).toEqual({ since: noon, status: 403 });
  });

  it('does not send again at once what may have been delivered', async () => {
    await locationWith(one, [1]);
    fault = new ConnectorError({ status: 502, code: 'http-502', phase: 'answered' });
    await receive();
    fault = undefined;
    await runner.drain();
    expect(sent).toEqual([]);
    expect((await every(NoticeDocument, 'people'))[0]?.value.state).toBe('uncertain');
    now = new Date(noon.getTime() + 60_000);
    await runner.drain();
    expect(sent).toHaveLength(1);
    expect((await every(NoticeDocument, 'people'))[0]?.value).toMatchObject({ state: 'sent', shown: 1 });
  });

  it('waits as long as the connector asks before it tries again', async () => {
    await locationWith(one, [1]);
    fault = new ConnectorError({ status: 429, code: 'http-429', retryAfterMs: 30_000, phase: 'answered' });
    await receive();
    fault = undefined;
    now = new Date(noon.getTime() + 29_999);
    await runner.drain();
    expect(sent).toEqual([]);
    now = new Date(noon.getTime() + 30_000);
    await runner.drain();
    expect(sent).toHaveLength(1);
  });
});
