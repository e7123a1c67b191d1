import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { textOf, actionsOf, cardFaults } from '../support/card-rules.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import type { Contact } from '../../src/domain/memberships/contact.ts';
import type { Location } from '../../src/domain/referrals/location.ts';
import { currentOffer } from '../../src/domain/referrals/referral.ts';
import type { Workload } from '../../src/domain/shared/catalogue.ts';
import { PartnerId, ReferralId, TenantId } from '../../src/domain/shared/ids.ts';
import { createRegistry } from '../../src/capabilities.ts';
import type { Answer } from '../../src/dialogs/speaking.ts';
import { DroppedImportDocument } from '../../src/usecases/imports/documents.ts';
import { recordImport } from '../../src/usecases/imports/record.ts';
import { newCommandImport } from '../../src/domain/imports/dropped.ts';
import { JobDocument } from '../../src/usecases/jobs.ts';
import { bindByEmail } from '../../src/usecases/memberships/bind.ts';
import { mailKey, personIdOf } from '../../src/usecases/memberships/person-id.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create, replace, type Documents } from '../../src/usecases/ports.ts';
import { decideReferral } from '../../src/usecases/referrals/decide.ts';
import { receiveReferral } from '../../src/usecases/referrals/receive.ts';
import { inDays, noon, tailspin } from '../support/referrals.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { aad, contact, person, seedPerson } from '../support/seed.ts';
import { speakingNow } from '../support/speaking.ts';
import {
  ContactDocument,
  OperatorDocument,
  PointerDocument,
} from '../../src/usecases/memberships/documents.ts';
import {
  LocationDocument,
  PartStandingDocument,
  TallyDocument,
} from '../../src/usecases/referrals/documents.ts';
import { surveyTallies } from '../../src/usecases/referrals/standings.ts';
import { english, wording } from '../support/wording.ts';

const R1 = ReferralId.parse('R-1');
const id = (number: number) => PartnerId.parse(String(number));
const OPERATOR = 90;

let world: ReferralWorld;
let documents: Documents;

beforeEach(async () => {
  world = await referralWorld();
  documents = world.context.documents;
  await seedPerson(documents, person(OPERATOR, { operator: true }));
  await listOperator(OPERATOR);
});

afterEach(() => world.close());

async function listOperator(number: number): Promise<void> {
  const { personId, tenantId, aadObjectId, name, email } = person(number);
  await documents.commit(partitions.program('operators'), [
    create(OperatorDocument, `operator:${number}`, {
      personId,
      tenantId,
      aadObjectId,
      name,
      email: email ?? '',
    }),
  ]);
}

function partner(number: number, workloads: readonly Workload[], overrides: Partial<Location> = {}) {
  const endorsements = workloads.map((workload) => ({ workload, expires: '2027-12-31' }));
  return world.locationWith(id(number), [number % 100], {
    endorsements,
    endorsed: [...workloads],
    ...overrides,
  });
}

async function receive(workloads: readonly Workload[], referralId = R1, seats = 1250): Promise<void> {
  await receiveReferral(world.context, {
    referralId,
    kind: 'benefit',
    customer: {
      customerId: tailspin,
      name: 'Tailspin Toys',
      country: 'US',
      language: 'en',
      industry: 'retail',
      seats,
    },
    workloads: [...workloads],
    requestedAt: noon,
  });
  await world.runner.drain();
}

let presses = 0;

/** Presses a button as the adapter does: data through the action's schema, then the action. */
async function press(
  number: number,
  verb: string,
  data: object,
  opId = `press-${++presses}`,
): Promise<Answer> {
  const action = createRegistry().actions.get(verb);
  if (action === undefined) throw new Error(`no ${verb}`);
  return action.run(await speakingNow(world, number, opId), { verb, data });
}

function cardOf(answer: Answer): AdaptiveCard {
  if (!('card' in answer)) throw new Error(answer.refused);
  expect(cardFaults(answer.card)).toEqual([]);
  return answer.card;
}

const withdraw = (number: number, part = 1, reason = 'The customer left', opId?: string) =>
  press(number, 'referral.withdraw', { referralId: R1, part, reason }, opId);
