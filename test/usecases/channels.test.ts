import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Contact } from '../../src/domain/memberships/contact.ts';
import type { Person } from '../../src/domain/memberships/person.ts';
import { PartnerId, ReferralId } from '../../src/domain/shared/ids.ts';
import { ConnectorError } from '../../src/notifications/connector-error.ts';
import { channelIdOf } from '../../src/usecases/memberships/person-id.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { remove, replace } from '../../src/usecases/ports.ts';
import { findReach } from '../../src/usecases/referrals/reach.ts';
import {
  channelReads,
  locationsToShow,
  showOffersIn,
  stopOffersIn,
} from '../../src/usecases/referrals/channels.ts';
import { contosoTenant, inDays, noon } from '../support/referrals.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { person } from '../support/seed.ts';
import { ContactDocument, PersonDocument } from '../../src/usecases/memberships/documents.ts';
import { ChannelDocument, NoticeDocument } from '../../src/usecases/notices/documents.ts';
import { LocationDocument } from '../../src/usecases/referrals/documents.ts';

const one = PartnerId.parse('1001');
const two = PartnerId.parse('1002');
const R1 = ReferralId.parse('R-1');
const R2 = ReferralId.parse('R-2');
const place = {
  conversationId: '19:general@thread.tacv2',
  serviceUrl: 'https://smba.trafficmanager.net/teams/',
  botId: '28:bot',
};
const other = { ...place, conversationId: '19:other@thread.tacv2' };

let world: ReferralWorld;

beforeEach(async () => {
  world = await referralWorld();
});
afterEach(() => world.close());

const show = (number: number, kind: 'benefit' | 'standard' = 'benefit', where = place, opId = 'word') =>
  showOffersIn(world.context, actorOf(number), where, { partnerId: one, kind }, opId);
const standsAt = (number: number): Person =>
  person(number, { standings: [one, two].map((partnerId) => ({ partnerId, globalId: null })) });
const inChannel = () => world.said.filter(({ to }) => to.startsWith('19:'));
const rows = async () =>
  (await world.audits()).filter(({ action }) => action === 'referrals.channel').map((row) => row.detail);

