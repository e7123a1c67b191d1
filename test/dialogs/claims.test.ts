import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createRegistry } from '../../src/capabilities.ts';
import { INVALID, type Answer } from '../../src/dialogs/speaking.ts';
import type { Standing } from '../../src/domain/memberships/person.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create } from '../../src/usecases/ports.ts';
import { actionsOf, cardFaults, textOf } from '../support/card-rules.ts';
import { claim, claimWorld, evidence as proof, type ClaimWorld } from '../support/claims.ts';
import { noon } from '../support/referrals.ts';
import { contact, person } from '../support/seed.ts';
import { speakingOf } from '../support/speaking.ts';
import { ContactDocument } from '../../src/usecases/memberships/documents.ts';
import { english, wording } from '../support/wording.ts';

const registry = createRegistry();
const two = { partnerId: PartnerId.parse('1002'), claimId: 'C-2' };
const STANDINGS: { [number: number]: Standing[] } = {
  1: [{ partnerId: PartnerId.parse('1001'), globalId: null }],
  2: [{ partnerId: PartnerId.parse('1002'), globalId: null }],
};

let world: ClaimWorld;
let presses = 0;
beforeEach(async () => {
  world = await claimWorld();
});
afterEach(() => world.close());

const speaking = (number: number, opId = `op-${++presses}`) =>
  speakingOf(world, number, opId, { operator: number >= 90, standings: STANDINGS[number] ?? [] });

async function press(number: number, verb: string, data: object): Promise<Answer> {
  const action = registry.actions.get(verb);
  if (action === undefined) throw new Error(`no ${verb}`);
  const submit = action.schema.safeParse({ verb, data });
  if (!submit.success) return INVALID;
  return action.run(speaking(number), submit.data);
}

const cardOf = (answer: Answer) => {
  if (!('card' in answer)) throw new Error(answer.refused);
  return answer.card;
};
const said = (answer: Answer) => ('card' in answer ? textOf(answer.card) : answer.refused);

describe('a form with bad input comes back, keeps what was typed and stores nothing', () => {
  it.each([
    [
      'a question without words',
      90,
      'claim.review',
      { decision: 'ask', comments: '  ' },
      wording('claim-refusals.say-why.decide'),
    ],
    [
      'a rejection without words',
      90,
      'claim.review',
      { decision: 'reject' },
      wording('claim-refusals.say-why.decide'),
    ],
    [
      '100 kB of comments',
      90,
      'claim.review',
      { decision: 'ask', comments: 'x'.repeat(100_000) },
      wording('claim-refusals.too-long', { most: 4_000 }),
    ],
    ['a day to come', 90, 'claim.told', { toldOn: '2026-11-24' }, wording('claim-refusals.told-in-future')],
    [
      'a day before the claim',
      90,
      'claim.told',
      { toldOn: '2026-11-22' },
      wording('claim-refusals.told-before-submission'),
    ],
    ['no day', 90, 'claim.told', { toldOn: 'soon' }, wording('claim-refusals.no-day')],
    [
      'a withdrawal without a reason',
      1,
      'claim.withdraw',
      { reason: ' ' },
      wording('claim-refusals.say-why.withdraw'),
    ],
  ])('%s', async (_case, who, verb, inputs, error) => {
    await world.submit(1);
    const before = await world.claims();

    const answer = await press(who, verb, { claimId: 'C-1', ...inputs });

    expect(said(answer)).toMatch(error);
    expect(await world.claims()).toEqual(before);
  });

  it('proof that is no https link', async () => {
    await world.submit(1);
    await world.move(90, 'C-1', ['ask']);

    const answer = await press(1, 'claim.resubmit', {
      claimId: 'C-1',
      evidence: 'https://ok.test/a\njavascript:alert(1)',
      comments: 'typed before',
    });

    expect(said(answer)).toMatch(wording('claim-refusals.not-a-link', { line: 2 }));
    expect(JSON.stringify(cardOf(answer))).toContain('typed before');
    expect((await world.claim('C-1')).status).toBe('partner-action-required');
  });
});

