import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TestAdapter, type Activity } from 'botbuilder';
import type { DialogState } from 'botbuilder-dialogs';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { createRegistry } from '../../src/capabilities.ts';
import { commandOf } from '../../src/dialogs/index.ts';
import type { Answer, Speaking } from '../../src/dialogs/speaking.ts';
import type { Standing } from '../../src/domain/memberships/person.ts';
import { GlobalId, PartnerId, ReferralId } from '../../src/domain/shared/ids.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create } from '../../src/usecases/ports.ts';
import { pauseReferrals } from '../../src/usecases/referrals/pause.ts';
import { actionsOf, textOf } from '../support/card-rules.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { inDays, location } from '../support/referrals.ts';
import { contact, person, seedLocation } from '../support/seed.ts';
import { speakingOf } from '../support/speaking.ts';
import { OperatorDocument } from '../../src/usecases/memberships/documents.ts';
import { english, wording } from '../support/wording.ts';
import { countingDocuments } from '../support/counting-documents.ts';

const us = PartnerId.parse('1001');
const fr = PartnerId.parse('1002');
const account = GlobalId.parse('9000');
const at = (partnerId: PartnerId): Standing => ({ partnerId, globalId: account });
const registry = createRegistry();

let world: ReferralWorld;
let reads: number;

/** Dana (1) administers both locations; Lee (2) is a member of the first; 5 is a stranger. */
beforeEach(async () => {
  world = await referralWorld();
  const { documents } = world.context;
  for (const [partnerId, name] of [
    [us, 'Contoso (US)'],
    [fr, 'Contoso (FR)'],
  ] as const) {
    await seedLocation(documents, location({ partnerId, globalId: account, name }), [
      contact(partnerId, 1, { role: 'program-admin', name: 'Dana Okafor' }),
      ...(partnerId === us ? [contact(us, 2, { name: 'Lee Chen' })] : []),
    ]);
  }
  reads = 0;
});

afterEach(() => world.close());

function speaking(number: number, ...standings: Standing[]): Speaking {
  const counting = countingDocuments(world.context.documents, () => reads++);
  const context = { ...world.context, documents: counting };
  return speakingOf({ context, now: world.now }, number, 'op', { standings });
}

async function types(word: string, who: Speaking): Promise<AdaptiveCard> {
  const answer = await commandOf(registry, word)?.run(who);
  if (answer === undefined || 'dialog' in answer) throw new Error(`${word} asks further`);
  return answer;
}

async function presses(verb: string, data: object, who: Speaking): Promise<Answer> {
  const action = registry.actions.get(verb);
  if (action === undefined) throw new Error(`no ${verb}`);
  return action.run(who, { verb, data });
}

function cardIn(answer: Answer): AdaptiveCard {
  if (!('card' in answer)) throw new Error(answer.refused);
  return answer.card;
}

/** What is shown after each thing said to the dialog of a word: the cards, and whether it waits. */
async function converses(word: string, who: Speaking, ...said: string[]): Promise<AdaptiveCard[]> {
  const shown: AdaptiveCard[] = [];
  const state: DialogState = { dialogStack: [] };
  const answer = await commandOf(registry, word)?.run(who);
  if (answer === undefined || !('dialog' in answer)) throw new Error(`${word} asks nothing`);
  const adapter = new TestAdapter(async (context) => {
    const turn = { context, speaking: who, state };
    await (state.dialogStack.length === 0
      ? registry.dialogs.begin(turn, answer.dialog)
      : registry.dialogs.continue(turn));
  });
  for (const text of [word, ...said]) {
    await adapter.send(text).startTest();
    const sent: Partial<Activity>[] = adapter.activeQueue.splice(0);
    shown.push(...sent.map(({ attachments }) => attachments?.[0]?.content as AdaptiveCard));
  }
  return shown;
}

