import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { takeDporChange } from '../../src/usecases/associations/take-dpor-change.ts';
import { AuditDocument } from '../../src/usecases/audit.ts';
import { acceptEvents } from '../../src/usecases/events/accept.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create } from '../../src/usecases/ports.ts';
import {
  alpha,
  azureSubscription,
  beta,
  dporChange,
  dporEvent,
  fourthCoffee,
  gamma,
  reported,
  subscription,
} from '../support/associations.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { inDays, noon, tailspin } from '../support/referrals.ts';
import { aad, contact, person, seedPerson } from '../support/seed.ts';
import {
  CustomerDocument,
  DporChangeDocument,
  SubscriptionDocument,
} from '../../src/usecases/associations/documents.ts';
import { ContactDocument, PointerDocument } from '../../src/usecases/memberships/documents.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';
import { wording } from '../support/wording.ts';

const PARTITION = partitions.customer(fourthCoffee);

let world: ReferralWorld;
beforeEach(async () => {
  world = await referralWorld();
  await world.locationWith(alpha, [1, 2]);
  await world.locationWith(beta, [3]);
});
afterEach(() => world.close());

const stored = async () =>
  (await world.context.documents.get(SubscriptionDocument, PARTITION, `subscription:${azureSubscription}`))
    ?.value;
const history = async () => {
  const page = await world.context.documents.list(DporChangeDocument, PARTITION, {
    orderBy: [{ field: 'changedAt' }],
    limit: 100,
  });
  return page.items.map((item) => item.value);
};
const audits = async () => {
  const rows = await Array.fromAsync(world.context.documents.scan(AuditDocument, 'customers'));
  return rows.map(({ value: { actor, subject, outcome, detail } }) => ({ actor, subject, outcome, detail }));
};
const seed = (overrides: Parameters<typeof subscription>[0] = {}) =>
  world.context.documents.commit(PARTITION, [
    create(SubscriptionDocument, `subscription:${azureSubscription}`, subscription(overrides)),
  ]);
const take = async (overrides: Parameters<typeof reported>[0] = {}) => {
  const taken = await takeDporChange(world.context, reported(overrides), 'event');
  return taken.ok ? taken.value.code : taken.error.code;
};
/** Who got a card, by number of the person, and its head. */
const cards = () =>
  world.said.map(({ to, activity }) => ({
    to: Number(to.slice(-3)),
    text: JSON.stringify(activity.attachments?.[0]?.content.body),
  }));
const toldOf = (said: RegExp) =>
  cards()
    .filter(({ text }) => said.test(text))
    .map(({ to }) => to)
    .sort();

describe('a change of an unknown subscription', () => {
  it('makes customer, subscription, pointer and history, and tells both partners', async () => {
    expect(await take({ changedBy: 'Ada' })).toBe('forward');
    await world.runner.drain();

    expect(await stored()).toMatchObject({
      product: 'azure',
      dporPartnerId: beta,
      dporChangedAt: noon,
      licensing: null,
    });
    expect((await world.context.documents.get(CustomerDocument, PARTITION, 'customer'))?.value).toMatchObject(
      {
        customerId: fourthCoffee,
        name: 'Fourth Coffee',
      },
    );
    const pointer = partitions.pointer('subscription', azureSubscription);
    expect((await world.context.documents.get(PointerDocument, pointer, 'subscription'))?.value).toEqual({
      to: fourthCoffee,
    });
    expect(await history()).toEqual([dporChange({ changedBy: 'Ada' })]);
    expect(toldOf(wording('dpor.changed.state.lost'))).toEqual([1, 2]);
    expect(toldOf(wording('dpor.changed.state.gained'))).toEqual([3]);
    expect(world.said).toHaveLength(3);
  });

  it('is forgotten nowhere when it comes once more', async () => {
    await take();
    expect(await take()).toBe('known');
    await world.runner.drain();
    expect(await take()).toBe('known');
    await world.runner.drain();

    expect(await history()).toHaveLength(1);
    expect(world.said).toHaveLength(3);
  });
});

