import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Person } from '../../src/domain/memberships/person.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/domain/memberships/settings.ts';
import type { Notice } from '../../src/domain/notices/notice.ts';
import { ReferralId, SubscriptionId } from '../../src/domain/shared/ids.ts';
import { ConnectorError } from '../../src/notifications/connector-error.ts';
import { takeDporChange } from '../../src/usecases/associations/take-dpor-change.ts';
import { recognise } from '../../src/usecases/memberships/recognise.ts';
import { healNotice } from '../../src/usecases/notices/heal.ts';
import { setSettings } from '../../src/usecases/notices/settings.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create, replace } from '../../src/usecases/ports.ts';
import { alpha, beta, reported } from '../support/associations.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { noon } from '../support/referrals.ts';
import { aad, person } from '../support/seed.ts';
import { PersonDocument } from '../../src/usecases/memberships/documents.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';
import { ReachDocument } from '../../src/usecases/referrals/documents.ts';
import { english, wording } from '../support/wording.ts';

const referral = (number: number) => ReferralId.parse(`R-${number}`);
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1_000);
const chat = `chat-${aad(1)}`;

let world: ReferralWorld;
beforeEach(async () => {
  world = await referralWorld();
  await world.locationWith(alpha, [1], {}, { role: 'program-admin' });
});
afterEach(() => world.close());

function fails(status: number, code = `http-${status}`, retryAfterMs?: number): ConnectorError {
  return new ConnectorError({ status, code, retryAfterMs, phase: status === 0 ? 'after-body' : 'answered' });
}

async function notices(number = 1): Promise<Notice[]> {
  const page = await world.context.documents.list(
    NoticeDocument,
    partitions.person(person(number).personId),
    {
      orderBy: [{ field: 'createdAt' }],
      limit: 200,
    },
  );
  return page.items.map(({ value }) => value);
}

async function storedPerson(number = 1) {
  const stored = await world.context.documents.get(
    PersonDocument,
    partitions.person(person(number).personId),
    'person',
  );
  if (stored === undefined) throw new Error('nobody there');
  return stored;
}

async function change(change: (person: Person) => Person, number = 1): Promise<void> {
  const stored = await storedPerson(number);
  await world.context.documents.commit(stored.partition, [
    replace(PersonDocument, stored, change(stored.value)),
  ]);
}

const settings = (overrides: Partial<Settings>) =>
  change((one) => ({ ...one, settings: { ...DEFAULT_SETTINGS, ...overrides } }));

/** The person of that number is heard of, in their chat or elsewhere. */
async function heard(number = 1, personal = true): Promise<void> {
  const { tenantId, aadObjectId, name } = person(number);
  const conversation = {
    conversationId: `chat-${aad(number)}`,
    serviceUrl: 'https://smba.trafficmanager.net/teams/',
    userId: `29:${number}`,
    botId: '28:bot',
  };
  const sighting = {
    tenantId,
    aadObjectId,
    name,
    locale: undefined,
    timeZone: undefined,
    conversation: personal ? conversation : undefined,
  };
  await recognise(world.context, sighting, undefined, false, () => Promise.resolve(undefined));
}

async function at(when: Date): Promise<void> {
  world.now = when;
  await world.runner.drain();
}

