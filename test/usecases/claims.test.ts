import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Subscription } from '../../src/domain/associations/customer.ts';
import type { Contact } from '../../src/domain/memberships/contact.ts';
import { PartnerId, SubscriptionId, TenantId } from '../../src/domain/shared/ids.ts';
import { catchUpClaims, catchUpQueue } from '../../src/usecases/claims/telling/catch-up.ts';
import { takeCustomerResponse } from '../../src/usecases/claims/review/customer-responded.ts';
import { subscriptionChangedJob } from '../../src/usecases/claims/review/subscription.ts';
import { viewClaim } from '../../src/usecases/claims/shown/view.ts';
import { acceptEvents } from '../../src/usecases/events/accept.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create, replace } from '../../src/usecases/ports.ts';
import { claimWorld, type ClaimWorld, type Move } from '../support/claims.ts';
import { actorOf } from '../support/referral-world.ts';
import { before, inDays, noon, tailspin } from '../support/referrals.ts';
import { contact, person, seedPerson } from '../support/seed.ts';
import { SubscriptionDocument } from '../../src/usecases/associations/documents.ts';
import { ContactDocument, OperatorDocument } from '../../src/usecases/memberships/documents.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';
import { english, wording } from '../support/wording.ts';
import { countingDocuments } from '../support/counting-documents.ts';

const two = { partnerId: PartnerId.parse('1002'), claimId: 'C-2' };

let world: ClaimWorld;
beforeEach(async () => {
  world = await claimWorld();
});
afterEach(() => world.close());

async function later(days: number): Promise<void> {
  world.now = inDays(days);
  await world.runner.drain();
}

describe('a submitted claim', () => {
  it('is reviewed, asked about, sent again and approved, with an audit row a step', async () => {
    await world.submit(1);

    expect(await world.move(90, 'C-1', ['ask'])).toBe('done');
    expect(await world.move(1, 'C-1', ['resubmit'])).toBe('done');
    expect(await world.move(90, 'C-1', ['approve'])).toBe('done');

    const claim = await world.claim('C-1');
    expect(claim).toMatchObject({ status: 'approved', reason: '', approvedAt: noon, dueAt: null });
    expect(await world.target('exchange')).toMatchObject({
      holder: { partnerId: '1001', claimIds: ['C-1'], since: noon },
    });
    const rows = await world.claimAudits();
    expect(rows.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'claim.submit done',
      'claim.review done',
      'claim.resubmit done',
      'claim.review done',
    ]);
  });

  it('holds twenty files over its life, from however many hands they come', async () => {
    const from = (first: number, count: number) => Array.from({ length: count }, (_, at) => first + at);
    await world.submit(1);
    await world.move(90, 'C-1', ['ask']);
    expect(await world.move(1, 'C-1', ['resubmit', { files: from(0, 12) }])).toBe('done');
    await world.move(90, 'C-1', ['ask']);

    expect(await world.move(1, 'C-1', ['resubmit', { files: from(20, 9) }])).toBe('too-much-evidence');
    expect(await world.move(1, 'C-1', ['resubmit', { files: from(20, 8) }])).toBe('done');
    await world.move(90, 'C-1', ['ask']);
    expect(await world.move(1, 'C-1', ['resubmit', { evidence: [60] }])).toBe('done');
  });

  it('goes through its deadlines by itself', async () => {
    await world.submit(1);

    await later(6);
    expect(await world.claim('C-1')).toMatchObject({ status: 'submitted' });
    await later(7);
    expect(await world.claim('C-1')).toMatchObject({ status: 'under-review', escalatedAt: null });
    await later(60);

    const claim = await world.claim('C-1');
    expect(claim).toMatchObject({ status: 'under-review', escalatedAt: inDays(60) });
    expect(claim.steps.map(({ verb }) => verb)).toEqual([
      'claim.submit',
      'claim.review-begins',
      'claim.review-overdue',
    ]);
  });
});