describe('a forged press', () => {
  it.each<[string, number, string, object]>([
    ['another organisation’s claim', 2, 'claim.show', { claimId: 'C-1' }],
    ['a claim that is not there', 1, 'claim.show', { claimId: 'C-404' }],
    [
      'an operator verb by the partner',
      1,
      'claim.review',
      { claimId: 'C-1', decision: 'approve', comments: 'x' },
    ],
    [
      'an operator verb by the partner, with bad input',
      1,
      'claim.review',
      { claimId: 'C-1', decision: 'ask', comments: 'x'.repeat(5_000) },
    ],
    ['a partner verb by an operator, with bad input', 90, 'claim.withdraw', { claimId: 'C-1', reason: '' }],
    ['another organisation’s defence', 2, 'claim.defend', { claimId: 'C-1', comments: 'x' }],
    ['the queue by a partner', 1, 'claims.queue', {}],
  ])('is forbidden, all alike: %s', async (_case, who, verb, data) => {
    await world.submit(1);
    const before = await world.claims();

    expect(await press(who, verb, data)).toMatchObject({ refused: 'forbidden' });
    expect(await world.claims()).toEqual(before);
  });

  it.each<[string, string, object]>([
    ['a list of ids', 'claim.review', { claimId: ['C-1', 'C-2'], decision: 'approve' }],
    ['an id that is an object', 'claim.show', { claimId: { $ne: '' } }],
    ['an id of another shape', 'claim.show', { claimId: '../C-1' }],
    ['a decision of its own', 'claim.review', { claimId: 'C-1', decision: 'approve-all' }],
    ['a field more', 'claim.review', { claimId: 'C-1', decision: 'approve', partnerId: '1001' }],
    [
      'a prototype',
      'claim.review',
      JSON.parse('{"claimId":"C-1","decision":"approve","__proto__":{"x":1}}') as object,
    ],
  ])('is invalid: %s', async (_case, verb, data) => {
    await world.submit(1);

    expect(await press(90, verb, data)).toMatchObject({ refused: 'invalid' });
    expect((await world.claim('C-1')).status).toBe('submitted');
  });

  it('with templates, Markdown and mentions in every text shows them as typed', async () => {
    const evil = '${secret} [x](https://evil.test) <at>all</at> **b** ![](https://evil.test/p.png)';
    await world.submit(1, { comments: evil, contact: { name: evil, title: evil, email: evil } });
    const asked = await press(90, 'claim.review', { claimId: 'C-1', decision: 'ask', comments: evil });
    const seen = [asked, await press(1, 'claim.show', { claimId: 'C-1' })];

    for (const answer of seen) {
      const text = said(answer).replaceAll(/\[files\.test\]\(https:\/\/files\.test\/\d+\)/g, '');
      expect(text).toContain('${secret}');
      expect(text).not.toMatch(/(?<!\\)\[x(?<!\\)\]\(|(?<!\\)<at>|(?<!\\)\*\*b/);
    }
  });
});

describe('an approval without the proof that a claim needs', () => {
  const approve = { claimId: 'C-1', decision: 'approve' };

  it.each([
    ['no proof at all', []],
    ['the mail alone by which a referral was assigned', [{ ...proof(1), kind: 'assignment-mail' as const }]],
  ])('asks for a written ground in the form itself: %s', async (_case, evidence) => {
    await world.submit(1, { evidence });

    for (const comments of [undefined, '', ' \u200b', null]) {
      const card = cardOf(
        await press(90, 'claim.review', { ...approve, ...(comments === null ? {} : { comments }) }),
      );
      expect(textOf(card)).toMatch(wording('claim-refusals.ground-required'));
      expect((await world.claim('C-1')).status).toBe('submitted');
    }
    expect(await world.claimAudits()).not.toContainEqual(expect.objectContaining({ action: 'claim.review' }));
  });

  it('keeps the ground, and says on both sides that there was no proof', async () => {
    await world.submit(1, { evidence: [] });
    await press(90, 'claim.review', { ...approve, comments: 'Signed on paper, seen by Robin' });

    expect((await world.claim('C-1')).status).toBe('approved');
    for (const who of [1, 90]) {
      expect(said(await press(who, 'claim.show', { claimId: 'C-1' }))).toMatch(
        wording('claims.without-proof.ground', { ground: 'Signed on paper, seen by Robin' }),
      );
    }
  });

  it('is said of a claim that needed proof because it was contested', async () => {
    const free = { target: 'teams', activity: 'usage-only' as const, evidence: [] };
    await world.submit(1, free);
    await world.submit(2, { ...two, ...free });
    await press(90, 'claim.review', { ...approve, comments: 'Known to us both' });

    expect(said(await press(1, 'claim.show', { claimId: 'C-1' }))).toMatch(
      wording('claims.without-proof.ground', { ground: 'Known to us both' }),
    );
  });

  it('of an earlier release, which asked for no ground, is said to have none', async () => {
    const step = {
      at: noon,
      by: 'import',
      verb: 'claim.review',
      from: 'submitted',
      comment: '',
      opId: 'x',
    } as const;
    await world.keep(
      claim({ status: 'approved', approvedAt: noon, evidence: [], steps: [{ ...step, to: 'approved' }] }),
    );

    const shown = said(await press(1, 'claim.show', { claimId: 'C-1' }));
    expect(shown).toMatch(wording('claims.without-proof.no-ground'));
    expect(shown).not.toContain('“”');
  });

  it('is no such thing where there is proof, or none is needed', async () => {
    await world.submit(1);
    await press(90, 'claim.review', approve);
    await world.submit(2, { ...two, target: 'teams', activity: 'usage-only', evidence: [] });
    await press(90, 'claim.review', { ...approve, claimId: 'C-2' });

    for (const claimId of ['C-1', 'C-2']) {
      expect((await world.claim(claimId)).status).toBe('approved');
      const shown = said(await press(90, 'claim.show', { claimId }));
      expect(shown).not.toMatch(wording('claims.without-proof.ground'));
      expect(shown).not.toMatch(wording('claims.without-proof.no-ground'));
    }
  });
});

describe('what waits for operators', () => {
  it('is the same number of claims by operations and by claims', async () => {
    const operations = () => press(90, 'operations.show', {});
    expect(said(await operations())).toMatch(wording('operators.operations.idle'));
    await world.submit(1);
    await world.submit(2, two);
    await world.runner.drain();

    const card = cardOf(await operations());
    const queue = said(await press(90, 'claims.queue', {}));

    expect(textOf(card)).not.toMatch(wording('operators.operations.idle'));
    expect(actionsOf(card)).toContainEqual(
      expect.objectContaining({
        verb: 'claims.queue',
        title: `${english('operators.operations.claims')} · 2`,
      }),
    );
    expect(queue).toContain('2');
  });

  it('is said to concern partners of one’s own where nothing of it is shown', async () => {
    await world.submit(1);
    await world.runner.drain();
    await world.context.documents.commit(partitions.partner(PartnerId.parse('1001')), [
      create(ContactDocument, 'contact:FRP:own', contact(PartnerId.parse('1001'), 91)),
    ]);

    const queue = said(await press(91, 'claims.queue', {}));

    expect(queue).toContain('1 waiting');
    expect(queue).toMatch(wording('claims.queue.others-decide'));
  });

  it('tells an answer without proof from proof', async () => {
    await world.submit(1);
    await world.submit(2, { ...two, evidence: [] });
    await press(2, 'claim.defend', { claimId: 'C-2', comments: 'We were first.' });
    await press(1, 'claim.defend', { claimId: 'C-1', comments: 'It stands.' });

    for (const [claimId, line] of [
      ['C-1', wording('claims.answered.old', { partner: 'Location 1001' })],
      ['C-2', wording('claims.answered.none', { partner: 'Location 1002' })],
    ] as const) {
      const shown = said(await press(90, 'claim.show', { claimId }));
      expect(shown).toMatch(line);
      expect(shown).not.toMatch(wording('claims.answered.proof'));
    }
    await press(2, 'claim.defend', { claimId: 'C-2', evidence: 'https://files.test/late' });
    expect(said(await press(90, 'claim.show', { claimId: 'C-2' }))).toMatch(
      wording('claims.answered.proof', { partner: 'Location 1002' }),
    );
  });

  it('says of each side of a contest what it has shown', async () => {
    await world.submit(1);
    await world.submit(2, { ...two, evidence: [] });

    expect(said(await press(90, 'claim.show', { claimId: 'C-1' }))).toMatch(
      wording('claims.shown.latest-by', { partner: 'Location 1001' }),
    );
    expect(said(await press(90, 'claim.show', { claimId: 'C-2' }))).toMatch(
      wording('claims.shown.none-by', { partner: 'Location 1002' }),
    );
  });
});

describe('a contest', () => {
  beforeEach(async () => {
    await world.submit(1, { evidence: [] });
    await world.move(90, 'C-1', ['approve', { comment: 'Seen on paper' }]);
    await world.submit(2, two);
  });

  it('shows neither partner the other’s name, proof or contact', async () => {
    for (const [who, claimId] of [
      [1, 'C-1'],
      [2, 'C-2'],
    ] as const) {
      const card = cardOf(await press(who, 'claim.show', { claimId }));
      const other = who === 1 ? '1002' : '1001';
      expect(JSON.stringify(card)).not.toContain(`Location ${other}`);
      expect(JSON.stringify(card).match(/files\.test\/1/g)?.length ?? 0).toBe(who === 1 ? 0 : 1);
    }
  });

  it('shows the operator both side by side, and tells the loser why and by whom', async () => {
    const shown = said(await press(90, 'claim.show', { claimId: 'C-1' }));
    expect(shown).toMatch(wording('claims.grid.beside'));
    expect(shown).toContain('Location 1001');
    expect(shown).toContain('Location 1002');
    expect(shown).toContain('Missing');

    expect(said(await press(90, 'claim.review', { claimId: 'C-2', decision: 'approve' }))).toContain(
      'Say why',
    );
    await press(90, 'claim.review', { claimId: 'C-2', decision: 'approve', comments: 'Newer proof' });

    const lost = cardOf(await press(1, 'claim.show', { claimId: 'C-1' }));
    expect(textOf(lost)).toContain('It is Location 1002. Ground: “Newer proof”');
    expect(cardFaults(lost)).toEqual([]);
    expect(actionsOf(lost).map(({ verb }) => verb)).not.toContain('claim.dispute');
  });

  it('lets the holder defend its target with proof', async () => {
    const answer = await press(1, 'claim.defend', { claimId: 'C-1', evidence: 'https://files.test/new' });

    expect(said(answer)).toMatch(wording('claims.next.partners-compared'));
    expect(await world.claim('C-1')).toMatchObject({
      status: 'approved',
      contest: { answeredAt: noon },
      evidence: [{ link: 'https://files.test/new' }],
    });
  });
});

describe('the operators’ queue', () => {
  it('has contests first, then by deadline; is searched and narrowed; pages by ten', async () => {
    for (let number = 1; number <= 12; number++) {
      await world.submit(1, {
        claimId: `W-${number}`,
        target: number === 12 ? 'intune' : `workload-${number}`,
      });
    }
    await world.submit(2, { ...two, target: 'intune' });
    await world.runner.drain();

    const first = cardOf(await press(90, 'claims.queue', {}));
    expect(cardFaults(first)).toEqual([]);
    expect(
      textOf(first)
        .split('\n')
        .filter((line) => line === 'Contested'),
    ).toHaveLength(2);
    expect(textOf(first).indexOf('Contested')).toBeLessThan(textOf(first).indexOf('Submitted'));
    const more = actionsOf(first).find(({ title }) => title === 'More');
    const second = said(await press(90, 'claims.queue', more?.data as object));
    expect([...new Set(second.match(/W-\d+/g))]).toEqual(['W-7', 'W-8', 'W-9']);

    const found = said(await press(90, 'claims.queue', { search: '1002 INTUNE' }));
    expect(found).toContain('C-2');
    expect(found).not.toContain('W-12');
    expect(said(await press(90, 'claims.queue', { show: 'approved' }))).toMatch(
      wording('claims.queue.none-fits'),
    );
  });

  it('leaves out what is not for an operator whom the roster of a claiming partner lists', async () => {
    await world.submit(1);
    await world.submit(1, { claimId: 'C-3', target: 'intune' });
    await world.submit(2, { ...two, target: 'intune' });
    await world.submit(2, { partnerId: two.partnerId, claimId: 'C-5', target: 'sharepoint' });
    await world.runner.drain();
    const unbound = { aadObjectId: null, personId: null, email: person(91).email ?? '' };
    await world.context.documents.commit(partitions.partner(PartnerId.parse('1001')), [
      create(ContactDocument, 'contact:FRP:unbound', contact(PartnerId.parse('1001'), 91, unbound)),
    ]);

    const shown = said(await press(91, 'claims.queue', {}));

    expect(shown).toContain('C-5');
    expect(shown).not.toMatch(/C-1|C-2|C-3/);
  });

  it('is what an operator gets for the word claims', async () => {
    const command = registry.commands.find(({ words }) => words.includes('claims'));
    const answer = await command?.run(speaking(90));

    expect(answer !== undefined && 'body' in answer ? textOf(answer) : '').toMatch(
      wording('claims.queue.none'),
    );
  });
});