describe('somebody who cannot be reached', () => {
  it('costs one request, is shown to the admin since when, and gets what waited once active anywhere', async () => {
    world.plan = ({ method }) => (method === 'send' ? fails(403, 'MessageWritesBlocked') : undefined);
    await world.receive(referral(1));
    await world.receive(referral(2));
    const sends = () => world.calls.filter(({ method }) => method === 'send').length;
    expect(sends()).toBe(1);
    expect((await notices()).map(({ state, lastStatus }) => [state, lastStatus])).toEqual([
      ['unreachable', 403],
      ['unreachable', 403],
    ]);
    const reach = () => world.context.documents.get(ReachDocument, partitions.partner(alpha), 'reach');
    expect((await reach())?.value.unreachable).toEqual([{ personId: person(1).personId, since: noon }]);

    world.plan = undefined;
    await heard(1, false);
    await world.runner.drain();
    expect((await notices()).map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect((await reach())?.value.unreachable).toEqual([]);
  });

  it('is asked for a new chat once when theirs is gone', async () => {
    await heard();
    world.plan = ({ method }) => (method === 'send' ? fails(404, 'ConversationNotFound') : undefined);
    await world.receive(referral(1));
    expect(world.calls.map(({ method }) => method)).toEqual(['send', 'create', 'send']);
    expect((await storedPerson()).value.unreachable).toMatchObject({ status: 404 });
  });

  it('whose message only is gone gets a new one in the same chat', async () => {
    await world.receive(referral(1));
    world.plan = ({ method }) =>
      method === 'update' ? fails(404, 'ActivityNotFoundInConversation') : undefined;
    await world.press(1, referral(1), 'accept');
    await world.runner.drain();
    expect(world.calls.map(({ method }) => method).slice(0, 4)).toEqual(['create', 'send', 'update', 'send']);
    expect((await storedPerson()).value.conversation).not.toBeNull();
    expect((await notices())[0]).toMatchObject({ state: 'sent', activityId: 'm2', open: false });
  });
});

describe('a card that is too large', () => {
  it('is sent shorter, then as no more than where to look, and is dead only after that', async () => {
    const sizes: number[] = [];
    world.plan = ({ method }) => (method === 'send' ? fails(413, 'MessageSizeTooBig') : undefined);
    await world.receive(referral(1));
    expect(world.calls.filter(({ method }) => method === 'send')).toHaveLength(3);
    expect(await notices()).toMatchObject([{ state: 'dead', lastStatus: 413, brevity: 2 }]);

    world.plan = ({ method }) => {
      if (method !== 'send') return undefined;
      sizes.push(0);
      return sizes.length < 3 ? fails(413, 'MessageSizeTooBig') : undefined;
    };
    await world.receive(referral(2));
    expect((await notices())[1]).toMatchObject({ state: 'sent', brevity: 2 });
    expect(JSON.stringify(world.said.at(-1)?.activity)).toMatch(
      wording('chat.shortened.line', { word: 'referrals' }),
    );
  });
});

describe('something perhaps delivered', () => {
  it('is sent again after a minute, three times, and those behind it keep their order', async () => {
    world.plan = ({ method }) => (method === 'send' ? fails(502) : undefined);
    await world.receive(referral(1));
    await world.receive(referral(2));
    const sends = () => world.calls.filter(({ method }) => method === 'send').length;
    for (const [seconds, sent] of [
      [59, 1],
      [60, 2],
      [119, 2],
      [120, 3],
      [180, 5],
    ] as const) {
      await at(later(seconds));
      expect(sends()).toBe(sent);
    }
    expect((await notices()).map(({ state, open, uncertain }) => [state, open, uncertain])).toEqual([
      ['uncertain', false, 4],
      ['uncertain', true, 1],
    ]);
  });

  it('is adopted when it is seen, and not sent again', async () => {
    world.plan = ({ method }) => (method === 'send' ? fails(0, 'timeout') : undefined);
    await world.receive(referral(1));
    const noticeId = (await notices())[0]?.noticeId ?? '';
    world.plan = undefined;
    await healNotice(world.context, actorOf(1), noticeId, { activityId: 'seen', conversationId: chat });
    await at(later(120));
    expect(await notices()).toMatchObject([{ state: 'sent', activityId: 'seen', open: false }]);
    expect(world.calls.filter(({ method }) => method === 'send')).toHaveLength(1);
    // Brought up to date where it was found.
    expect(world.calls.at(-1)).toMatchObject({ method: 'update', activityId: 'seen' });
  });

  it('that turns out to be there twice is taken back once', async () => {
    await world.receive(referral(1));
    const noticeId = (await notices())[0]?.noticeId ?? '';
    const extra = { activityId: 'twin', conversationId: chat };
    const faults = [fails(503), undefined];
    world.plan = ({ method }) => (method === 'delete' ? faults.shift() : undefined);
    for (const seen of [extra, extra, { activityId: 'm1', conversationId: chat }]) {
      await healNotice(world.context, actorOf(1), noticeId, seen);
    }
    await world.runner.drain();
    await at(later(10));
    const deleted = world.calls.filter(({ method }) => method === 'delete');
    expect(deleted.map(({ activityId }) => activityId)).toEqual(['twin', 'twin']);
    expect(await notices()).toMatchObject([{ state: 'sent', activityId: 'm1', extras: [], open: false }]);
  });

  it('is not taken for another: a notice that never left is not adopted, nor one of somebody else', async () => {
    await settings({ quiet: { from: '00:00', to: '23:59' } });
    await world.receive(referral(1));
    const noticeId = (await notices())[0]?.noticeId ?? '';
    const seen = { activityId: 'x', conversationId: chat };
    expect((await healNotice(world.context, actorOf(1), noticeId, seen))?.activityId).toBeNull();
    expect(await healNotice(world.context, actorOf(2), noticeId, seen)).toBeUndefined();
  });
});

describe('throttling', () => {
  it('waits for Retry-After as a date in the row, and is no attempt', async () => {
    world.plan = ({ method }) => (method === 'send' ? fails(429, 'Throttled', 30_000) : undefined);
    await world.receive(referral(1));
    expect(await notices()).toMatchObject([{ state: 'pending', attempts: 0, notBefore: later(30) }]);
    await at(later(29));
    expect(world.calls.filter(({ method }) => method === 'send')).toHaveLength(1);
    world.plan = undefined;
    await at(later(30));
    expect(await notices()).toMatchObject([{ state: 'sent' }]);
  });

  it('that names no time, or none at all, is not sent again at once', async () => {
    world.plan = ({ method }) => (method === 'send' ? fails(429, 'Throttled', 0) : undefined);
    await world.receive(referral(1));
    await at(later(0.499));

    expect(world.calls.filter(({ method }) => method === 'send')).toHaveLength(1);
  });

  it('goes on where it was after a restart: seven calls a second, opening the chat included', async () => {
    for (let number = 1; number <= 9; number++) await world.receive(referral(number));
    expect(world.calls).toHaveLength(7);
    await at(later(1));
    expect(world.calls).toHaveLength(7);
    await at(later(1.2));
    expect(world.calls).toHaveLength(10);
  });
});

describe('a notice that cannot be made', () => {
  it('steps aside for those behind it, and gives up after ten attempts', async () => {
    const partition = partitions.person(person(1).personId);
    const broken = { name: 'referral', version: 1, schema: NoticeDocument.schema };
    await settings({ quiet: { from: '11:00', to: '23:00' } });
    await world.receive(referral(1));
    const stored = await world.context.documents.get(
      NoticeDocument,
      partition,
      'notice:referral-offer:R-1:1:1',
    );
    if (stored === undefined) throw new Error('no notice');
    // Its referral cannot be read.
    await world.context.documents.commit('referrals/R-0', [
      create(broken, 'referral', { ...stored.value, wanted: 1 }),
    ]);
    const subject = {
      ...stored.value.subject,
      kind: 'referral-offer',
      referralId: ReferralId.parse('R-0'),
      part: 1,
      round: 1,
    } as const;
    await world.context.documents.commit(partition, [
      create(NoticeDocument, 'notice:referral-offer:R-0:1:1', {
        ...stored.value,
        subject,
        createdAt: new Date(noon.getTime() - 1),
      }),
    ]);
    await setSettings(world.context, actorOf(1), { quietFrom: '', quietTo: '' });
    await world.runner.drain();
    expect((await notices()).map(({ state }) => state)).toEqual(['dead', 'sent']);
    expect((await notices())[0]?.lastError).toBe('the card cannot be made: DocumentInvalid');
  });
});

describe('what a person has asked for', () => {
  it('mutes a topic, on the record; offers come all the same', async () => {
    await settings({ muted: ['dpor', 'referrals'] });
    await takeDporChange(world.context, reported({ partnerId: alpha, previousPartnerId: null }), 'event');
    await world.receive(referral(1));
    expect(
      (await notices()).map(({ subject, state, lastError }) => [subject.kind, state, lastError]),
    ).toEqual([
      ['dpor-changed', 'dead', 'as the person asked: muted dpor'],
      ['referral-offer', 'sent', ''],
    ]);
  });

  it('keeps quiet hours in order, but for an offer with less than a day left', async () => {
    // Noon UTC is 13:00 in Berlin.
    await settings({ quiet: { from: '13:00', to: '13:30' } });
    await takeDporChange(world.context, reported({ partnerId: alpha, previousPartnerId: null }), 'event');
    await world.receive(referral(1));
    expect(world.said).toHaveLength(0);
    await at(later(29 * 60 + 59));
    expect(world.said).toHaveLength(0);
    await at(later(30 * 60));
    expect((await notices()).map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect(world.said.map(({ activity }) => String(activity.summary).slice(0, 6))).toEqual([
      'Fourth',
      'Benefi',
    ]);
  });

  it('waits for the end of quiet hours without being late work, and for a further attempt as late work', async () => {
    await settings({ quiet: { from: '13:00', to: '13:30' } });
    await world.receive(referral(1));
    const soon = (seconds: number) => new Date(world.now.getTime() + seconds * 1_000);
    expect(await world.store.backlog(soon(6))).toMatchObject({ pending: 0, oldestPendingSeconds: 0 });

    world.fault = new ConnectorError({ status: 429, code: 'x', retryAfterMs: 3_600_000, phase: 'answered' });
    await at(later(30 * 60));
    expect(await world.store.backlog(soon(60))).toMatchObject({ pending: 1, oldestPendingSeconds: 60 });
  });

  it('lets an offer that presses through', async () => {
    await world.receive(referral(1));
    const [first] = await notices();
    if (first === undefined) throw new Error('no notice');
    await settings({ quiet: { from: '00:00', to: '23:59' } });
    const respondBy = (await world.offer(referral(1)))?.respondBy?.getTime() ?? 0;
    world.now = new Date(respondBy - 24 * 3_600_000);
    const partition = partitions.person(person(1).personId);
    await world.context.documents.commit(partition, [
      create(NoticeDocument, 'notice:again', { ...first, state: 'pending', activityId: null, open: true }),
    ]);
    await setSettings(world.context, actorOf(1), { quietTo: '23:58' });
    await world.runner.drain();
    expect(world.said.filter(({ update }) => !update)).toHaveLength(3);
  });
});

describe('a burst of DPOR changes', () => {
  const subscriptionId = (number: number) =>
    SubscriptionId.parse(`5b000000-0000-4000-8000-${String(number).padStart(12, '0')}`);
  const take = async (number: number) => {
    const gained = { partnerId: alpha, previousPartnerId: beta, changedAt: world.now };
    const taken = await takeDporChange(
      world.context,
      reported({ ...gained, subscriptionId: subscriptionId(number), key: `k${number}` }),
      'event',
    );
    expect(taken.ok).toBe(true);
  };
  const changes = (count: number) =>
    english('dpor.digest.fallback', { count, parts: english('dpor.digest.few.gained', { count }) });
  const ADDED = wording('dpor.changed.gained');
  const sent = () =>
    world.said.map(({ activity, update }) => `${update ? 'update: ' : ''}${String(activity.summary)}`);

  it('of five goes one by one', async () => {
    for (let number = 1; number <= 5; number++) await take(number);
    await world.runner.drain();
    expect(sent()).toHaveLength(5);
    expect(sent().some((text) => text.startsWith('Digital'))).toBe(false);
  });

  it('of six is one card, each recorded as told in it; what follows within ten minutes is added', async () => {
    for (let number = 1; number <= 6; number++) await take(number);
    await world.runner.drain();
    expect(sent()).toEqual([changes(6)]);
    await world.receive(referral(1));
    world.now = later(5 * 60);
    await take(7);
    await at(later(5 * 60));
    expect(sent().slice(2)).toEqual([`update: ${changes(7)}`]);
    world.now = later(11 * 60);
    await take(8);
    await at(later(11 * 60));
    expect(sent().at(-1)).toMatch(ADDED);
    const [digest] = (await notices()).filter(({ subject }) => subject.kind === 'dpor-digest');
    expect(digest).toMatchObject({ state: 'sent', shown: 2, open: false });
    expect((await notices()).filter(({ digestId }) => digestId !== null)).toHaveLength(7);
  });

  it('is noted as told with all that is in it, and is not told again in any form', async () => {
    const noted = new Map<string, Date>();
    const told = {
      when: (what: string) => noted.get(what),
      note: (what: string) => Promise.resolve(void noted.set(what, world.now)),
    };
    for (const expected of [[changes(6)], []]) {
      await world.close();
      world = await referralWorld(noon, { told });
      await world.locationWith(alpha, [1], {}, { role: 'program-admin' });
      await heard();
      for (let number = 1; number <= 6; number++) await take(number);
      await world.runner.drain();

      expect(sent()).toEqual(expected);
      expect((await notices()).every(({ open }) => !open)).toBe(true);
    }
    expect(noted.size).toBe(7);
  });

  it('counts what went one by one within ten minutes', async () => {
    for (let number = 1; number <= 5; number++) await take(number);
    await world.runner.drain();
    world.now = later(9 * 60);
    await take(6);
    await world.runner.drain();
    expect(sent().at(-1)).toBe(changes(1));
    world.now = later(30 * 60);
    await take(7);
    await world.runner.drain();
    expect(sent().at(-1)).toMatch(ADDED);
  });

  it('does not count one that has to be tried again and again', async () => {
    await take(1);
    let failures = 0;
    world.plan = ({ method }) =>
      method === 'send' && ++failures < 8 ? fails(429, 'Throttled', 1_000) : undefined;
    for (let second = 0; second < 10; second++) await at(later(second));
    world.plan = undefined;
    await take(2);
    await at(later(20));
    expect(sent()).toHaveLength(2);
    expect(sent().some((text) => text.startsWith('Digital'))).toBe(false);
  });

  it('waits two seconds for company, whatever else goes on, unless the person wants each by itself', async () => {
    await world.close();
    world = await referralWorld(noon, { gatherMs: 2_000 });
    await world.locationWith(alpha, [1]);
    for (let number = 1; number <= 6; number++) {
      await take(number);
      await at(new Date(world.now.getTime() + 500));
    }
    expect(sent()).toEqual([]);
    await at(later(4.9));
    expect(sent()).toEqual([]);
    await at(later(5));
    expect(sent()).toEqual([changes(6)]);
    await settings({ digest: false });
    for (let number = 7; number <= 12; number++) await take(number);
    await world.runner.drain();
    // As many as the pace lets through, the digest and a chat opened before.
    expect(sent().slice(1)).toHaveLength(5);
    await at(later(8));
    expect(sent().slice(1)).toHaveLength(6);
  });

  it('is a single digest although the connector did not answer, and is told once', async () => {
    for (let number = 1; number <= 6; number++) await take(number);
    world.plan = ({ method }) => (method === 'send' ? fails(504) : undefined);
    await world.runner.drain();
    world.plan = undefined;
    await at(later(60));
    expect(sent()).toEqual([changes(6)]);
    expect(world.calls.filter(({ method }) => method === 'send')).toHaveLength(2);
  });
});