describe('opening a claim', () => {
  it('takes its location seven reads, and one more once an operator has moved it', async () => {
    await world.submit(1);
    let reads = 0;
    const counted = countingDocuments(world.context.documents, () => reads++);
    const context = { ...world.context, documents: counted };

    expect(await viewClaim(context, actorOf(1), 'C-1')).toMatchObject({ ok: true, value: { as: 'partner' } });
    expect(reads).toBe(7);
    await world.move(90, 'C-1', ['ask']);
    reads = 0;
    const moved = await viewClaim(context, actorOf(1), 'C-1');
    expect(reads).toBe(8);
    expect(moved.ok && moved.value.names.size).toBeGreaterThan(1);
  });
});

describe('the copies of what was told of a claim', () => {
  const ASKED = wording('claims.asked');
  const messages = () =>
    world.said.map(({ update, activity }) => ({ update, text: JSON.stringify(activity) }));

  it('follow the claim, and say no more what is no news any more', async () => {
    await world.submit(1);
    await world.move(90, 'C-1', ['ask']);
    await world.runner.drain();
    const asked = messages();
    expect(asked.filter(({ text }) => ASKED.test(text))).toMatchObject([{ update: false }]);

    await world.move(1, 'C-1', ['resubmit']);
    await world.runner.drain();
    const [copy, ...others] = messages().slice(asked.length);
    expect(others).toEqual([]);
    expect(copy?.update).toBe(true);
    expect(copy?.text).toMatch(wording('claims.state.under-review'));
    expect(copy?.text).not.toMatch(ASKED);
  });

  it('of a contest follow its end, at both partners and the operators', async () => {
    await world.submit(1);
    await world.move(90, 'C-1', ['approve']);
    await world.submit(2, two);
    await world.runner.drain();
    const before = messages().length;

    await world.move(90, 'C-2', ['approve', { comment: 'More recent proof' }]);
    await world.runner.drain();

    const updates = messages()
      .slice(before)
      .filter(({ update }) => update);
    // Of C-1 its approval and the contest, of C-2 the contest, and of that each operator's card.
    expect(updates).toHaveLength(5);
    for (const { text } of updates) {
      expect(text).not.toMatch(wording('claims.contest.holder'));
      expect(text).not.toMatch(wording('claims.contest.claimant'));
      expect(text).not.toMatch(wording('claim-notices.review.contest'));
    }
  });
});

describe('two partners on one target', () => {
  it('contest it, and who is approved ends the other', async () => {
    await world.submit(1);
    await world.move(90, 'C-1', ['approve']);
    await world.submit(2, two);

    expect(await world.claim('C-1')).toMatchObject({ status: 'approved', contest: { since: noon } });
    expect(await world.move(90, 'C-2', ['approve', { comment: ' \u0000\u200b' }])).toBe('comment-required');
    expect(await world.move(90, 'C-2', ['approve', { comment: 'More recent proof' }])).toBe('done');

    expect(await world.claim('C-1')).toMatchObject({
      status: 'rejected',
      reason: 'superseded',
      supersededBy: '1002',
      contest: null,
    });
    expect(await world.claim('C-2')).toMatchObject({ status: 'approved', contest: null });
    expect((await world.target('exchange')).holder).toMatchObject({ partnerId: '1002', claimIds: ['C-2'] });
  });
});

