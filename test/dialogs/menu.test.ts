import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { welcomeCard } from '../../src/cards/chat/cards.ts';
import { notUnderstoodCard } from '../../src/cards/chat/help.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { menuOf } from '../../src/dialogs/chat/menu.ts';
import { createRegistry } from '../../src/capabilities.ts';
import { runPress } from '../../src/bot/invoke.ts';
import { commandOf } from '../../src/dialogs/index.ts';
import type { Contact } from '../../src/domain/memberships/contact.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create } from '../../src/usecases/ports.ts';
import { actionsOf, cardFaults, textOf } from '../support/card-rules.ts';
import { say } from '../../src/words/say.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { location } from '../support/referrals.ts';
import { contact, person, seedLocation } from '../support/seed.ts';
import { speakingOf } from '../support/speaking.ts';
import { OperatorDocument } from '../../src/usecases/memberships/documents.ts';
import { wording } from '../support/wording.ts';

const us = PartnerId.parse('1001');
const standings = [{ partnerId: us, globalId: null }];
const registry = createRegistry();

let world: ReferralWorld;

beforeEach(async () => {
  world = await referralWorld();
});

afterEach(() => world.close());

/** A location whose admin is Dana (1), and where somebody (2) has the row given. */
async function rosterWith(entry: Partial<Contact>): Promise<void> {
  const ended = { program: 'CM' as const, anniversary: '2027-06-30', ends: '2026-11-22' };
  const frp = { program: 'FRP' as const, anniversary: '2027-06-30', ends: null };
  await seedLocation(world.context.documents, location({ partnerId: us, memberships: [frp, ended] }), [
    contact(us, 1, { role: 'program-admin', name: 'Dana Okafor' }),
    contact(us, 2, entry),
  ]);
}

async function listOperator(number: number): Promise<void> {
  const { personId, tenantId, aadObjectId, name } = person(number);
  await world.context.documents.commit(partitions.program('operators'), [
    create(OperatorDocument, `operator:${number}`, { personId, tenantId, aadObjectId, name, email: '' }),
  ]);
}

const speaking = (number: number, known: Parameters<typeof speakingOf>[3]) =>
  speakingOf(world, number, 'op', known);

async function types(word: string, who: ReturnType<typeof speaking>): Promise<AdaptiveCard> {
  const answer = await commandOf(registry, word)?.run(who);
  if (answer === undefined || 'dialog' in answer) throw new Error(`${word} asks further`);
  return answer;
}

function taps(word: string | undefined, who: ReturnType<typeof speaking>, automatic = false) {
  const data = word === undefined ? {} : { word };
  return runPress(registry.actions, who, { verb: 'help.show', data, automatic });
}

async function menuWords(who: ReturnType<typeof speaking>): Promise<string[]> {
  const { words } = await menuOf(world.context, who.person, registry.commands);
  return words.map(({ word }) => word);
}

const OWN = ['settings', 'help'];
const ROLE = [
  'today',
  'scores',
  'referrals',
  'profile',
  'associations',
  'portfolio',
  'certificates',
  'left on the table',
  'csp',
  'renewal',
  'cases',
  'news',
  'ask',
];

