import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { runPress } from '../../src/bot/invoke.ts';
import { createRegistry } from '../../src/capabilities.ts';
import { meaningOf } from '../../src/dialogs/understood.ts';
import { CustomerId, GlobalId, PartnerId } from '../../src/domain/shared/ids.ts';
import { PersonDocument } from '../../src/usecases/memberships/documents.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';
import { replace } from '../../src/usecases/ports.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { tickCsp } from '../../src/usecases/portfolio/csp.ts';
import { showLeft } from '../../src/usecases/portfolio/left.ts';
import { weekJob } from '../../src/usecases/today/week.ts';
import { importing, removeFolders } from '../support/csv-folder.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { person } from '../support/seed.ts';
import { speakingNow } from '../support/speaking.ts';

const us = PartnerId.parse('1001');
const them = PartnerId.parse('1002');
const globalId = GlobalId.parse('9001');
const customerOf = (number: number) =>
  CustomerId.parse(`c0000000-0000-4000-8000-${String(number).padStart(12, '0')}`);
const subscriptionOf = (number: number) => `5b000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

let world: ReferralWorld;
const { actions } = createRegistry();

async function fresh(): Promise<void> {
  // A Friday.
  world = await referralWorld(new Date('2026-11-27T12:00:00Z'));
  await world.locationWith(us, [1], { globalId }, { role: 'program-admin', incentiveRole: 'incentive-user' });
  await world.locationWith(them, [2], { globalId: GlobalId.parse('9002') });
}
beforeEach(fresh);
afterEach(() => world.close());
afterAll(removeFolders);

async function bring(files: { readonly [file: string]: string }): Promise<void> {
  const { problems } = await importing(world.store, files, { now: world.now, baseline: true });
  expect(problems).toEqual([]);
  await world.runner.drain();
}

async function press(number: number, verb: string, data: object): Promise<string> {
  const speaking = await speakingNow(world, number, `${verb}-${JSON.stringify(data)}`);
  return JSON.stringify(await runPress(actions, speaking, { verb, data: { ...data }, automatic: false }));
}

/** What is answered to typed words. */
async function said(text: string): Promise<string> {
  const registry = createRegistry();
  return JSON.stringify(await meaningOf(registry, await speakingNow(world, 1, text), text)) ?? '';
}

const SUBSCRIPTIONS = 'subscriptionId,customerId,product,licensing,status,dporPartnerId,cspPartnerId\n';
const azure = `${SUBSCRIPTIONS}${subscriptionOf(1)},${customerOf(1)},azure,EA,active,1001,\n`;
const USAGE = 'customerId,target,date,partnerId,association,activeUsers,seats,acr\n';
const PAL = 'partnerId,customerId,credential,credentialId,linkedAt,revokedAt\n';

async function left() {
  const found = await showLeft(world.context, person(1), us);
  if (!found.ok) throw new Error('refused');
  return found.value.entries.flatMap(({ gaps }) => gaps);
}

describe('what is left on the table', () => {
  it('names the points and the dollars that hang on a missing PAL link', async () => {
    await bring({
      'subscriptions.csv': azure,
      'usage.csv': `${USAGE}${customerOf(1)},${subscriptionOf(1)},2026-10-01,1001,dpor,,,24125.75\n${customerOf(1)},${subscriptionOf(1)},2026-10-01,1002,dpor,,,99\n`,
    });

    expect(await left()).toMatchObject([{ kind: 'no-pal', points: 2, dollars: 24_125.75 }]);
  });

  it.each([
    ['the account’s own id', '9001', ['pal-elsewhere']],
    ['another location of the account', '1003', ['pal-elsewhere']],
    ['another organisation', '1002', ['no-pal']],
  ])('sees a link of %s for what it is', async (_whose, partnerId, kinds) => {
    await world.locationWith(PartnerId.parse('1003'), [], { globalId });
    await bring({
      'subscriptions.csv': azure,
      'pal.csv': `${PAL}${partnerId},${customerOf(1)},user,kim@contoso.test,2026-01-01,\n`,
    });

    expect((await left()).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('is told of nobody without a role there, nor of a location that is not there', async () => {
    expect(await showLeft(world.context, person(2), us)).toMatchObject({ ok: false });
    expect(await press(2, 'associations.left', { partnerId: us })).toContain('forbidden');
    expect(await press(2, 'associations.left', { partnerId: '7777' })).toContain('forbidden');
  });

  it('goes on where the card ends, and says each thing once', async () => {
    const rows = Array.from(
      { length: 40 },
      (_, at) => `${subscriptionOf(at)},${customerOf(at)},azure,EA,active,1001,`,
    );
    await bring({ 'subscriptions.csv': `${SUBSCRIPTIONS}${rows.join('\n')}\n` });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const found = await showLeft(world.context, person(1), us, after);
      if (!found.ok) throw new Error('refused');
      seen.push(...found.value.entries.map(({ customer }) => customer.customerId));
      after = found.value.next;
    } while (after !== undefined);

    expect(new Set(seen).size).toBe(40);
    expect(seen).toHaveLength(40);
  });
});

describe('the notice of a month', () => {
  const months = async () => {
    const page = await world.context.documents.list(NoticeDocument, partitions.person(person(1).personId), {
      limit: 50,
    });
    return page.items.flatMap(({ value: { subject } }) =>
      subject.kind === 'left-month' ? [subject.month] : [],
    );
  };
  const at = async (time: string) => {
    world.now = new Date(time);
    await world.runner.drain();
  };
  /** Somebody who writes to Porter, so that there is a chat to tell them in. */
  const plan = async () => {
    const partition = partitions.person(person(1).personId);
    const stored = await world.context.documents.get(PersonDocument, partition, 'person');
    if (stored === undefined) throw new Error('nobody');
    const conversation = {
      conversationId: 'a:1',
      serviceUrl: 'https://smba.trafficmanager.net/teams/',
      userId: '29:1',
      botId: '28:bot',
    };
    await world.context.documents.commit(partition, [
      replace(PersonDocument, stored, { ...stored.value, conversation }),
      weekJob(person(1), world.now),
    ]);
  };

  it('comes once a month, on the first Monday on which there is something', async () => {
    await plan();
    await at('2026-11-30T12:00:00Z');
    expect(await months()).toEqual([]);
    await bring({ 'subscriptions.csv': azure });
    await at('2026-12-07T12:00:00Z');
    await at('2026-12-14T12:00:00Z');
    expect(await months()).toEqual(['2026-12']);
    await at('2027-01-04T12:00:00Z');
    expect(await months()).toEqual(['2026-12', '2027-01']);
  });
});

describe('the steps of CSP', () => {
  it('are ticked by a program admin, kept, and refused to all others', async () => {
    const asked = { partnerId: us, step: 'profile', isDone: true } as const;
    expect(await tickCsp(world.context, actorOf(2), asked, 'a')).toEqual({
      ok: false,
      error: { code: 'forbidden' },
    });
    await Promise.all([
      tickCsp(world.context, actorOf(1), asked, 'b'),
      tickCsp(world.context, actorOf(1), asked, 'c'),
    ]);
    const shown = await press(1, 'csp.show', { partnerId: us });

    expect(shown).toContain('1 of 5 done');
    expect((await world.audits()).filter(({ action }) => action === 'csp.tick')).toHaveLength(1);
    expect(await press(1, 'csp.tick', { partnerId: us, step: 'profile', to: 'open' })).toContain(
      '0 of 5 done',
    );
  });
});

describe('whatever lies with customers', () => {
  /** What one row says of customer 0 to 3: of which partner, and whether it ties them. */
  const fact = fc.record({
    customer: fc.integer({ min: 0, max: 3 }),
    partner: fc.constantFrom<'1001' | '1002'>('1001', '1002'),
    what: fc.constantFrom('dpor', 'csp', 'pal', 'revoked', 'delegation', 'usage'),
  });

  it('nothing of a customer without an association of the location is shown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fact, { maxLength: 8 }), async (facts) => {
        await world.close();
        await fresh();
        const of = (...whats: readonly string[]) =>
          facts.flatMap((one, at) => (whats.includes(one.what) ? [{ ...one, at }] : []));
        await bring({
          'customers.csv': `customerId,name\n${[0, 1, 2, 3].map((one) => `${customerOf(one)},Secretive ${one} Ltd`).join('\n')}\n`,
          'subscriptions.csv': `${SUBSCRIPTIONS}${of('dpor', 'csp')
            .map(({ customer, partner, what, at }) =>
              [
                subscriptionOf(at),
                customerOf(customer),
                'azure',
                what === 'csp' ? 'CSP' : 'EA',
                'active',
                what === 'dpor' ? partner : '',
                what === 'csp' ? partner : '',
              ].join(','),
            )
            .join('\n')}\n`,
          'pal.csv': `${PAL}${of('pal', 'revoked')
            .map(
              ({ customer, partner, what, at }) =>
                `${partner},${customerOf(customer)},user,u${at},2026-01-01,${what === 'revoked' ? '2024-01-01' : ''}`,
            )
            .join('\n')}\n`,
          'delegations.csv': `partnerId,customerId,kind,expires\n${[...new Set(of('delegation').map(({ customer, partner }) => `${partner},${customerOf(customer)},gdap,2026-12-20`))].join('\n')}\n`,
          'usage.csv': `${USAGE}${of('usage')
            .map(
              ({ customer, partner, at }) =>
                `${customerOf(customer)},teams,2026-10-0${at + 1},${partner},,12,100,`,
            )
            .join('\n')}\n`,
        });
        await bring({
          'metrics.csv': `globalId,asOf,area,track,metric,association,value\n9001,2026-10-20,infrastructure,,net-customer-adds,pal,2\n`,
          'eligibility.csv': `globalId,asOf,area,track,metric,association,subject,value,counted,criterion\n${[0, 1, 2, 3].map((one) => `9001,2026-10-20,infrastructure,,net-customer-adds,pal,${customerOf(one)},1,true,counted`).join('\n')}\n`,
        });
        const tied = new Set(
          of('dpor', 'csp', 'pal')
            .filter(({ partner }) => partner === '1001')
            .map(({ customer }) => customer),
        );
        const customers = [0, 1, 2, 3];
        const shown = [
          await press(1, 'portfolio.show', { partnerId: us }),
          await press(1, 'associations.left', { partnerId: us }),
          await press(1, 'associations.left', {}),
          await press(1, 'associations.list', { partnerId: us }),
          await press(1, 'csp.show', { partnerId: us }),
          await press(1, 'scores.why', { globalId, area: 'infrastructure' }),
          ...(await Promise.all(
            [
              'pal guide',
              'delegations',
              'set up PAL at Secretive',
              'do we have GDAP for Secretive 2 Ltd',
            ].map(said),
          )),
          ...(await Promise.all(
            customers.flatMap((one) =>
              [
                ['associations.show', { customerId: customerOf(one) }] as const,
                ['delegation.guide', { partnerId: us, customerId: customerOf(one) }] as const,
                ['cpor.explain', { partnerId: us, customerId: customerOf(one) }] as const,
                ['pal.guide', { partnerId: us, customerId: customerOf(one), credential: 'user' }] as const,
              ].map(([verb, data]) => press(1, verb, data)),
            ),
          )),
          // What the other location's people are told of its own customers is theirs.
          JSON.stringify(world.said.filter(({ to }) => to.includes(person(1).aadObjectId))),
        ].join('\n');

        for (const one of customers) {
          const isShown = shown.includes(`Secretive ${one} Ltd`);
          expect([one, isShown]).toEqual([one, tied.has(one)]);
        }
      }),
      { numRuns: 20 },
    );
  }, 120_000);
});
