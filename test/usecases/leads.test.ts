import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Lead, LeadFacts, LeadId } from '../../src/domain/leads/lead.ts';
import { newSubscription } from '../../src/domain/associations/customer.ts';
import { CustomerId, PartnerId, SubscriptionId } from '../../src/domain/shared/ids.ts';
import { SubscriptionDocument } from '../../src/usecases/associations/documents.ts';
import { RowDocument } from '../../src/usecases/imports/documents.ts';
import { rowId } from '../../src/usecases/imports/row-id.ts';
import { answerLeadOf } from '../../src/usecases/leads/answer.ts';
import { LeadDocument } from '../../src/usecases/leads/documents.ts';
import { shownLead } from '../../src/usecases/leads/find.ts';
import { countLeads } from '../../src/usecases/leads/list.ts';
import { askToReadLeads } from '../../src/usecases/leads/read.ts';
import { acceptHook } from '../../src/usecases/partner-center/accept-hook.ts';
import { JobDocument } from '../../src/usecases/jobs.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create } from '../../src/usecases/ports.ts';
import { TallyDocument } from '../../src/usecases/referrals/documents.ts';
import { leadFacts, leadIdOf, leadPartner } from '../support/leads.ts';
import { playedPartnerCenter, type PlayedPartnerCenter } from '../support/partner-center.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { noon } from '../support/referrals.ts';

const MINUTE = 60_000;
const rival = PartnerId.parse('1002');

let world: ReferralWorld;
let partnerCenter: PlayedPartnerCenter;

beforeEach(begin);
afterEach(() => world.close());

async function begin() {
  partnerCenter = playedPartnerCenter(() => world.now);
  world = await referralWorld(noon, { partnerCenter });
  await world.locationWith(leadPartner, [1, 2]);
  await world.locationWith(rival, [3]);
}

async function after(ms: number) {
  world.now = new Date(world.now.getTime() + ms);
  await world.runner.drain();
}

let changes = 0;
const hook = (leadId: LeadId) =>
  acceptHook(world.context, {
    key: `change ${++changes}`,
    changedAt: world.now,
    subject: { about: 'lead', leadId },
  });
async function comesIn(facts: LeadFacts = leadFacts()) {
  partnerCenter.leads.set(facts.leadId, facts);
  await hook(facts.leadId);
  await world.runner.drain();
}
async function kept(number = 1): Promise<Lead | undefined> {
  const at = partitions.partner(leadPartner);
  return (await world.context.documents.get(LeadDocument, at, `lead:${leadIdOf(number)}`))?.value;
}
const answer = (who: number, move: 'accept' | 'decline' | 'won', opId = `press ${++changes}`) =>
  answerLeadOf(
    world.context,
    actorOf(who),
    { partnerId: leadPartner, leadId: leadIdOf(1) },
    { move, reason: '' },
    opId,
  );
/** What the nth person was last shown. */
const lastSaid = () => JSON.stringify(world.said.at(-1)?.activity);