describe('the word pause', () => {
  it('shows what a pause does, for the only location', async () => {
    const card = await types('Pause', speaking(1, at(us)));

    expect(textOf(card)).toContain(`REFERRALS · Contoso (US)\n${english('referrals.pause.ask')}`);
    expect(actionsOf(card)).toMatchObject([
      { verb: 'referrals.pause', data: { partnerId: us } },
      { verb: 'talk.start', data: { about: 'pause', partnerId: us } },
    ]);
  });

  it('changes nothing by itself', async () => {
    await types('pause', speaking(1, at(us)));

    expect(await world.audits()).toEqual([]);
  });

  it('shows at once the only one of several that a person administers', async () => {
    const { documents } = world.context;
    await seedLocation(documents, location({ partnerId: PartnerId.parse('1003'), globalId: account }), [
      contact(PartnerId.parse('1003'), 1),
    ]);
    const card = await types('pause', speaking(1, at(us), at(PartnerId.parse('1003'))));

    expect(textOf(card)).toContain('Contoso (US)');
  });

  it('asks which of several, and takes a number, a name, an id or a tap', async () => {
    for (const typed of ['2', 'contoso (us)', us]) {
      const [asked, shown] = await converses('pause', speaking(1, at(us), at(fr)), typed);

      expect(actionsOf(asked!)).toMatchObject([
        { title: 'Contoso (FR)', verb: 'pause.show', data: { partnerId: fr } },
        { title: 'Contoso (US)', verb: 'pause.show', data: { partnerId: us } },
      ]);
      expect(textOf(shown!)).toContain('REFERRALS · Contoso (US)');
    }
    const answer = await presses('pause.show', { partnerId: us }, speaking(1, at(us), at(fr)));
    expect('card' in answer && textOf(answer.card)).toContain('REFERRALS · Contoso (US)');
  });

  it('asks again for what fits none', async () => {
    const cards = await converses('pause', speaking(1, at(us), at(fr)), 'Mars', '1');

    expect(cards.map((card) => textOf(card).split('\n')[1])).toEqual([
      english('referrals.pause.which'),
      english('referrals.pause.which'),
      english('referrals.pause.ask'),
    ]);
  });

  it('tells a member who could', async () => {
    const card = await types('pause', speaking(2, at(us)));

    expect(actionsOf(card)).toEqual([]);
    expect(textOf(card)).toMatch(wording('referrals.pause.only-admins'));
    expect(textOf(card)).toMatch(wording('referrals.pause.ask-admin', { names: '**Dana Okafor**' }));
  });

  it('tells somebody whose right has gone that they have no access', async () => {
    expect(textOf(await types('pause', speaking(5, at(us))))).toMatch(wording('chat.no-access.subject'));
    expect(textOf(await types('pause', speaking(5, at(us), at(fr))))).toMatch(
      wording('chat.no-access.subject'),
    );
  });
});

describe('the word pause in the days after a pause', () => {
  beforeEach(async () => {
    await pauseReferrals(world.context, actorOf(1), { partnerId: us, reason: '' }, 'paused');
  });

  it.each([
    ['that ended by itself', async () => Promise.resolve(), inDays(31), 'Fri, 22 Jan 2027'],
    [
      'that was ended early',
      async () => {
        world.now = inDays(10);
        await presses('referrals.resume', { partnerId: us }, speaking(1));
      },
      inDays(11),
      'Sat, 2 Jan 2027',
    ],
  ])('says from when the next one is possible and why, after one %s', async (_case, end, now, from) => {
    await end();
    world.now = now;
    for (const card of [
      await types('pause', speaking(1, at(us))),
      cardIn(await presses('pause.show', { partnerId: us }, speaking(1, at(us)))),
      cardIn(await presses('referrals.pause', { partnerId: us }, speaking(1, at(us)))),
    ]) {
      const text = textOf(card);
      expect(text).toMatch(wording('referrals.pause.not-before', { day: from }));
      expect(text).toMatch(wording('referrals.pause.too-soon', { days: 30 }));
      expect(text).not.toMatch(wording('referrals.pause.nothing-to-do'));
      expect(text).not.toMatch(wording('referrals.pause.nothing-to-do-short'));
      expect(actionsOf(card).map(({ verb }) => verb)).not.toContain('referrals.pause');
    }
  });

  it('says so to a member too, with who could', async () => {
    world.now = inDays(31);
    const text = textOf(await types('pause', speaking(2, at(us))));
    expect(text).toMatch(wording('referrals.pause.not-before', { day: 'Fri, 22 Jan 2027' }));
    expect(text).toMatch(wording('referrals.pause.ask-admin', { names: '**Dana Okafor**' }));
  });
});

