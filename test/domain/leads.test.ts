import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  answerLead,
  LEAD_STATUSES,
  LeadMove,
  movesOf,
  settled,
  takeLead,
  type Lead,
  type LeadFacts,
} from '../../src/domain/leads/lead.ts';
import { readHook } from '../../src/domain/partner-center/hook.ts';
import { takeRelationship } from '../../src/domain/partner-center/delegation.ts';
import { takeSubscription } from '../../src/domain/partner-center/subscription.ts';
import { newSubscription } from '../../src/domain/associations/customer.ts';
import { CustomerId, SubscriptionId } from '../../src/domain/shared/ids.ts';
import { lead, leadFacts, leadIdOf, leadPartner } from '../support/leads.ts';
import { inDays, noon } from '../support/referrals.ts';
import { person } from '../support/seed.ts';

const { personId } = person(1);
const by = { by: personId, at: noon, reason: '', opId: 'one' };
const customerId = CustomerId.parse('cccccccc-0000-4000-8000-000000000001');

describe('a co-sell lead', () => {
  it.each([
    ['New', ['accept', 'decline']],
    ['Active', ['won', 'lost']],
    ['Closed', []],
  ] as const)('that is %s takes %j', (status, moves) => {
    expect(movesOf(lead(1, { status }))).toEqual(moves);
    for (const move of LeadMove.options) {
      const answered = answerLead(lead(1, { status }), { ...by, move });
      expect(answered !== undefined).toBe((moves as readonly LeadMove[]).includes(move));
    }
  });

  it('takes no second answer while one is on its way, and one again where that was not taken', () => {
    const sending = answerLead(lead(), { ...by, move: 'accept' });

    expect(sending?.answer).toMatchObject({ state: 'sending', etag: '"1"' });
    expect(sending && movesOf(sending)).toEqual([]);
    expect(sending && movesOf(settled(sending))).toEqual(['accept', 'decline']);
  });

  it('ends an answer once it stands where that leads, whoever tells of it', () => {
    const sending = answerLead(lead(), { ...by, move: 'accept' });
    const facts = leadFacts(1, { status: 'Active', substatus: 'Accepted', updatedAt: noon, etag: '"2"' });

    const taken = takeLead(sending, leadPartner, facts);
    expect(taken).toMatchObject({ status: 'Active', answer: { state: 'taken', by: personId } });
    const later = { ...facts, updatedAt: inDays(1), etag: '"3"' };
    expect(takeLead(taken, leadPartner, later)).toMatchObject({ answer: { state: 'taken' } });
    const won = { ...later, status: 'Closed', substatus: 'Won' } as const;
    expect(takeLead(taken, leadPartner, won)).toMatchObject({ answer: null });
  });

  it('that has changed takes no answer to what it was any more, whatever became of sending it', () => {
    const sending = answerLead(lead(), { ...by, move: 'accept' });
    const changed = takeLead(sending, leadPartner, leadFacts(1, { updatedAt: noon, etag: '"2"' }));

    expect(changed).toMatchObject({ status: 'New', answer: { state: 'outdated' } });
    expect(changed && movesOf(changed)).toEqual(['accept', 'decline']);
  });

  it('ends in the same state, in whatever order its changes come, and however often', () => {
    const change = fc.record({
      status: fc.constantFrom(...LEAD_STATUSES),
      hours: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 5 }),
        fc.infiniteStream(fc.nat()),
        (changes, order) => {
          // The machine leads one way: what is later is not less far.
          const rising = changes
            .toSorted((one, two) => one.hours - two.hours || indexOf(one) - indexOf(two))
            .map((one, at, all) => ({ ...one, status: furthest(all.slice(0, at + 1)) }));
          const facts = rising.map(({ status, hours }, at): LeadFacts => {
            const updatedAt = new Date(noon.getTime() + hours * 3_600_000);
            return leadFacts(1, { status, updatedAt, etag: `"${status}${hours}"`, name: `${at}` });
          });
          const last = facts.at(-1);
          const shuffled = [...facts, ...facts]
            .map((one) => ({ one, key: order.next().value }))
            .toSorted((one, two) => one.key - two.key)
            .map(({ one }) => one);
          let stored: Lead | undefined;
          for (const one of shuffled) stored = takeLead(stored, leadPartner, one) ?? stored;

          expect([stored?.status, stored?.updatedAt]).toEqual([last?.status, last?.updatedAt]);
        },
      ),
    );
  });
});

const indexOf = ({ status }: { readonly status: Lead['status'] }) => LEAD_STATUSES.indexOf(status);
const furthest = (all: readonly { readonly status: Lead['status'] }[]) =>
  LEAD_STATUSES[Math.max(...all.map(indexOf))] ?? 'New';