describe('a channel for offers', () => {
  beforeEach(async () => {
    await world.locationWith(one, [1], {}, { role: 'program-admin' });
  });

  it('is set by a program admin, once a word, and audited', async () => {
    expect(await show(1)).toMatchObject({ ok: true, value: { partnerId: one } });
    await show(1);
    expect(await rows()).toEqual(['show benefit']);
  });

  it('reads as whoever set it does; one that nobody set has no language', async () => {
    await showOffersIn(
      world.context,
      { ...actorOf(1), locale: 'fr-FR' },
      place,
      { partnerId: one, kind: 'benefit' },
      'word',
    );
    const { documents } = world.context;
    expect(await channelReads(documents, contosoTenant, place)).toMatchObject({ locale: 'fr-FR' });
    expect(await channelReads(documents, contosoTenant, other)).toBeUndefined();
  });

  it.each([
    ['a program member', 5, { role: 'program-member' } as const],
    [
      'a program admin of another programme, for Benefit',
      5,
      { role: 'program-admin', program: 'CM' } as const,
    ],
    ['somebody without a role', 6, undefined],
  ])('is refused to %s alike, and changes nothing', async (_case, number, entry) => {
    if (entry !== undefined) {
      const partnerId = two;
      await world.locationWith(partnerId, [number], {}, entry);
    }
    const refused = await showOffersIn(
      world.context,
      actorOf(number),
      place,
      { partnerId: two, kind: 'benefit' },
      'word',
    );
    expect(refused).toEqual({ ok: false, error: { code: 'forbidden' } });
    expect(await locationsToShow(world.context, standsAt(number), 'benefit')).toEqual([]);
    expect(await rows()).toEqual([]);
    expect(await Array.fromAsync(world.context.documents.scan(ChannelDocument, 'people'))).toEqual([]);
  });

  it('shows offers of its kind besides the personal chats, as a thread of its own', async () => {
    await show(1);
    await world.receive(R1);
    await world.receive(R2, { kind: 'standard' });
    expect(inChannel().map(({ to, activity }) => [to, activity.conversation?.conversationType])).toEqual([
      [place.conversationId, 'channel'],
    ]);
    expect(world.said).toHaveLength(3);
    const text = JSON.stringify(inChannel()[0]?.activity);
    expect(text).toContain('referral.accept');
    expect(text).not.toMatch(/jo@tailspin|Jo Berg|Starts soon/);
    expect(inChannel()[0]?.activity.recipient).toBeUndefined();
  });

  it('sees who accepted and never the contact, which the accepter gets in person', async () => {
    await show(1);
    await world.receive(R1);
    world.said.length = 0;
    expect(await world.press(1, R1, 'accept')).toBe('done');
    await world.runner.drain();
    const [shown] = inChannel();
    expect(shown).toMatchObject({ update: true });
    expect(shown?.to).toMatch(/^19:general@thread\.tacv2;messageid=m\d+$/);
    expect(JSON.stringify(shown?.activity)).toContain('Person 1');
    expect(JSON.stringify(shown?.activity)).not.toMatch(/jo@tailspin|Jo Berg|Starts soon|referral\./);
    const personal = world.said.filter(({ to }) => !to.startsWith('19:'));
    expect(JSON.stringify(personal.map(({ activity }) => activity))).toContain('jo@tailspin.test');
  });

  it('brings whoever accepts there a card of their own, also when they are on no list', async () => {
    const at = await world.context.documents.get(LocationDocument, partitions.directory, one);
    if (at === undefined) throw new Error('no location');
    await world.locationWith(
      two,
      [7, 8],
      { benefitContact: ['person7@contoso.test'] },
      { role: 'program-admin' },
    );
    await world.context.documents.commit(partitions.directory, [
      replace(LocationDocument, at, { ...at.value, received: 9 }),
    ]);
    await showOffersIn(world.context, actorOf(8), place, { partnerId: two, kind: 'benefit' }, 'word');
    await world.receive(R1);
    expect(world.said.map(({ to }) => to).toSorted()).toEqual([
      place.conversationId,
      `chat-${actorOf(7).aadObjectId}`,
    ]);
    world.said.length = 0;
    await world.press(8, R1, 'accept');
    await world.runner.drain();
    const own = world.said.find(({ to }) => to === `chat-${actorOf(8).aadObjectId}`);
    expect(own?.update).toBe(false);
    expect(JSON.stringify(own?.activity)).toContain('jo@tailspin.test');
  });

  it('is reminded like a person', async () => {
    await show(1);
    await world.receive(R1);
    world.said.length = 0;
    world.now = inDays(4);
    await world.runner.drain();
    expect(inChannel().map(({ to, update }) => [to, update])).toEqual([[place.conversationId, false]]);
  });

  it('gives way to another channel of its kind', async () => {
    await show(1);
    await show(1, 'benefit', other, 'later');
    await world.receive(R1);
    expect(inChannel().map(({ to }) => to)).toEqual([other.conversationId]);
  });

  it('gets nothing more after the word that ends it, while cards that are there follow', async () => {
    await show(1);
    await show(1, 'standard', place, 'word 2');
    await world.receive(R1);
    const stopped = await stopOffersIn(world.context, standsAt(1), place, undefined, 'stop');
    expect(stopped.map(({ kind }) => kind)).toEqual(['benefit', 'standard']);
    expect(await stopOffersIn(world.context, standsAt(1), place, undefined, 'again')).toEqual([]);
    expect((await rows()).toSorted()).toEqual([
      'show benefit',
      'show standard',
      'stop benefit',
      'stop standard',
    ]);
    world.said.length = 0;
    await world.receive(R2);
    expect(inChannel()).toEqual([]);
    await world.press(1, R1, 'decline');
    await world.runner.drain();
    expect(inChannel().map(({ update }) => update)).toEqual([true]);
  });

  it('is ended by nobody who is no program admin there, nor from another channel', async () => {
    await world.locationWith(two, [5]);
    await show(1);
    expect(await stopOffersIn(world.context, standsAt(5), place, undefined, 'a')).toEqual([]);
    expect(await stopOffersIn(world.context, standsAt(1), other, undefined, 'b')).toEqual([]);
    await world.receive(R1);
    expect(inChannel()).toHaveLength(1);
  });

  it('that Porter was removed from is left alone until the word is said there again', async () => {
    await show(1);
    world.fault = new ConnectorError({ status: 403, code: 'BotNotInConversationRoster', phase: 'answered' });
    await world.receive(R1);
    const id = channelIdOf(contosoTenant, place.conversationId);
    const channel = () => world.context.documents.get(ChannelDocument, partitions.person(id), 'channel');
    expect((await channel())?.value.unreachable).toMatchObject({ status: 403 });
    world.fault = undefined;
    await world.runner.drain();
    expect(inChannel()).toEqual([]);
    await show(1, 'benefit', place, 'word again');
    await world.runner.drain();
    expect(inChannel()).toHaveLength(1);
    const notices = await world.context.documents.list(NoticeDocument, partitions.person(id), { limit: 10 });
    expect(notices.items.map(({ value }) => value.state)).toEqual(['sent']);
  });

  it('of which somebody deleted the post gets a new one, and goes on being told', async () => {
    await show(1);
    await world.receive(R1);
    world.said.length = 0;
    world.gone = place.conversationId;
    await world.press(1, R1, 'accept');
    await world.runner.drain();
    expect(inChannel().map(({ to, update }) => [to, update])).toEqual([[place.conversationId, false]]);
    const id = channelIdOf(contosoTenant, place.conversationId);
    const channel = await world.context.documents.get(ChannelDocument, partitions.person(id), 'channel');
    expect(channel?.value.unreachable).toBeNull();
  });

  it('is not told what waited once it is no longer meant to be', async () => {
    await show(1);
    world.fault = new ConnectorError({
      status: 429,
      code: 'http-429',
      retryAfterMs: 30_000,
      phase: 'answered',
    });
    await world.receive(R1);
    world.fault = undefined;
    await stopOffersIn(world.context, standsAt(1), place, undefined, 'stop');
    world.now = new Date(world.now.getTime() + 30_000);
    await world.runner.drain();
    expect(inChannel()).toEqual([]);
  });
});