describe('a co-sell lead', () => {
  it('comes in by a hook, is shown to the people of its location, and counts among no referrals', async () => {
    await comesIn();

    expect(await kept()).toMatchObject({ customerName: 'Fabrikam Residences', status: 'New', revision: 1 });
    expect(world.said.map(({ to }) => to)).toHaveLength(2);
    expect(lastSaid()).toContain('"lead.accept"');
    expect(await countLeads(world.context, [leadPartner])).toEqual({ all: 0, toAnswer: 0 });
    const tallies = await Array.fromAsync(world.context.documents.scan(TallyDocument, 'program'));
    expect(tallies).toEqual([]);
    const { received } = (await world.store.get('directory/all', leadPartner))?.body ?? {};
    expect(received).toBe(0);
  });

  it('is answered by a job: Partner Center has it, and every card shows so', async () => {
    await comesIn();
    const done = await answer(1, 'accept');
    expect(done).toMatchObject({
      ok: true,
      value: { outcome: 'done', lead: { answer: { state: 'sending' } } },
    });
    await world.runner.drain();

    expect(partnerCenter.leads.get(leadIdOf(1))).toMatchObject({ status: 'Active', substatus: 'Accepted' });
    expect(await kept()).toMatchObject({ status: 'Active', answer: { state: 'taken' } });
    expect(lastSaid()).toContain('"lead.close"');
    expect(lastSaid()).toContain('Accept · **Person 1**, ');
    expect(await answer(2, 'decline')).toMatchObject({ value: { outcome: 'stale' } });
    await answer(2, 'won');
    await world.runner.drain();
    expect(await kept()).toMatchObject({ status: 'Closed', substatus: 'Won' });
    const rows = (await world.audits()).map(({ action, outcome }) => `${action} ${outcome}`);
    expect(rows.toSorted()).toEqual(['lead.accept done', 'lead.close done', 'lead.decline stale']);
  });

  it('is one answer however often the same press is delivered', async () => {
    await comesIn();
    const [one, two] = [await answer(1, 'accept', 'same'), await answer(1, 'accept', 'same')];

    expect([one, two]).toMatchObject([{ value: { outcome: 'done' } }, { value: { outcome: 'done' } }]);
    expect(await world.audits()).toHaveLength(1);
  });

  it('that two answer at once has one answer, and tells the other whose', async () => {
    await comesIn();
    const both = await Promise.all([answer(1, 'accept'), answer(2, 'decline')]);

    const outcomes = both.map((one) => one.ok && [one.value.outcome, one.value.lead.answer?.move]);
    expect(outcomes.toSorted()).toEqual([
      ['done', 'accept'],
      ['stale', 'accept'],
    ]);
    const [, second] = both;
    expect(second.ok && shownLead(second.value.lead, second.value)).toMatchObject({ answeredBy: 'Person 1' });
    await world.runner.drain();
    expect(partnerCenter.leads.get(leadIdOf(1))).toMatchObject({ status: 'Active', substatus: 'Accepted' });
  });

  it('is nobody else’s', async () => {
    await comesIn();

    expect(await answer(3, 'accept')).toEqual({ ok: false, error: { code: 'forbidden' } });
    expect(await kept()).toMatchObject({ answer: null });
  });

  it('that has changed in Partner Center takes no answer to what it was: its cards say so', async () => {
    await comesIn();
    partnerCenter.change(leadIdOf(1), { customerName: 'Fabrikam, Inc.' });
    await answer(1, 'accept');
    await world.runner.drain();

    expect(partnerCenter.leads.get(leadIdOf(1))?.status).toBe('New');
    expect(await kept()).toMatchObject({ customerName: 'Fabrikam, Inc.', answer: { state: 'outdated' } });
    expect(lastSaid()).toContain('this answer was not taken: Accept');
    await answer(1, 'accept');
    await world.runner.drain();
    expect(await kept()).toMatchObject({ status: 'Active', answer: { state: 'taken' } });
  });

  it('counts as answered where only what came back was lost, and waits where nothing answers', async () => {
    await comesIn();
    partnerCenter.losesAnswer = true;
    await answer(1, 'accept');
    await world.runner.drain();
    expect(await kept()).toMatchObject({ answer: { state: 'sending' } });
    partnerCenter.isDown = true;
    await after(90 * MINUTE);
    expect(await kept()).toMatchObject({ answer: { state: 'sending' } });
    partnerCenter.isDown = false;
    for (let hour = 0; hour < 3; hour++) await after(60 * MINUTE);

    expect(await kept()).toMatchObject({ status: 'Active', answer: { state: 'taken' } });
  });

  it('is one change however often it is told', async () => {
    partnerCenter.leads.set(leadIdOf(1), leadFacts());
    const told = { key: 'same', changedAt: noon, subject: { about: 'lead', leadId: leadIdOf(1) } } as const;

    expect([await acceptHook(world.context, told), await acceptHook(world.context, told)]).toEqual([
      true,
      false,
    ]);
  });
});