describe('a hook', () => {
  const body = (overrides: object = {}) => ({
    EventName: 'referral-created',
    ResourceUri: `https://api.partnercenter.microsoft.com/engagements/v1/referrals/${leadIdOf(1).toUpperCase()}`,
    ResourceName: 'referral',
    AuditUri: null,
    ResourceChangeUtcDate: '2018-02-17T00:05:39.5485487+00:00',
    ...overrides,
  });

  it('names a lead by its id alone, whatever host its address has', () => {
    const subject = { about: 'lead', leadId: leadIdOf(1) };

    expect(readHook(body())).toMatchObject({ subject });
    const elsewhere = readHook(body({ ResourceUri: `https://evil.test/x/referrals/${leadIdOf(1)}?a=/../b` }));
    expect(elsewhere).toMatchObject({ subject });
    expect(elsewhere).toMatchObject({ key: Reflect.get(readHook(body()) as object, 'key') as string });
  });

  it.each([
    ['no object', []],
    ['no event', { ...body(), EventName: undefined }],
    ['no date', body({ ResourceChangeUtcDate: 'yesterday' })],
    [
      'no id',
      body({ ResourceUri: 'https://api.partnercenter.microsoft.com/engagements/v1/referrals/../../me' }),
    ],
    ['another kind of thing', body({ EventName: 'subscription-updated' })],
  ])('with %s is none', (_case, sent) => {
    expect(readHook(sent)).toBe('invalid');
  });

  it('of another kind is passed over', () => {
    expect(readHook(body({ EventName: 'test-created' }))).toBe('ignored');
    expect(readHook(body({ EventName: 'invoice-ready' }))).toBe('ignored');
  });

  it('names a subscription of a customer, and a granular relationship', () => {
    const uri = `https://x/v1/customers/${customerId}/subscriptions/${leadIdOf(2)}`;
    expect(readHook(body({ EventName: 'subscription-updated', ResourceUri: uri }))).toMatchObject({
      subject: { about: 'subscription', customerId, subscriptionId: leadIdOf(2) },
    });
    const id = `${leadIdOf(1)}-${leadIdOf(2)}`;
    const granular = {
      EventName: 'granular-admin-relationship-terminated',
      ResourceUri: `https://x/granularAdminRelationships/${id}`,
    };
    expect(readHook(body(granular))).toMatchObject({ subject: { about: 'delegation', relationshipId: id } });
  });
});

describe('a subscription at Partner Center', () => {
  const subscriptionId = SubscriptionId.parse('5b000000-0000-4000-8000-000000000001');
  const stored = newSubscription({
    subscriptionId,
    customerId,
    product: 'office-365',
    dporPartnerId: null,
    dporChangedAt: null,
  });

  it.each([
    ['active', '2099-01-01', { status: 'active', ends: '2099-01-01' }],
    ['suspended', null, { status: 'in-grace', ends: null }],
    ['disabled', null, { status: 'expired', ends: null }],
    ['deleted', null, { status: 'cancelled', ends: null }],
  ])('that is %s', (status, ends, expected) => {
    expect(takeSubscription(stored, { status, ends })).toMatchObject(expected);
  });

  it.each([['active'], ['pending'], ['constructor']])('that is %s says nothing new', (status) => {
    expect(takeSubscription(stored, { status, ends: null })).toBeUndefined();
  });
});

describe('a granular relationship', () => {
  const active = { customerId, state: 'active', since: '2026-01-01', ends: '2027-01-01' } as const;
  const shown = { since: '2026-01-01', expires: '2027-01-01' };

  it.each([
    ['is kept', undefined, active, shown],
    ['is kept once', shown, active, undefined],
    ['is prolonged', shown, { ...active, ends: '2028-01-01' }, { ...shown, expires: '2028-01-01' }],
    [
      'that ends earlier than another is not shown',
      shown,
      { ...active, since: '2026-02-01', ends: '2026-12-01' },
      undefined,
    ],
    [
      'ends the day before it was terminated',
      shown,
      { ...active, state: 'ended' },
      { ...shown, expires: '2026-11-22' },
    ],
    [
      'that is not shown ends without a trace',
      shown,
      { ...active, state: 'ended', since: '2025-01-01' },
      undefined,
    ],
    [
      'that was only approved is none yet',
      undefined,
      { ...active, state: 'not-yet', since: null },
      undefined,
    ],
  ] as const)('%s', (_case, stored, facts, expected) => {
    expect(takeRelationship(stored, facts, '2026-11-23')).toEqual(expected);
  });
});