describe('pressing Pause', () => {
  it('brings the same card back as paused, with Resume', async () => {
    const answer = await presses('referrals.pause', { partnerId: us, reason: ' Holidays ' }, speaking(1));

    const card = 'card' in answer ? answer.card : undefined;
    expect(textOf(card!)).toContain('Paused until Wed 23 Dec\n30 days left');
    expect(textOf(card!)).toContain('Reason: Holidays');
    expect(actionsOf(card!)).toMatchObject([{ verb: 'referrals.resume' }]);
  });

  it('needs no reason', async () => {
    expect(await presses('referrals.pause', { partnerId: us }, speaking(1))).toHaveProperty('card');
  });

  it('keeps a reason that is too long in the form, and pauses nothing', async () => {
    const reason = 'x'.repeat(1_001);
    const answer = await presses('referrals.pause', { partnerId: us, reason }, speaking(1));

    expect('card' in answer && textOf(answer.card)).toContain('at most 1,000 characters');
    expect(await world.audits()).toEqual([]);
  });

  it.each(['referrals.pause', 'referrals.resume'])(
    'refuses a member by name of who could: %s',
    async (verb) => {
      const answer = await presses(verb, { partnerId: us }, speaking(2));
      expect(answer).toMatchObject({ refused: 'forbidden' });
      expect('refused' in answer && answer.message({ locale: 'en' })).toContain('Dana Okafor');
    },
  );

  it.each([
    ['referrals.pause', {}],
    ['referrals.resume', {}],
    ['referrals.leave', { program: 'FRP' }],
    ['pause.show', {}],
    ['profile.show', {}],
  ])('answers a stranger as for a location that is not there: %s', async (verb, data) => {
    const stranger = await presses(verb, { ...data, partnerId: us }, speaking(5));

    expect(stranger).toEqual(await presses(verb, { ...data, partnerId: '9999' }, speaking(1)));
    expect(stranger).toMatchObject({ refused: 'forbidden' });
    expect(JSON.stringify(stranger)).not.toContain('Dana');
  });

  it('understands no field that the card does not send', () => {
    const { schema } = registry.actions.get('referrals.pause')!;
    const verb = 'referrals.pause';

    expect(schema.safeParse({ verb, data: { partnerId: us, days: 90 } }).success).toBe(false);
    expect(schema.safeParse({ verb, data: { partnerId: 'x' } }).success).toBe(false);
    expect(schema.safeParse({ verb, data: {} }).success).toBe(false);
  });
});

describe('the word resume', () => {
  it('leads to the only paused location of several', async () => {
    await pauseReferrals(world.context, actorOf(1), { partnerId: fr, reason: '' }, 'p');
    const card = await types('resume', speaking(1, at(us), at(fr)));

    expect(textOf(card)).toContain('REFERRALS · Contoso (FR)');
    expect(actionsOf(card)).toMatchObject([{ verb: 'referrals.resume', data: { partnerId: fr } }]);
  });

  it('says when none of several is paused', async () => {
    expect(textOf(await types('resume', speaking(1, at(us), at(fr))))).toMatch(
      wording('referrals.resume.nothing'),
    );
  });
});

describe('the word help', () => {
  it('shows the days that are left of a pause, to those with a role there', async () => {
    await pauseReferrals(world.context, actorOf(1), { partnerId: fr, reason: '' }, 'p');
    world.now = inDays(3);
    const line = '**Contoso (FR)**: Paused until Wed 23 Dec, 13:00 (Berlin), 27 days left.';

    expect(textOf(await types('help', speaking(1, at(us), at(fr))))).toContain(line);
    expect(textOf(await types('help', speaking(5, at(us), at(fr))))).not.toContain('Paused');
    world.now = inDays(30);
    expect(textOf(await types('help', speaking(1, at(us), at(fr))))).not.toContain('Paused');
  });

  it('reads the locations of one account together, and each roster once', async () => {
    const card = await types('help', speaking(1, at(us), at(fr)));

    expect(textOf(card)).not.toContain('Contoso');
    expect(reads).toBe(3);
  });
});