describe('a change', () => {
  it('that is late is history, and tells nobody', async () => {
    await seed({ dporChangedAt: inDays(1) });

    expect(await take()).toBe('late');
    await world.runner.drain();

    expect(await stored()).toMatchObject({ dporPartnerId: alpha, dporChangedAt: inDays(1) });
    expect(await history()).toEqual([dporChange()]);
    expect(await audits()).toEqual([
      { actor: 'event', subject: azureSubscription, outcome: 'done', detail: 'late' },
    ]);
    expect(world.said).toEqual([]);
  });

  it('to who holds it already is history, and tells nobody', async () => {
    await seed({ dporPartnerId: beta });

    expect(await take()).toBe('same');
    await world.runner.drain();

    expect(await stored()).toMatchObject({ dporPartnerId: beta, dporChangedAt: noon });
    expect(await history()).toHaveLength(1);
    expect(world.said).toEqual([]);
  });

  it('of a subscription sold through CSP is refused: an audit row and nothing else', async () => {
    await seed({ cspPartnerId: gamma, dporPartnerId: null });

    expect(await take()).toBe('csp');
    expect(await take()).toBe('known');
    await world.runner.drain();

    expect(await stored()).toMatchObject({ dporPartnerId: null, dporChangedAt: null });
    expect(await history()).toEqual([]);
    expect(await audits()).toEqual([
      { actor: 'event', subject: azureSubscription, outcome: 'refused', detail: 'csp' },
    ]);
    expect(world.said).toEqual([]);
  });

  it('of a subscription that is known as another customer’s is refused', async () => {
    await take();

    expect(await take({ key: 'k2', customer: { customerId: tailspin, name: 'Tailspin' } })).toBe(
      'other-customer',
    );

    const theirs = partitions.customer(tailspin);
    const id = `subscription:${azureSubscription}`;
    expect(await world.context.documents.get(SubscriptionDocument, theirs, id)).toBeUndefined();
    expect(await audits()).toContainEqual({
      actor: 'event',
      subject: azureSubscription,
      outcome: 'refused',
      detail: 'other-customer',
    });
  });

  it('leaves a pointer that points at nothing behind', async () => {
    const pointer = partitions.pointer('subscription', azureSubscription);
    await world.context.documents.commit(pointer, [
      create(PointerDocument, 'subscription', { to: tailspin }),
    ]);

    expect(await take()).toBe('forward');

    expect((await world.context.documents.get(PointerDocument, pointer, 'subscription'))?.value.to).toBe(
      fourthCoffee,
    );
  });

  it('whose source does not say who held it before takes it from whoever is stored', async () => {
    await seed();
    const { previousPartnerId: _unsaid, ...mail } = reported();

    await takeDporChange(world.context, mail, 'mail', aad(9));

    expect(await history()).toEqual([dporChange({ source: 'mail' })]);
    expect((await audits()).map(({ actor }) => actor)).toEqual([aad(9)]);
  });

  it('of the same instant as another stays beside it', async () => {
    await seed();
    await take({ key: 'remove', partnerId: null });
    await take({ key: 'add', previousPartnerId: null, partnerId: beta });

    expect((await history()).map(({ key }) => key).sort()).toEqual(['add', 'remove']);
    expect(await stored()).toMatchObject({ dporPartnerId: beta });
  });
});