describe('the customer', () => {
  it('consents by silence once the opt-out days are over', async () => {
    await world.submit(1);
    await world.move(90, 'C-1', ['tell', { toldOn: '2026-11-23' }]);

    expect(await world.claim('C-1')).toMatchObject({ optOutUntil: '2026-11-30', consent: null });
    world.now = new Date('2026-11-30T23:59:00.000Z');
    await world.runner.drain();
    expect(await world.claim('C-1')).toMatchObject({ consent: null });
    world.now = new Date('2026-12-01T12:00:00.000Z');
    await world.runner.drain();

    expect(await world.claim('C-1')).toMatchObject({ consent: { answer: 'silent' } });
  });

  it.each(['accepted', 'declined'] as const)('answers an approved claim: %s', async (consent) => {
    await world.submit(1);
    await world.move(90, 'C-1', ['approve']);
    const event = { claimId: 'C-1', consent, respondedAt: noon };

    expect(await takeCustomerResponse(world.context, event, 'e-1')).toBe('taken');
    expect(await takeCustomerResponse(world.context, event, 'e-1')).toBe('taken');

    const { status, reason, consent: said, steps } = await world.claim('C-1');
    const expected = consent === 'declined' ? ['rejected', 'customer-declined'] : ['approved', ''];
    expect([status, reason]).toEqual(expected);
    expect(said).toEqual({ answer: consent, at: noon });
    expect(steps.filter(({ by }) => by === 'event')).toHaveLength(1);
    expect((await world.target('exchange')).holder === null).toBe(consent === 'declined');
  });

  it('is not heard for an older answer, nor for a claim that is over or unknown', async () => {
    await world.submit(1);
    const answer = (consent: 'accepted' | 'declined', respondedAt: Date, id: string, claimId = 'C-1') =>
      takeCustomerResponse(world.context, { claimId, consent, respondedAt }, id);

    await answer('accepted', noon, 'e-1');
    expect(await answer('declined', inDays(-1), 'e-2')).toBe('refused');
    expect(await answer('declined', inDays(1), 'e-3')).toBe('taken');
    expect(await answer('accepted', inDays(2), 'e-4')).toBe('refused');
    expect(await answer('accepted', noon, 'e-5', 'C-9')).toBe('unknown');
    expect(await answer('accepted', noon, 'e-6', '../C-1')).toBe('unknown');
  });
});

describe('an event about a claim', () => {
  const declined = (id: string, claimId: string) => ({
    id,
    source: '/customers',
    type: 'porter.claim.customer-responded' as const,
    time: null,
    data: { claimId, consent: 'declined', respondedAt: noon.toISOString() },
  });

  it('that comes first waits for the claim; one that never comes is refused in the audit', async () => {
    await acceptEvents(world.context, [declined('1', 'C-1'), declined('2', 'C-9')]);
    await world.runner.drain();
    await world.submit(1);
    world.now = new Date(noon.getTime() + 2_000);
    await world.runner.drain();
    world.now = new Date(noon.getTime() + 60_000);
    await world.runner.drain();

    expect(await world.claim('C-1')).toMatchObject({ status: 'rejected', reason: 'customer-declined' });
    const rows = await world.claimAudits();
    expect(rows.filter(({ actor }) => actor === 'event')).toMatchObject([
      { action: 'claim.customer-responded', subject: 'C-1', outcome: 'done' },
      { action: 'claim.customer-responded', subject: 'C-9', outcome: 'refused' },
    ]);
  });
});

