import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createRegistry, noticeCard } from '../../src/capabilities.ts';
import type { Answer, Speaking } from '../../src/dialogs/speaking.ts';
import { PartnerId, ReferralId } from '../../src/domain/shared/ids.ts';
import { presentCard } from '../../src/notifications/present-card.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { remove } from '../../src/usecases/ports.ts';
import { say } from '../../src/words/say.ts';
import { textOf } from '../support/card-rules.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { person, seedPerson } from '../support/seed.ts';
import { speakingNow } from '../support/speaking.ts';
import { ContactDocument, PersonDocument } from '../../src/usecases/memberships/documents.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';
import { wording } from '../support/wording.ts';

const us = PartnerId.parse('1001');
const partition = partitions.person(person(1).personId);

let world: ReferralWorld;
beforeEach(async () => {
  world = await referralWorld();
});
afterEach(() => world.close());

async function speaking(overrides: Partial<Speaking> = {}): Promise<Speaking> {
  return { ...(await speakingNow(world, 1, 'op')), ...overrides };
}

async function presses(verb: string, data: object, overrides: Partial<Speaking> = {}): Promise<Answer> {
  const action = createRegistry(presentCard.bind(undefined, world.context, noticeCard)).actions.get(verb);
  if (action === undefined) throw new Error(`no ${verb}`);
  return action.run(await speaking(overrides), { verb, data });
}

const said = (answer: Answer) => ('card' in answer ? textOf(answer.card) : answer.refused);

describe('settings', () => {
  beforeEach(async () => {
    await seedPerson(world.context.documents, person(1));
  });

  it('are set by whoever presses, and shown as saved in their own zone', async () => {
    const set = {
      kinds: 'referrals,claims',
      quietFrom: '20:00',
      quietTo: '07:00',
      zone: 'Asia/Tokyo',
      language: 'de',
    };
    expect(said(await presses('settings.set', set))).toContain(say({ locale: 'de' }, 'settings.state.saved'));
    const stored = await world.context.documents.get(PersonDocument, partition, 'person');
    expect(stored?.value.settings).toEqual({
      muted: ['dpor', 'cases', 'renewals', 'expiries', 'left', 'weekly'],
      digest: false,
      quiet: { from: '20:00', to: '07:00' },
      zone: 'Asia/Tokyo',
      language: 'de',
      offersIn: 'personal',
    });
    expect(said(await presses('settings.show', {}))).toContain('Tokyo');
  });

  it('that cannot be understood change nothing', async () => {
    expect(said(await presses('settings.set', { kinds: 'dpor', zone: 'Nowhere' }))).toContain(
      say({ locale: 'en' }, 'settings.state.not-saved'),
    );
    const stored = await world.context.documents.get(PersonDocument, partition, 'person');
    expect(stored?.value.settings.muted).toEqual([]);
  });
});

describe('a card that is seen', () => {
  const noticeId = `referral-offer:R-1:1:1:${person(1).personId}`;
  const notice = async () =>
    (await world.context.documents.get(NoticeDocument, partition, 'notice:referral-offer:R-1:1:1'))?.value;

  beforeEach(async () => {
    await world.locationWith(us, [1]);
    await world.receive(ReferralId.parse('R-1'));
  });

  it('is answered with the card as it now is, which asks again, and nothing is changed', async () => {
    await world.press(1, ReferralId.parse('R-1'), 'accept');
    const before = await notice();
    const answer = await presses(
      'card.seen',
      { noticeId },
      { pressedIn: { activityId: 'm1', conversationId: 'c' } },
    );
    expect(said(answer)).toContain('Accepted');
    expect(JSON.stringify(answer)).toContain('card.seen');
    expect(await notice()).toEqual(before);
  });

  it('is a card even when there is nothing to tell any more', async () => {
    const { documents } = world.context;
    const roster = await Array.fromAsync(documents.scan(ContactDocument, 'partners'));
    await documents.commit(partitions.partner(us), roster.map(remove));
    expect(said(await presses('card.seen', { noticeId }))).toMatch(wording('chat.gone.subject'));
  });

  it('of somebody else is as if it were not there', async () => {
    const theirs = `referral-offer:R-1:1:1:${person(2).personId}`;
    expect(said(await presses('card.seen', { noticeId: theirs }))).toBe('forbidden');
    expect(
      said(await presses('card.seen', { noticeId: `referral-offer:R-9:1:1:${person(1).personId}` })),
    ).toBe('forbidden');
  });
});