describe('two changes at once', () => {
  it('of one subscription end with the newer, whichever commits first, and lose no history', async () => {
    await seed();
    const codes = await Promise.all(
      [1, 4, 2, 3].map((at) =>
        take({ key: `k${at}`, changedAt: inDays(at), partnerId: at % 2 === 0 ? beta : gamma }),
      ),
    );

    expect(codes).not.toContain('known');
    expect(await stored()).toMatchObject({ dporPartnerId: beta, dporChangedAt: inDays(4) });
    expect(await history()).toHaveLength(4);
  });

  it('from another process in between are decided again', async () => {
    await seed();
    const { documents } = world.context;
    let raced = false;
    const racing = {
      ...world.context,
      documents: {
        ...documents,
        commit: async (partition: string, changes: Parameters<typeof documents.commit>[1]) => {
          if (partition === PARTITION && !raced) {
            raced = true;
            await take({ key: 'other', changedAt: inDays(2), partnerId: gamma });
          }
          return documents.commit(partition, changes);
        },
      },
    };
    // A second process has a queue of its own.
    const queues = { inTurn: <T>(_partition: string, work: () => Promise<T>) => work() };

    const taken = await takeDporChange({ ...racing, queues }, reported(), 'event');

    expect(taken).toEqual({ ok: true, value: { code: 'late' } });
    expect(await stored()).toMatchObject({ dporPartnerId: gamma, dporChangedAt: inDays(2) });
  });
});

describe('who is told', () => {
  it('of a removal are those who lost it only', async () => {
    await seed();
    await take({ partnerId: null });
    await world.runner.drain();

    expect(toldOf(wording('dpor.changed.lost-removed'))).toEqual([1, 2]);
    expect(world.said).toHaveLength(2);
  });

  it('late is told the truth as it is then, and of every change once', async () => {
    await seed();
    await take();
    await take({ key: 'k2', changedAt: inDays(1), previousPartnerId: beta, partnerId: gamma });
    await world.runner.drain();

    expect(toldOf(wording('dpor.changed.state.again'))).toEqual([1, 2, 3]);
    expect(toldOf(wording('dpor.changed.state.lost'))).toEqual([3]);
    expect(world.said).toHaveLength(4);
  });

  it('are contacts without a role too, but not those of an ended membership, or not known as a person', async () => {
    const { documents } = world.context;
    await world.locationWith(gamma, [], {
      memberships: [{ program: 'CM', anniversary: '2026-01-01', ends: '2026-11-22' }],
    });
    const entries = [
      contact(gamma, 7, { program: null, role: null }),
      contact(gamma, 8, { program: 'CM' }),
      contact(gamma, 9, { personId: null }),
    ];
    for (const [n, entry] of entries.entries()) {
      await documents.commit(partitions.partner(gamma), [create(ContactDocument, `contact:${n}`, entry)]);
    }
    await seedPerson(documents, person(7));
    await seedPerson(documents, person(8));
    await seed();

    await take({ partnerId: gamma });
    await world.runner.drain();

    expect(toldOf(wording('dpor.changed.state.gained'))).toEqual([7]);
    expect(JSON.stringify(world.said.at(-1)?.activity.attachments)).not.toContain('dpor.history');
  });

  it('on both sides gets one card, "moved"', async () => {
    await seed();
    await world.context.documents.commit(partitions.partner(alpha), [
      create(ContactDocument, 'contact:FRP:both', contact(alpha, 3)),
    ]);

    await take();
    await world.runner.drain();

    expect(toldOf(wording('dpor.changed.state.lost'))).toEqual([1, 2]);
    expect(toldOf(wording('dpor.changed.state.moved'))).toEqual([3]);
    expect(world.said).toHaveLength(3);
  });
});

describe('an event', () => {
  it('delivered five times, also in batches, is one change and one card each', async () => {
    for (let time = 0; time < 3; time++) await acceptEvents(world.context, [dporEvent('1')]);
    await acceptEvents(world.context, [dporEvent('1'), dporEvent('1')]);
    await world.runner.drain();
    await acceptEvents(world.context, [dporEvent('1')]);
    await world.runner.drain();

    expect(await history()).toHaveLength(1);
    expect(world.said).toHaveLength(3);
    const notices = await Array.fromAsync(world.context.documents.scan(NoticeDocument, 'people'));
    expect(notices.map(({ value }) => value.subject.kind)).toEqual(Array(3).fill('dpor-changed'));
  });

  it('of another id that says the same is one more change, and no more cards', async () => {
    await acceptEvents(world.context, [dporEvent('1'), dporEvent('2')]);
    await world.runner.drain();

    expect(await history()).toHaveLength(2);
    expect(world.said).toHaveLength(3);
  });
});