describe('deadlines, with the process down over them', () => {
  it('end an unanswered question as a rejection, once, before any late press', async () => {
    await world.submit(1);
    await world.move(90, 'C-1', ['ask']);
    world.now = new Date('2026-12-11T12:00:00.000Z');

    expect(await world.move(1, 'C-1', ['resubmit'])).toBe('stale');
    await world.runner.drain();
    await world.runner.drain();

    const claim = await world.claim('C-1');
    expect(claim).toMatchObject({ status: 'rejected', reason: 'no-response' });
    expect(claim.steps.filter(({ verb }) => verb === 'claim.no-response')).toHaveLength(1);
  });

  it('are met up to their last millisecond', async () => {
    await world.submit(1);
    await world.move(90, 'C-1', ['ask']);
    world.now = new Date('2026-12-11T11:59:59.999Z');

    expect(await world.move(1, 'C-1', ['resubmit'])).toBe('done');
  });

  it('let the review begin and run over without deciding, though nobody looked for months', async () => {
    await world.submit(1);
    world.now = inDays(120);

    await world.runner.drain();

    const { status, steps } = await world.claim('C-1');
    expect(status).toBe('under-review');
    expect(steps.map(({ verb }) => verb)).toEqual([
      'claim.submit',
      'claim.review-begins',
      'claim.review-overdue',
    ]);
    expect(await world.move(90, 'C-1', ['approve'])).toBe('done');
  });

  it.each([
    [inDays(30), 'dispute-over'],
    [before(inDays(30)), 'done'],
  ])('a dispute at %p is %s', async (at, outcome) => {
    await world.submit(1);
    await world.move(90, 'C-1', ['reject']);
    world.now = at;
    await world.runner.drain();

    expect(await world.move(1, 'C-1', ['dispute'])).toBe(outcome);
  });

  it('a dispute is answered for good, and there is no second', async () => {
    await world.submit(1);
    await world.move(90, 'C-1', ['reject']);
    await world.move(1, 'C-1', ['dispute']);

    expect(await world.move(90, 'C-1', ['ask'])).toBe('stale');
    expect(await world.move(90, 'C-1', ['reject'])).toBe('done');
    expect(await world.claim('C-1')).toMatchObject({ status: 'rejected-final', reason: 'insufficient-poe' });
    expect(await world.move(1, 'C-1', ['dispute'])).toBe('stale');
  });
});

describe('a claim on a subscription', () => {
  const subscriptionId = SubscriptionId.parse('5b000000-0000-4000-8000-000000000001');
  const subscription = (overrides: Partial<Subscription> = {}): Subscription => ({
    subscriptionId,
    customerId: tailspin,
    product: 'dynamics-365',
    workloads: [],
    licensing: 'EA',
    status: 'active',
    starts: '2026-01-01',
    ends: '2027-01-31',
    seats: 10,
    dporPartnerId: null,
    cspPartnerId: null,
    dporChangedAt: null,
    ...overrides,
  });
  beforeEach(async () => {
    await world.context.documents.commit(partitions.customer(tailspin), [
      create(SubscriptionDocument, `subscription:${subscriptionId}`, subscription()),
    ]);
    await world.submit(1, { activity: 'osa', target: subscriptionId });
    await world.move(90, 'C-1', ['approve']);
  });

  it.each([
    ['2027-01-31T23:59:59.999Z', 'approved'],
    ['2027-02-01T00:00:00.000Z', 'rejected'],
  ])('is at %s %s', async (at, status) => {
    world.now = new Date(at);
    await world.runner.drain();

    expect(await world.claim('C-1')).toMatchObject({
      status,
      reason: status === 'approved' ? '' : 'subscription-ended',
    });
  });

  it('is watched by a job that waits for a date, which is no late work', async () => {
    for (const days of [0, 1, 30, 60]) {
      world.now = inDays(days);
      await world.runner.drain();

      const late = { pending: 0, oldestPendingSeconds: 0, dead: 0 };
      expect(await world.store.backlog(new Date(world.now.getTime() + 6_000))).toEqual(late);
    }
    expect(await world.claim('C-1')).toMatchObject({ status: 'approved' });
  });

  it('ends as soon as an import says that the subscription is over, and stays while it is in grace', async () => {
    const { documents } = world.context;
    const partition = partitions.customer(tailspin);
    const change = async (status: Subscription['status'], ends: string) => {
      const stored = await documents.get(SubscriptionDocument, partition, `subscription:${subscriptionId}`);
      if (stored === undefined) throw new Error('no subscription');
      await documents.commit(partition, [
        replace(SubscriptionDocument, stored, subscription({ status, ends })),
        subscriptionChangedJob(stored.value, world.now),
      ]);
      await world.runner.drain();
    };

    await change('in-grace', '2026-10-31');
    expect(await world.claim('C-1')).toMatchObject({ status: 'approved' });
    await change('cancelled', '2027-01-31');
    expect(await world.claim('C-1')).toMatchObject({ status: 'rejected', reason: 'subscription-ended' });
    expect(await world.move(1, 'C-1', ['dispute'])).toBe('not-disputable');
    expect(await world.submit(1, { claimId: 'C-2', activity: 'osa', target: subscriptionId })).toBe(
      'submitted',
    );
  });

  it('stands beside another activity of the same partner, but not twice, nor beside what it brings', async () => {
    const again = (claimId: string, activity: 'osa' | 'revrec' | 'osu-bizapps') =>
      world.submit(1, { claimId, activity, target: subscriptionId });

    expect(await again('C-2', 'osa')).toBe('already-claimed');
    expect(await again('C-3', 'revrec')).toBe('already-claimed');
    expect(await again('C-4', 'osu-bizapps')).toBe('submitted');
    expect(await world.claim('C-1')).toMatchObject({ contest: null });
    await world.move(90, 'C-4', ['approve']);
    expect((await world.target(subscriptionId)).holder?.claimIds).toEqual(['C-1', 'C-4']);
    await world.move(1, 'C-1', ['withdraw']);
    expect((await world.target(subscriptionId)).holder?.claimIds).toEqual(['C-4']);
  });
});