const reassign = (number: number, part = 1, partnerId = '', opId?: string) =>
  press(number, 'referral.reassign', { referralId: R1, part, reason: 'Wrong subsidiary', partnerId }, opId);

async function parts(): Promise<string[]> {
  const { parts: all } = await world.referral(R1);
  return all.map((part) => `${part.part} ${currentOffer(part)?.partnerId} ${currentOffer(part)?.status}`);
}

describe('who may', () => {
  beforeEach(async () => {
    await partner(1001, ['teams']);
    await partner(1002, ['teams'], { received: 5 });
    await receive(['teams']);
    await listOperator(1);
    await listOperator(2);
  });

  const staff = ['operations.show', 'operations.work', 'operations.retry'];
  const all = ['referral.withdraw', 'referral.reassign', 'referral.why', ...staff];

  it.each([
    ['an operator', OPERATOR, all],
    ['an operator with a role at another partner', 2, all],
    ['an operator with a role at the partner that has it', 1, staff],
    ['a program admin who is no operator', 3, []],
    ['a stranger', 77, []],
  ])('%s', async (_who, number, allowed) => {
    await documents.commit(partitions.partner(id(1001)), [
      create(ContactDocument, 'contact:FRP:3', contact(id(1001), 3, { role: 'program-admin' })),
    ]);
    // a round that is past, so that a change that is allowed changes nothing
    const past = { referralId: R1, part: 1, offer: 7, reason: 'x' };
    const data: { readonly [verb: string]: object } = {
      'referral.withdraw': past,
      'referral.reassign': past,
      'referral.why': { referralId: R1 },
      'operations.show': {},
    };
    for (const verb of all) {
      const answer = await press(number, verb, data[verb] ?? {});
      expect([verb, 'card' in answer]).toEqual([verb, allowed.includes(verb)]);
    }
    expect(await parts()).toEqual(['1 1001 offered']);
  });

  it('is told alike of what is not there and of what is not theirs', async () => {
    const none = { referralId: ReferralId.parse('R-none'), part: 1, reason: 'x' };
    expect(await press(OPERATOR, 'referral.withdraw', none)).toEqual(await withdraw(77));
    expect(await press(OPERATOR, 'referral.why', { referralId: none.referralId })).toEqual(
      await press(77, 'referral.why', { referralId: R1 }),
    );
  });

  it('never gives a part to a partner at which they hold a role', async () => {
    const card = cardOf(await reassign(2, 1, '1002'));
    expect(textOf(card)).toMatch(wording('operators.unfit.own-partner'));
    expect(await parts()).toEqual(['1 1001 offered']);
  });
});

describe('how Porter runs', () => {
  it('tells an operator what gave up, by kind and fault alone, and has it tried again once a press', async () => {
    await listOperator(1);
    const dead = {
      task: { task: 'operator.catch-up', personId: person(1).personId },
      dueSince: noon,
      attempts: 10,
      leased: false,
      lastError: 'RefusedForGood: 550 nobody@contoso.test',
    } as const;
    const partition = partitions.program('mail');
    await documents.commit(partition, [create(JobDocument, 'job:dead', dead)]);
    await press(1, 'operations.work', {});
    await world.runner.drain();

    const card = cardOf(await press(1, 'operations.work', {}));
    expect(cardFaults(card)).toEqual([]);
    expect(textOf(card)).toContain('RefusedForGood');
    expect(textOf(card)).not.toContain('contoso.test');
    expect(actionsOf(card).map(({ verb }) => verb)).toEqual(['operations.retry', 'operations.work']);

    await press(1, 'operations.retry', {});
    await world.runner.drain();
    expect(await documents.get(JobDocument, partition, 'job:dead')).toBeUndefined();
    const after = cardOf(await press(1, 'operations.work', {}));
    expect(actionsOf(after).map(({ verb }) => verb)).toEqual(['operations.work']);
  });

  it('shows the latest import that has ended, and whether it came from the chat or the command line', async () => {
    await listOperator(1);
    const outcome = {
      counts: [{ file: 'partners.csv', created: 2, changed: 1, left: 5, removed: 0 }],
      problems: [],
      problemCount: 0,
      warnings: [],
    };
    const shown = async () => textOf(cardOf(await press(1, 'operations.work', {})));

    await recordImport(documents, outcome, noon);
    expect(await shown()).toContain(english('operators.work.import.command'));
    expect(await shown()).toContain(english('operators.work.import.rows', { count: 3 }));

    await recordImport(documents, { ...outcome, counts: [], problemCount: 7 }, inDays(1));
    expect(await shown()).toContain(english('operators.work.import.failed', { count: 7 }));

    const chat = newCommandImport('a'.repeat(32), outcome, inDays(2));
    const { personId: owner } = person(1);
    await documents.commit(partitions.program('imports'), [
      create(DroppedImportDocument, 'import:chat', { ...chat, owner }),
      // Nothing was imported yet, or ever will be.
      create(DroppedImportDocument, 'import:looked-at', {
        ...chat,
        owner,
        state: 'wrong',
        droppedAt: inDays(3),
      }),
      create(DroppedImportDocument, 'import:waits', {
        ...chat,
        owner,
        state: 'checked',
        droppedAt: inDays(4),
      }),
    ]);
    expect(await shown()).toContain(english('operators.work.import.chat'));
  });
});