describe('reading from time to time', () => {
  it('makes good what a fifth of the hooks, lost, would have told', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ lead: fc.integer({ min: 1, max: 12 }), lost: fc.nat(4) }), {
          minLength: 20,
          maxLength: 40,
        }),
        async (told) => {
          await world.close();
          await begin();
          await askToReadLeads(world.context, partnerCenter);
          for (const { lead, lost } of told) {
            world.now = new Date(world.now.getTime() + MINUTE);
            const known = partnerCenter.leads.get(leadIdOf(lead));
            if (known === undefined) {
              partnerCenter.leads.set(leadIdOf(lead), leadFacts(lead, { updatedAt: world.now }));
            } else partnerCenter.change(leadIdOf(lead), { name: `Change ${world.now.getTime()}` });
            if (lost > 0) await hook(leadIdOf(lead));
            await world.runner.drain();
          }
          await after(15 * MINUTE);

          const all = await Array.fromAsync(world.context.documents.scan(LeadDocument, 'partners'));
          const here = all.map(({ value }) => [value.leadId, value.etag, value.name]).toSorted();
          const there = [...partnerCenter.leads.values()].map(({ leadId, etag, name }) => [
            leadId,
            etag,
            name,
          ]);
          expect(here).toEqual(there.toSorted());
        },
      ),
      { numRuns: 3 },
    );
  }, 60_000);

  it('goes on page by page, waits where nothing answers, and ends with the connection', async () => {
    for (let number = 1; number <= 20; number++) {
      partnerCenter.leads.set(leadIdOf(number), leadFacts(number));
    }
    partnerCenter.isDown = true;
    await askToReadLeads(world.context, partnerCenter);
    await after(0);
    expect(await kept(1)).toBeUndefined();
    partnerCenter.isDown = false;
    await after(60 * MINUTE);

    expect(await countLeads(world.context, [leadPartner, rival])).toEqual({ all: 20, toAnswer: 20 });
  });

  it('that was given up after days goes on with the next start, at once', async () => {
    partnerCenter.leads.set(leadIdOf(1), leadFacts());
    partnerCenter.isDown = true;
    await askToReadLeads(world.context, partnerCenter);
    for (let quarter = 0; quarter < 28; quarter++) await after(360 * MINUTE);
    const [job] = await Array.fromAsync(world.context.documents.scan(JobDocument, 'partners'));
    expect(job?.value.dueAt).toBeUndefined();
    partnerCenter.isDown = false;
    await askToReadLeads(world.context, partnerCenter);
    await after(0);

    expect(await kept()).toMatchObject({ status: 'New' });
  });
});

describe('what Partner Center tells of besides', () => {
  const customerId = CustomerId.parse('cccccccc-0000-4000-8000-000000000001');
  const subscriptionId = SubscriptionId.parse('5b000000-0000-4000-8000-000000000001');
  const at = partitions.customer(customerId);

  it('gives a known subscription its status, and makes none', async () => {
    const { documents } = world.context;
    const known = newSubscription({
      subscriptionId,
      customerId,
      product: 'office-365',
      dporPartnerId: null,
      dporChangedAt: null,
    });
    partnerCenter.subscriptionFacts = { status: 'suspended', ends: '2027-01-01' };
    const subject = { about: 'subscription', customerId, subscriptionId } as const;
    const told = async (key: string) => {
      await acceptHook(world.context, { key, changedAt: noon, subject });
      await world.runner.drain();
      return (await documents.get(SubscriptionDocument, at, `subscription:${subscriptionId}`))?.value;
    };

    expect(await told('one')).toBeUndefined();
    await documents.commit(at, [create(SubscriptionDocument, `subscription:${subscriptionId}`, known)]);
    expect(await told('two')).toMatchObject({ status: 'in-grace', ends: '2027-01-01' });
  });

  it('keeps a granular delegation as an import does, until it ends', async () => {
    const { documents } = world.context;
    const subject = { about: 'delegation', relationshipId: leadIdOf(1) as string } as const;
    const told = async (key: string) => {
      await acceptHook(world.context, { key, changedAt: noon, subject });
      await world.runner.drain();
      const id = rowId('delegations', [leadPartner, customerId, 'gdap']);
      return (await documents.get(RowDocument, at, id))?.value.cells;
    };
    partnerCenter.relationshipFacts = {
      customerId,
      state: 'active',
      since: '2026-01-01',
      ends: '2099-01-01',
    };
    const row = { partnerId: leadPartner, customerId, kind: 'gdap', since: '2026-01-01' };

    expect(await told('one')).toEqual({ ...row, expires: '2099-01-01' });
    partnerCenter.relationshipFacts = { ...partnerCenter.relationshipFacts, state: 'ended' };
    expect(await told('two')).toEqual({ ...row, expires: '2026-11-22' });
  });
});