describe('the menu', () => {
  it.each<[string, Partial<Contact>, readonly string[]]>([
    ['a payment contact without a role', { role: null, pocs: ['payment'] }, OWN],
    ['a role of a membership that has ended', { program: 'CM' }, OWN],
    ['a program member', {}, [...ROLE, ...OWN]],
    ['a statement admin', { role: 'statement-admin' }, [...ROLE, 'statements', ...OWN]],
    [
      'a program admin',
      { role: 'program-admin' },
      [...ROLE, 'statements', 'pause', 'resume', 'team', ...OWN],
    ],
    [
      'an incentive user without a programme',
      { role: null, program: null, incentiveRole: 'incentive-user' },
      [...ROLE, 'claims', 'new claim', ...OWN],
    ],
  ])('names to %s what they may do, and no more', async (_case, entry, words) => {
    await rosterWith(entry);
    expect((await menuWords(speaking(2, { standings }))).toSorted()).toEqual([...words].toSorted());
  });

  it('names to programme staff without a location their own words, none of which is refused', async () => {
    await listOperator(3);
    const staff = speaking(3, { operator: true });
    const words = await menuWords(staff);
    expect(words.toSorted()).toEqual([
      'ask',
      'cases',
      'claims',
      'help',
      'mails',
      'news',
      'operations',
      'referrals',
      'settings',
      'today',
    ]);
    for (const word of words) {
      expect(textOf(await types(word, staff))).not.toMatch(/no access|for partner locations/u);
    }
  });

  it('names no word of programme staff to who is no longer on their list', async () => {
    expect(await menuWords(speaking(3, { operator: true }))).toEqual(['settings', 'help']);
  });

  it('is rows of help, each of which says its word by a tap, under headings', async () => {
    await rosterWith({ role: 'program-admin' });
    const who = speaking(2, { standings });
    const card = await types('help', who);

    const words = actionsOf(card)
      .filter(({ verb }) => verb === 'help.show')
      .map(({ data }) => data);
    expect(words).toEqual(
      [
        'today',
        'scores',
        'certificates',
        'associations',
        'portfolio',
        'left on the table',
        'csp',
        'cases',
        'statements',
        'renewal',
        'team',
        'referrals',
        'pause',
        'resume',
        'profile',
        'news',
        'ask',
        'settings',
        'help',
      ].map((word) => ({ word })),
    );
    expect(cardFaults(card)).toEqual([]);
    const text = textOf(card);
    expect(text).toContain(say(who.reader, 'help.group.referrals'));
    expect(text).not.toContain(say(who.reader, 'help.group.claims'));
    expect(text).not.toContain(say(who.reader, 'help.group.staff'));
  });

  it.each(['scores', 'settings', 'referrals'])(
    'answers a tap on the row of %s as the typed word, for the rights held now',
    async (word) => {
      await rosterWith({});
      for (const known of [{ standings }, {}]) {
        const who = speaking(2, known);
        expect(await taps(word, who)).toEqual({ card: await types(word, who) });
      }
    },
  );

  it('begins the question of a word that asks further, below the list', async () => {
    await rosterWith({ role: 'program-admin' });
    const second = PartnerId.parse('1002');
    await seedLocation(world.context.documents, location({ partnerId: second }), [
      contact(second, 2, { role: 'program-admin' }),
    ]);
    const both = { standings: [...standings, { partnerId: second, globalId: null }] };
    const typed = await commandOf(registry, 'pause')?.run(speaking(2, both));
    if (typed === undefined || !('dialog' in typed)) throw new Error('pause asks nothing');

    expect(await taps('pause', speaking(2, both))).toMatchObject({
      asks: { dialog: typed.dialog, options: {} },
    });
  });

  it.each(['open sesame', 'constructor', ''])('refuses a row that no card of ours has: %s', async (word) => {
    await rosterWith({});
    expect(await taps(word, speaking(2, { standings }))).toMatchObject({ refused: 'invalid' });
  });

  it('does nothing for a client that taps by itself', async () => {
    await rosterWith({});
    expect(await taps('scores', speaking(2, { standings }), true)).toMatchObject({ refused: 'invalid' });
    expect(await taps(undefined, speaking(2, { standings }), true)).toHaveProperty('card');
  });

  it.each(['help', 'welcome', 'not understood'])(
    'says who gives rights to a contact without a role, and names nobody: %s',
    async (where) => {
      await rosterWith({ role: null, pocs: ['payment'] });
      const who = speaking(2, { standings });
      const menu = await menuOf(world.context, who.person, registry.commands);
      const card =
        where === 'help'
          ? await types('help', who)
          : where === 'welcome'
            ? welcomeCard('Pat', menu, who.reader)
            : notUnderstoodCard(menu, { locale: 'en' });
      expect(textOf(card)).not.toMatch(/Dana Okafor|scores|referrals are offered/u);
      if (where !== 'not understood') expect(textOf(card)).toMatch(wording('chat.no-role.who-gives'));
    },
  );

  it.each(['scores', 'referrals', 'pause', 'resume', 'profile', 'claims', 'new claim', 'associations'])(
    'agrees with what the word %s answers to a contact without a role, and names nobody there',
    async (word) => {
      await rosterWith({ role: null, pocs: ['payment'] });
      const text = textOf(await types(word, speaking(2, { standings })));
      expect(text).toMatch(wording('chat.no-role.line'));
      expect(text).toMatch(wording('chat.no-role.who-gives'));
      expect(text).not.toContain('Dana Okafor');
    },
  );

  it.each(['scores', 'pause', 'resume', 'profile', 'new claim', 'associations'])(
    'answers programme staff without a location who type %s with their own words',
    async (word) => {
      await listOperator(3);
      const text = textOf(await types(word, speaking(3, { operator: true })));
      expect(text).toMatch(wording('chat.no-access.operator-line'));
      expect(text).not.toContain('no access');
    },
  );

  it('answers whoever types operations, and is no operator, with whom it is for', async () => {
    await rosterWith({});
    const text = textOf(await types('operations', speaking(2, { standings })));
    expect(text).toMatch(wording('chat.staff-only.subject'));
    expect(text).not.toContain('not for you');
  });
});

it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
  'a verb that every object has asks nothing further: %s',
  (verb) => {
    expect(createRegistry().asksByChat(verb, {})).toBeUndefined();
  },
);