describe('a partner of the operator’s own', () => {
  const elsewhere = TenantId.parse('99999999-9999-4999-8999-999999999999');
  const mine = `person${OPERATOR}@contoso.test`;
  const entries: readonly (readonly [string, Partial<Contact>])[] = [
    ['a row bound to them', {}],
    ['a row that nobody is bound to yet', { aadObjectId: null, personId: null }],
    ['their address in another tenant', { aadObjectId: null, personId: null, tenantId: elsewhere }],
    [
      'their address bound to somebody of another tenant',
      { tenantId: elsewhere, personId: personIdOf(elsewhere, aad(5)), aadObjectId: aad(5) },
    ],
    ['an incentive role alone', { role: null, incentiveRole: 'incentive-user', program: null }],
    ['a membership that has ended', { program: 'CM' }],
  ];

  async function own(partnerId: PartnerId, entry: Partial<Contact>): Promise<void> {
    await documents.commit(partitions.partner(partnerId), [
      create(ContactDocument, 'contact:own', contact(partnerId, OPERATOR, { email: mine, ...entry })),
    ]);
  }

  it.each(entries)('is not theirs to judge, by %s', async (_case, entry) => {
    await partner(1001, ['teams']);
    await partner(1002, ['teams'], { received: 5 });
    await receive(['teams']);
    await own(id(1001), entry);

    const pressed = [
      await withdraw(OPERATOR),
      await reassign(OPERATOR),
      await reassign(OPERATOR, 1, '1002'),
      await press(OPERATOR, 'referral.why', { referralId: R1 }),
    ];

    expect(pressed.map((answer) => 'refused' in answer && answer.refused)).toEqual(
      pressed.map(() => 'forbidden'),
    );
    expect(await parts()).toEqual(['1 1001 offered']);
  });

  it.each(entries)('is never named by them, by %s', async (_case, entry) => {
    await partner(1001, ['teams']);
    await partner(1002, ['teams'], { received: 5 });
    await receive(['teams']);
    await own(id(1002), entry);
    expect(textOf(cardOf(await reassign(OPERATOR, 1, '1002')))).toMatch(
      wording('operators.unfit.own-partner'),
    );
    expect(await parts()).toEqual(['1 1001 offered']);
  });

  it.each(entries)(
    'is left out where the matching finds the partner, by %s, and why says so',
    async (_case, entry) => {
      await partner(1001, ['teams']);
      await partner(1002, ['teams'], { received: 5 });
      await partner(1003, ['teams'], { received: 9 });
      await receive(['teams']);
      await own(id(1002), entry);

      cardOf(await reassign(OPERATOR));
      await world.runner.drain();

      expect(await parts()).toEqual(['1 1003 offered']);
      const why = textOf(cardOf(await press(OPERATOR, 'referral.why', { referralId: R1 })));
      expect(why).toMatch(
        wording('operators.verdict.line', {
          count: 1,
          verdict: english('operators.verdict.own-partner'),
          names: 'Location 1002 1002',
        }),
      );
      const { value } = (await documents.get(LocationDocument, partitions.directory, id(1002))) ?? {};
      expect(value?.received).toBe(5);
    },
  );

  it('is left out of a split, and goes to the FastTrack Center where there is no other', async () => {
    await partner(1001, ['teams', 'exchange']);
    await partner(1002, ['teams'], { received: 5 });
    await partner(1003, ['exchange'], { received: 5 });
    await receive(['teams', 'exchange']);
    await own(id(1002), { aadObjectId: null, personId: null });

    cardOf(await reassign(OPERATOR));
    await world.runner.drain();

    expect(await parts()).toEqual(['1 1003 offered', '2 FTC ftc']);
  });

  it('stays left out when whoever got it lets it go, until another operator orders it', async () => {
    await partner(1001, ['teams']);
    await partner(1002, ['teams'], { received: 5 });
    await partner(1003, ['teams']);
    await receive(['teams']);
    await own(id(1002), { aadObjectId: null, personId: null });
    cardOf(await reassign(OPERATOR));
    await world.runner.drain();
    expect(await parts()).toEqual(['1 1003 offered']);

    const decline = { verb: 'decline', reason: 'capacity', notes: '' } as const;
    await decideReferral(world.context, actorOf(3), { referralId: R1, part: 1 }, decline, 'op');
    await world.runner.drain();
    expect(await parts()).toEqual(['1 FTC ftc']);

    await listOperator(91);
    await seedPerson(documents, person(91, { operator: true }));
    cardOf(await reassign(91));
    await world.runner.drain();
    expect(await parts()).toEqual(['1 1002 offered']);
  });

  it('is known by the address that Teams’ roster gives them, also while no row awaits it', async () => {
    const staff = person(92, { operator: true, email: null });
    await seedPerson(documents, staff);
    const { personId, tenantId, aadObjectId, name } = staff;
    await documents.commit(partitions.program('operators'), [
      create(OperatorDocument, 'operator:92', { personId, tenantId, aadObjectId, name, email: '' }),
    ]);
    await bindByEmail(world.context, staff, 'Staff@Contoso.test');
    await partner(1001, ['teams']);
    await receive(['teams']);
    await own(id(1001), { aadObjectId: null, personId: null, email: 'staff@contoso.test' });

    expect(await withdraw(92)).toMatchObject({ refused: 'forbidden' });
  });

  it('is not one where the roster lists them without a role', async () => {
    await partner(1001, ['teams']);
    await receive(['teams']);
    await own(id(1001), { role: null, pocs: ['payment'] });
    cardOf(await withdraw(OPERATOR));
    expect(await parts()).toEqual(['1 1001 withdrawn']);
  });
});