describe('the word profile', () => {
  it('shows the only location, and asks which of several', async () => {
    expect(textOf(await types('profile', speaking(2, at(us))))).toContain('Contoso (US)');

    const [, shown] = await converses('profile', speaking(1, at(us), at(fr)), '1');
    expect(textOf(shown!)).toContain('Contoso (FR)');
  });
});

describe('a turn', () => {
  it.each<[string, (who: Speaking) => Promise<unknown>]>([
    ['pause', (who) => types('pause', who)],
    ['resume', (who) => types('resume', who)],
    ['profile', (who) => types('profile', who)],
    ['help', (who) => types('help', who)],
    ['pressing Pause', (who) => presses('referrals.pause', { partnerId: us }, who)],
    ['pressing Resume', (who) => presses('referrals.resume', { partnerId: us }, who)],
    ['a refused press', (who) => presses('referrals.pause', { partnerId: us }, { ...who, ...speaking(2) })],
  ])('takes three reads at most beyond that of the person: %s', async (_word, run) => {
    await run(speaking(1, at(us)));

    expect(reads).toBeLessThanOrEqual(3);
  });

  it('takes as many to ask which of two locations', async () => {
    await commandOf(registry, 'pause')?.run(speaking(1, at(us), at(fr)));

    expect(reads).toBe(3);
  });
});

describe('the reads of a turn on a referral, beside the person', () => {
  const referral = { referralId: 'R-1', part: 1, offer: 1 };

  beforeEach(async () => {
    await world.receive(ReferralId.parse('R-1'));
  });

  it.each([
    ['an open one is shown', 'referral.show', {}, 4],
    ['it is accepted', 'referral.accept', {}, 3],
  ])('are few when %s', async (_case, verb, inputs, most) => {
    expect(await presses(verb, { ...referral, ...inputs }, speaking(1, at(us)))).toHaveProperty('card');
    expect(reads).toBeLessThanOrEqual(most);
  });

  it.each([
    ['shown, with its history', 'referral.show', {}, 4],
    ['accepted by a second one, who sees by whom', 'referral.accept', {}, 3],
    ['handed to a colleague', 'referral.assign', { aadObjectId: actorOf(2).aadObjectId }, 3],
    ['noted upon', 'referral.note', { text: 'x' }, 3],
    ['made a file', 'file.get', { kind: 'introduction' }, 4],
  ])('are few when a decided one is %s', async (_case, verb, inputs, most) => {
    await world.press(2, ReferralId.parse('R-1'), 'accept');
    const answer = await presses(verb, { ...referral, ...inputs }, speaking(1, at(us)));

    expect(answer).toHaveProperty('card');
    expect(reads).toBeLessThanOrEqual(most);
  });
});

describe('programme staff with a location of their own', () => {
  const staff = () => ({
    ...speaking(1, at(us)),
    person: person(1, { standings: [at(us)], operator: true }),
  });

  beforeEach(async () => {
    const { tenantId, aadObjectId, personId } = actorOf(1);
    const operator = { tenantId, aadObjectId, personId, name: 'Dana Okafor', email: 'dana@contoso.test' };
    await world.context.documents.commit(partitions.program('operators'), [
      create(OperatorDocument, 'operator:1', operator),
    ]);
  });

  it('see their location by the word referrals, and from there how all partners stand', async () => {
    const card = await types('referrals', staff());

    expect(textOf(card)).toContain('REFERRALS\nContoso (US)');
    expect(actionsOf(card).map(({ verb }) => verb)).toContain('operations.show');
    expect(await presses('operations.show', {}, staff())).toHaveProperty('card');
  });

  it('see it by a word too, which help names to them alone', async () => {
    expect(textOf(await types('operations', staff()))).toContain('OPERATIONS');
    expect(textOf(await types('help', staff()))).toContain('operations');

    expect(textOf(await types('operations', speaking(2, at(us))))).toMatch(
      wording('chat.staff-only.subject'),
    );
    expect(textOf(await types('help', speaking(2, at(us))))).not.toContain('operations');
    const list = await types('referrals', speaking(2, at(us)));
    expect(actionsOf(list).map(({ verb }) => verb)).not.toContain('operations.show');
  });
});