describe('a press', () => {
  it('delivered twice is one decision; another that comes later is told who was first', async () => {
    await world.submit(1);

    expect(await world.move(90, 'C-1', ['approve'], 'op-1')).toBe('done');
    expect(await world.move(90, 'C-1', ['approve'], 'op-1')).toBe('done');
    expect(await world.move(91, 'C-1', ['reject'], 'op-2')).toBe('stale');

    const rows = await world.claimAudits();
    expect(rows.filter(({ action }) => action === 'claim.review').map(({ outcome }) => outcome)).toEqual([
      'done',
      'stale',
    ]);
  });

  it.each<[string, number, Move]>([
    ['an operator verb by the claiming partner', 1, ['approve']],
    ['telling the customer by the claiming partner', 1, ['tell']],
    ['a partner verb by an operator', 90, ['withdraw']],
    ['a partner verb by another partner', 2, ['withdraw']],
    ['a role there without an incentive role', 3, ['withdraw']],
    ['somebody nobody knows', 77, ['approve']],
    ['an operator with a role at the claiming partner', 92, ['approve']],
    ['an operator with a role at a partner that contests', 93, ['approve']],
    ['an operator whom a row of the claiming partner awaits', 94, ['approve']],
    ['telling the customer by an operator whom a row of the claiming partner awaits', 94, ['tell']],
    ['an operator whose address a partner that contests lists in another tenant', 95, ['approve']],
  ])('is refused and changes nothing: %s', async (_case, who, move) => {
    await world.locationWith(PartnerId.parse('1003'), [3], {}, {});
    await alsoOperator(world, 92, '1001');
    await alsoOperator(world, 93, '1002');
    const unbound = { aadObjectId: null, personId: null };
    await alsoOperator(world, 94, '1001', unbound);
    const tenantId = TenantId.parse('99999999-9999-4999-8999-999999999999');
    await alsoOperator(world, 95, '1002', { ...unbound, tenantId });
    await world.submit(1);
    await world.submit(2, two);
    const before = await world.claims();

    expect(await world.move(who, 'C-1', move)).toBe('forbidden');
    expect(await world.move(who, 'C-404', move)).toBe('forbidden');

    expect(await world.claims()).toEqual(before);
  });
});