describe('withdrawing a part', () => {
  it('ends the offer, accepted or not, with its reason on the partner’s card', async () => {
    await partner(1001, ['teams']);
    await receive(['teams']);
    await decideReferral(world.context, actorOf(1), { referralId: R1, part: 1 }, { verb: 'accept' }, 'op');
    world.said.length = 0;

    const card = cardOf(await withdraw(OPERATOR));
    await world.runner.drain();

    expect(textOf(card)).toContain('Withdrawn.');
    expect(await parts()).toEqual(['1 1001 withdrawn']);
    expect(JSON.stringify(world.said)).toContain('The customer left');
  });

  it('needs a reason, and keeps what was typed', async () => {
    await partner(1001, ['teams']);
    await receive(['teams']);
    const data = { referralId: R1, part: 1, reason: '  ', partnerId: '12' };
    const card = cardOf(await press(OPERATOR, 'referral.reassign', data));
    expect(textOf(card)).toMatch(wording('operators.error.reason-needed'));
    expect(textOf(card)).toMatch(wording('operators.error.partner-id'));
    expect(JSON.stringify(card)).toContain('"value":"12"');
    expect(await parts()).toEqual(['1 1001 offered']);
  });

  it('delivered twice is one, and a later press finds nothing to withdraw', async () => {
    await partner(1001, ['teams']);
    await receive(['teams']);
    await withdraw(OPERATOR, 1, 'Gone', 'same');
    expect(textOf(cardOf(await withdraw(OPERATOR, 1, 'Gone', 'same')))).toContain('Withdrawn.');
    expect(textOf(cardOf(await withdraw(OPERATOR)))).toMatch(wording('operators.stale.withdraw'));
    const rows = (await world.audits()).filter(({ action }) => action === 'referral.withdraw');
    expect(rows.map(({ outcome, subject }) => `${subject} ${outcome}`).toSorted()).toEqual([
      'R-1/1 done',
      'R-1/1 stale',
    ]);
  });
});