describe('what a right lost since means', () => {
  it('is that a former program admin can no longer set a channel', async () => {
    await world.locationWith(one, [1], {}, { role: 'program-admin' });
    const contacts = await world.context.documents.list(ContactDocument, partitions.partner(one), {
      limit: 10,
    });
    for (const entry of contacts.items)
      await world.context.documents.commit(partitions.partner(one), [remove(entry)]);
    expect(await show(1)).toMatchObject({ ok: false });
  });
});

describe('a channel whose admin has lost the right to set it', () => {
  const roster = () => world.context.documents.list(ContactDocument, partitions.partner(one), { limit: 10 });
  const noticesTo = async (number: number) => {
    const partition = partitions.person(person(number).personId);
    const found = await world.context.documents.list(NoticeDocument, partition, { limit: 100 });
    return found.items.map(({ value }) => value.subject.kind);
  };

  /** Changes the row of somebody on the roster, or takes it off. */
  async function change(number: number, entry: Partial<Contact> | 'gone'): Promise<void> {
    const row = (await roster()).items.find(({ value }) => value.aadObjectId === actorOf(number).aadObjectId);
    if (row === undefined) throw new Error('no row');
    await world.context.documents.commit(partitions.partner(one), [
      entry === 'gone' ? remove(row) : replace(ContactDocument, row, { ...row.value, ...entry }),
    ]);
  }

  beforeEach(async () => {
    await world.locationWith(one, [1, 2, 3], {}, { role: 'program-admin' });
    await change(3, { role: 'program-member' });
    await show(1);
  });

  it.each<[string, Partial<Contact> | 'gone']>([
    ['is on the roster no longer', 'gone'],
    ['is no program admin any more', { role: 'statement-admin' }],
    ['has no role any more', { role: null, incentiveRole: null }],
    ['is admin of another membership, for Benefit', { program: 'CM' }],
  ])('gets no offer once that admin %s, and the admins who are there are told', async (_case, entry) => {
    await change(1, entry);
    await world.receive(R1);

    expect(inChannel()).toEqual([]);
    expect((await noticesTo(2)).toSorted()).toEqual(['channel-ended', 'referral-offer']);
    expect(await noticesTo(3)).toEqual(['referral-offer']);
    expect((await rows()).toSorted()).toEqual(['end benefit', 'show benefit']);
    const reach = await findReach(world.context.documents, one);
    expect(reach?.value.channels.benefit).toBeNull();

    await world.receive(R2);
    expect((await noticesTo(2)).filter((kind) => kind === 'channel-ended')).toHaveLength(1);
  });

  it('gets offers as before while another admin set it again', async () => {
    await show(2, 'benefit', place, 'again');
    await change(1, 'gone');
    await world.receive(R1);
    expect(inChannel()).toHaveLength(1);
    expect(await noticesTo(2)).toEqual(['referral-offer']);
  });

  it('goes on showing the other kind where the right for it holds', async () => {
    await show(1, 'standard', place, 'standard');
    await change(1, { program: 'CM' });
    await world.receive(R1);
    await world.receive(R2, { kind: 'standard' });
    expect(inChannel()).toHaveLength(1);
  });

  it('gets no reminder either', async () => {
    await world.receive(R1);
    expect(inChannel()).toHaveLength(1);
    await change(1, 'gone');
    for (let hours = 1; hours <= 72; hours += 1) {
      world.now = new Date(noon.getTime() + hours * 3_600_000);
      await world.runner.drain();
    }
    expect(inChannel()).toHaveLength(1);
    expect(await noticesTo(2)).toContain('channel-ended');
  });

  it('takes nobody’s personal chat’s place', async () => {
    const stored = await world.context.documents.get(
      PersonDocument,
      partitions.person(person(2).personId),
      'person',
    );
    if (stored === undefined) throw new Error('no person');
    const settings = { ...stored.value.settings, offersIn: 'channel' } as const;
    await world.context.documents.commit(partitions.person(person(2).personId), [
      replace(PersonDocument, stored, { ...stored.value, settings }),
    ]);
    await change(1, 'gone');
    await world.receive(R1);
    const chat = `chat-${actorOf(2).aadObjectId}`;
    expect(world.said.filter(({ to }) => to === chat).length).toBeGreaterThan(0);
    expect(JSON.stringify(world.said.filter(({ to }) => to === chat))).toContain('referral.accept');
  });
});