describe('somebody known only now', () => {
  it('at a location is told of the claims that wait for its answer, an operator of the queue', async () => {
    await world.submit(1);
    await world.submit(1, { claimId: 'C-2', target: 'intune' });
    await world.move(90, 'C-1', ['ask']);
    await world.runner.drain();
    world.said.length = 0;
    const { documents } = world.context;
    await seedPerson(documents, person(5));
    await documents.commit(partitions.partner(PartnerId.parse('1001')), [
      create(
        ContactDocument,
        'contact:FRP:5',
        contact(PartnerId.parse('1001'), 5, { incentiveRole: 'incentive-user' }),
      ),
    ]);

    await catchUpClaims(world.context, { personId: person(5).personId, partnerId: PartnerId.parse('1001') });
    await catchUpQueue(world.context, person(90).personId);
    await world.runner.drain();

    expect(world.said.map(({ activity }) => activity.summary).toSorted()).toEqual([
      english('claims.queue.summary', { count: 1 }),
      'CPOR claim C-1, Tailspin Toys: Your answer',
    ]);
  });
});

describe('what is read of a claim', () => {
  it('holds nothing of the other partners for a partner, in a contest or after it', async () => {
    await world.submit(1);
    await world.submit(2, two);
    const views = await Promise.all([
      viewClaim(world.context, person(1), 'C-1'),
      viewClaim(world.context, person(90), 'C-1'),
    ]);

    expect(views.map((view) => view.ok && view.value.rivals.length)).toEqual([0, 1]);
    expect(views.map((view) => view.ok && view.value.customerLanguage)).toEqual(['en', 'en']);
  });
});

describe('fifty partners that claim one workload while two operators approve different ones', () => {
  it('leave one holder, and forty-nine who are told', async () => {
    const numbers = Array.from({ length: 50 }, (_none, index) => 100 + index);
    for (const number of numbers) {
      await world.locationWith(
        PartnerId.parse(`2${number}`),
        [number],
        {},
        { incentiveRole: 'incentive-admin' },
      );
    }
    const claimed = numbers.map((number) =>
      world.submit(number, {
        claimId: `C-${number}`,
        partnerId: PartnerId.parse(`2${number}`),
        evidence: [],
      }),
    );
    expect(await Promise.all(claimed)).toEqual(numbers.map(() => 'submitted'));

    const pressed = await Promise.all([
      world.move(90, 'C-110', ['approve']),
      world.move(91, 'C-140', ['approve']),
    ]);
    await world.runner.drain();

    expect(pressed.toSorted()).toEqual(['done', 'stale']);
    const claims = await world.claims();
    const approved = claims.filter(({ status }) => status === 'approved');
    const lost = claims.filter(({ status, reason }) => status === 'rejected' && reason === 'superseded');
    expect([approved.length, lost.length]).toEqual([1, 49]);
    expect(await world.target('exchange')).toMatchObject({
      holder: { partnerId: approved[0]?.partnerId },
      losses: [],
    });
    const notices = await Array.fromAsync(world.context.documents.scan(NoticeDocument, 'people'));
    const told = notices.filter(
      ({ value: { subject } }) => subject.kind === 'claim-news' && subject.about === 'decided',
    );
    expect(new Set(told.map(({ value }) => value.personId)).size).toBe(50);
    const contests = notices.filter(({ value: { subject } }) => subject.kind === 'claim-review');
    expect(contests).toHaveLength(2);
  });
});

/** An operator who also stands on a location's roster. */
async function alsoOperator(
  { context }: ClaimWorld,
  number: number,
  partnerId: string,
  entry: Partial<Contact> = {},
): Promise<void> {
  const at = PartnerId.parse(partnerId);
  const { personId, tenantId, aadObjectId, name } = person(number);
  await seedPerson(
    context.documents,
    person(number, {
      operator: true,
      standings: entry.personId === null ? [] : [{ partnerId: at, globalId: null }],
    }),
  );
  await context.documents.commit(partitions.program('operators'), [
    create(OperatorDocument, `operator:${aadObjectId}`, { personId, tenantId, aadObjectId, name, email: '' }),
  ]);
  await context.documents.commit(partitions.partner(at), [
    create(ContactDocument, `contact:FRP:${aadObjectId}`, contact(at, number, entry)),
  ]);
}