describe('reassigning a part', () => {
  it('takes it from the partner that has it and gives it to the next in turn, never back', async () => {
    await partner(1001, ['teams']);
    await partner(1002, ['teams'], { received: 5 });
    await receive(['teams']);

    cardOf(await reassign(OPERATOR));
    await world.runner.drain();
    expect(await parts()).toEqual(['1 1002 offered']);

    cardOf(await reassign(OPERATOR));
    await world.runner.drain();
    expect(await parts()).toEqual(['1 FTC ftc']);
    const [part] = (await world.referral(R1)).parts;
    expect(part?.offers.map(({ status }) => status)).toEqual(['withdrawn', 'withdrawn', 'ftc']);
  });

  it('gives it to whom the operator names, out of turn', async () => {
    await partner(1001, ['teams']);
    await partner(1002, ['teams'], { received: 5 });
    await partner(1003, ['teams'], { received: 9 });
    await receive(['teams']);
    cardOf(await reassign(OPERATOR, 1, '1003'));
    await world.runner.drain();
    const [part] = (await world.referral(R1)).parts;
    expect(part && currentOffer(part)).toMatchObject({ partnerId: '1003', why: 'operator' });
    const found = await documents.get(LocationDocument, partitions.directory, id(1003));
    expect(found?.value.received).toBe(10);
  });

  it.each([
    ['does not exist', '4444', {}, wording('operators.unfit.unknown')],
    ['had it before', '1001', {}, wording('operators.unfit.let-go')],
    ['is paused', '1002', { pausedUntil: inDays(3) }, wording('operators.unfit.paused')],
    ['lacks the language', '1002', { languages: ['de'] }, wording('operators.unfit.language')],
    ['is not endorsed', '1002', { endorsements: [] }, wording('operators.unfit.endorsement')],
  ])('is refused for one that %s, with the form as it was', async (_case, to, overrides, said) => {
    await partner(1001, ['teams']);
    await partner(1002, ['teams'], { received: 5, ...overrides });
    await receive(['teams']);
    const card = cardOf(await reassign(OPERATOR, 1, to));
    expect(textOf(card)).toMatch(said);
    expect(JSON.stringify(card)).toContain(`"value":"${to}"`);
    expect(JSON.stringify(card)).toContain('Wrong subsidiary');
    expect(await parts()).toEqual(['1 1001 offered']);
  });

  it('falls back to the next in turn when the one named pauses before the matching', async () => {
    await partner(1001, ['teams']);
    await partner(1002, ['teams'], { received: 5 });
    await partner(1003, ['teams'], { received: 9 });
    await receive(['teams']);
    cardOf(await reassign(OPERATOR, 1, '1003'));
    const found = await documents.get(LocationDocument, partitions.directory, id(1003));
    if (found === undefined) throw new Error('no location');
    const paused = { ...found.value, pausedUntil: inDays(30) };
    await documents.commit(partitions.directory, [replace(LocationDocument, found, paused)]);
    await world.runner.drain();
    expect(await parts()).toEqual(['1 1002 offered']);
  });

  it('takes a part back from the FastTrack Center, and operators see who has it now', async () => {
    await receive(['teams']);
    expect(await parts()).toEqual(['1 FTC ftc']);
    await partner(1001, ['teams']);
    world.said.length = 0;
    cardOf(await reassign(OPERATOR));
    await world.runner.drain();
    expect(await parts()).toEqual(['1 1001 offered']);
    const told = world.said.find(({ to }) => to === `chat-${actorOf(OPERATOR).aadObjectId}`);
    expect(JSON.stringify(told)).toContain('Location 1001 has it now.');
  });

  it('brings no fourth partner in', async () => {
    await partner(1001, ['teams']);
    await partner(1002, ['exchange']);
    await partner(1003, ['intune']);
    await partner(1004, ['yammer'], { received: 50 });
    await receive(['teams', 'exchange', 'intune', 'yammer']);
    const card = cardOf(await reassign(OPERATOR, 4));
    expect(textOf(card)).toMatch(wording('operators.unfit.most-partners', { most: 3 }));
    expect((await parts()).at(-1)).toBe('4 FTC ftc');
  });

  it('is one decision, however often it is pressed at once', async () => {
    await partner(1001, ['teams']);
    for (let next = 0; next < 5; next++) await partner(1010 + next, ['teams'], { received: 5 });
    await receive(['teams']);
    await Promise.all(Array.from({ length: 20 }, () => reassign(OPERATOR)));
    await world.runner.drain();
    const [part] = (await world.referral(R1)).parts;
    expect(part?.offers.map(({ status }) => status)).toEqual(['withdrawn', 'offered']);
    const done = (await world.audits()).filter(
      ({ action, outcome }) => action === 'referral.reassign' && outcome === 'done',
    );
    expect(done).toHaveLength(1);
  });
});

describe('the survey', () => {
  it('counts what is open, overdue, accepted, with the FastTrack Center and not eligible, by partner', async () => {
    await partner(1001, ['teams']);
    await partner(1002, ['exchange']);
    await receive(['teams']);
    await receive(['teams', 'exchange'], ReferralId.parse('R-2'));
    await receive(['intune'], ReferralId.parse('R-3'));
    await receive(['teams'], ReferralId.parse('R-4'), 149);
    await decideReferral(world.context, actorOf(1), { referralId: R1, part: 1 }, { verb: 'accept' }, 'op');
    await world.runner.drain();

    const card = cardOf(await press(OPERATOR, 'operations.show', {}));

    expect(textOf(card)).toContain('Open: 2');
    expect(textOf(card)).toContain('Accepted: 1');
    expect(textOf(card)).toContain('FastTrack Center: 1');
    expect(textOf(card)).toContain('Not eligible: 1');
    expect(textOf(card)).toContain('Location 1001 1001: 1 open, 1 accepted');
    const buttons = actionsOf(card).filter(({ verb }) => verb === 'referral.why');
    // The last one finds a referral by the number that is typed.
    expect(buttons.map(({ data }) => data)).toEqual([{ referralId: 'R-4' }, { referralId: 'R-3' }, {}]);
  });

  it('shows what is overdue once its people were reminded, and no longer once it is decided', async () => {
    await partner(1001, ['teams']);
    await receive(['teams']);
    for (let hours = 1; hours <= 72; hours += 1) {
      world.now = new Date(noon.getTime() + hours * 3_600_000);
      await world.runner.drain();
    }
    expect(textOf(cardOf(await press(OPERATOR, 'operations.show', {})))).toContain('1 overdue');
    await decideReferral(world.context, actorOf(1), { referralId: R1, part: 1 }, { verb: 'accept' }, 'op');
    await world.runner.drain();
    const card = cardOf(await press(OPERATOR, 'operations.show', {}));
    expect(textOf(card)).toMatch(wording('operators.operations.idle'));
    expect(textOf(card)).toContain('Accepted: 1');
  });

  it('never drifts: the tallies are what a count gives, whatever happened', async () => {
    for (let number = 1001; number <= 1006; number++) await partner(number, ['teams']);
    const ids = Array.from({ length: 12 }, (_none, index) => ReferralId.parse(`T-${index}`));
    await Promise.all(ids.map((referralId) => receive(['teams'], referralId)));
    for (const [index, referralId] of ids.entries()) {
      const offer = await world.offer(referralId);
      const decision =
        index % 3 === 0
          ? ({ verb: 'accept' } as const)
          : ({ verb: 'decline', reason: 'capacity', notes: '' } as const);
      const who = actorOf(Number(offer?.partnerId) % 100);
      if (index % 3 < 2)
        await decideReferral(world.context, who, { referralId, part: 1 }, decision, `op-${index}`);
    }
    await world.runner.drain();
    const offers = await Promise.all(ids.map((referralId) => world.offer(referralId)));
    const counted = (status: string, partnerId?: string) =>
      offers.filter(
        (offer) => offer?.status === status && (partnerId === undefined || offer.partnerId === partnerId),
      ).length;
    const stored = await Array.fromAsync(documents.scan(TallyDocument, 'program'));
    const ofPartners = stored.filter(({ value }) => value.partnerId !== 'all');
    // One document a partner, and together they are what all of them come to.
    expect(new Set(ofPartners.map(({ id: tally }) => tally)).size).toBe(ofPartners.length);
    expect(ofPartners.length).toBeGreaterThan(1);
    const { all } = await surveyTallies(documents, 1);
    for (const value of [all, ...ofPartners.map((tally) => tally.value)]) {
      const partnerId = value.partnerId === 'all' ? undefined : value.partnerId;
      expect(value).toMatchObject({
        open: counted('offered', partnerId),
        accepted: counted('accepted', partnerId),
      });
    }
    const standings = await Array.fromAsync(documents.scan(PartStandingDocument, 'program'));
    expect(standings.filter(({ value }) => value.status === 'offered')).toHaveLength(all.open);
  });

  it('is what `referrals` shows an operator without a location', async () => {
    const { commands } = createRegistry();
    const command = commands.find(({ words }) => words.includes('referrals'));
    const shown = await command?.run(await speakingNow(world, OPERATOR, 'x'));
    expect(JSON.stringify(shown)).toContain('OPERATIONS');
  });
});

describe('why', () => {
  it('names who was chosen and the first criterion that each other failed', async () => {
    await partner(1001, ['teams']);
    await partner(1002, ['teams'], { received: 5 });
    await partner(1003, ['teams'], { countries: ['DE'] });
    await partner(1004, ['exchange']);
    await receive(['teams']);
    const card = cardOf(await press(OPERATOR, 'referral.why', { referralId: R1 }));
    const text = textOf(card);
    expect(text).toMatch(
      wording('operators.verdict.line', {
        count: 1,
        verdict: english('operators.verdict.chosen'),
        names: 'Location 1001 1001',
      }),
    );
    expect(text).toMatch(
      wording('operators.verdict.line', {
        count: 1,
        verdict: english('operators.verdict.not-in-turn'),
        names: 'Location 1002 1002',
      }),
    );
    expect(text).toMatch(
      wording('operators.verdict.line', {
        count: 1,
        verdict: english('operators.verdict.country'),
        names: 'Location 1003 1003',
      }),
    );
    expect(text).toMatch(
      wording('operators.verdict.line', {
        count: 1,
        verdict: english('operators.verdict.endorsement'),
        names: 'Location 1004 1004',
      }),
    );
    expect(text).toMatch(wording('operators.referral.matching-all', { count: 4 }));
  });

  it('stays a card that can be sent with the longest lists', async () => {
    for (let number = 1; number <= 210; number++) {
      const languages = [['de'], ['fr'], ['en']][number % 3] ?? [];
      const name = `A location with a long name, number ${number}, of a partner of some renown`;
      const endorsements = [{ workload: 'teams' as const, expires: '2027-12-31' }];
      await world.locationWith(id(200_000 + number), [], { languages, name, endorsements });
    }
    await receive(['teams', 'exchange', 'intune', 'yammer']);
    const card = cardOf(await press(OPERATOR, 'referral.why', { referralId: R1 }));
    expect(textOf(card)).toMatch(wording('operators.referral.matching-some', { count: 210 }));
  }, 60_000);
});

describe('an operator known by address alone', () => {
  it('is told at the first chat of what no partner got', async () => {
    const late = person(91, { email: null });
    await seedPerson(documents, late);
    await documents.commit(partitions.program('operators'), [
      create(OperatorDocument, 'operator:late', {
        personId: null,
        tenantId: late.tenantId,
        aadObjectId: null,
        name: 'Late',
        email: 'late@microsoft.test',
      }),
    ]);
    const key = mailKey(late.tenantId, 'late@microsoft.test');
    await documents.commit(partitions.pointer('mail', key), [
      create(PointerDocument, 'operator', { to: 'operator:late' }),
    ]);
    await receive(['intune']);
    world.said.length = 0;

    await bindByEmail(world.context, late, 'late@microsoft.test');
    await world.runner.drain();

    expect(world.said.map(({ to }) => to)).toEqual([`chat-${late.aadObjectId}`]);
    expect(JSON.stringify(world.said[0])).toContain('Tailspin Toys');
    expect(
      await documents.get(JobDocument, partitions.person(late.personId), 'job:catch-up:operator'),
    ).toBeUndefined();
  });
});
