import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runPress } from '../../src/bot/invoke.ts';
import { createRegistry } from '../../src/capabilities.ts';
import type { Answer } from '../../src/dialogs/speaking.ts';
import { newQuarter, quarterOf } from '../../src/domain/referrals/acceptance.ts';
import { offerEntry } from '../../src/domain/referrals/offer-entry.ts';
import type { Offer } from '../../src/domain/referrals/referral.ts';
import type { Contact } from '../../src/domain/memberships/contact.ts';
import { PartnerId, ReferralId } from '../../src/domain/shared/ids.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create, remove, replace } from '../../src/usecases/ports.ts';
import { figuresOf } from '../../src/usecases/referrals/figures.ts';
import { listReferrals, type ListQuery } from '../../src/usecases/referrals/list.ts';
import { openReferral } from '../../src/usecases/referrals/open.ts';
import { textOf } from '../support/card-rules.ts';
import { countingDocuments } from '../support/counting-documents.ts';
import { inDays, location, noon, offer, referral } from '../support/referrals.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { aad, contact, person, seedLocation, seedPerson } from '../support/seed.ts';
import { speakingOf } from '../support/speaking.ts';
import { ContactDocument } from '../../src/usecases/memberships/documents.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';
import { OfferEntryDocument, QuarterDocument } from '../../src/usecases/referrals/documents.ts';
import { english, wording } from '../support/wording.ts';

const one = PartnerId.parse('1001');
const two = PartnerId.parse('1002');
const R1 = ReferralId.parse('R-1');
const Q4 = quarterOf(noon);
const { actions } = createRegistry();

/** What each verb of the desk needs. */
const INPUTS: { readonly [verb: string]: object } = {
  'referral.assign': { aadObjectId: aad(3) },
  'referral.note': { text: 'x' },
  'referral.outcome': { outcome: 'won' },
  'referral.handback': { reason: 'capacity' },
};
const VERBS = Object.keys(INPUTS);

let store: DocumentStore;
let world: ReferralWorld;
let presses: number;

beforeEach(async () => {
  store = await openSqlite({ folder: ':memory:', now: () => world.now });
  world = await referralWorld(noon, { store });
  presses = 0;
  await seedLocation(world.context.documents, location({ partnerId: one }), [
    contact(one, 1, { role: 'program-admin' }),
    contact(one, 2),
    contact(one, 3),
    contact(one, 4, { program: 'CM' }),
    contact(one, 5, { program: null, role: null, incentiveRole: 'incentive-user' }),
  ]);
  for (const number of [1, 2, 3, 4, 5, 7]) {
    await seedPerson(
      world.context.documents,
      person(number, { standings: [{ partnerId: one, globalId: null }] }),
    );
  }
});

afterEach(() => world.close());

const speaking = (number: number, opId = `op-${++presses}`) =>
  speakingOf(world, number, opId, { standings: [{ partnerId: one, globalId: null }] });

async function press(number: number, verb: string, inputs: object = {}, opId?: string): Promise<Answer> {
  const data = { referralId: R1, part: 1, offer: 1, ...inputs };
  const answer = await runPress(actions, speaking(number, opId), { verb, data, automatic: false });
  await world.runner.drain();
  return answer;
}

function said(answer: Answer): string {
  return 'card' in answer ? textOf(answer.card) : answer.refused;
}

async function accepted(): Promise<void> {
  await world.receive(R1);
  await press(1, 'referral.accept');
}

async function firstOffer(): Promise<Offer> {
  const found = (await world.referral(R1)).parts[0]?.offers[0];
  if (found === undefined) throw new Error('no offer');
  return found;
}

/** What people did, and how it ended. */
async function history(): Promise<string[]> {
  const rows = await world.audits();
  return rows
    .filter((row) => row.actor !== 'job')
    .map((row) => `${row.action} ${row.outcome}`)
    .sort();
}

async function noticesOf(number: number): Promise<string[]> {
  const page = await world.context.documents.list(
    NoticeDocument,
    partitions.person(actorOf(number).personId),
    {
      limit: 100,
    },
  );
  return page.items.map(({ value }) => value.subject.kind).sort();
}

describe('what can be done once a referral was accepted', () => {
  beforeEach(accepted);

  it('is handed to a colleague: recorded once, told to both, on every copy', async () => {
    const answer = await press(2, 'referral.assign', { aadObjectId: aad(3) });

    expect(said(answer)).toContain('Handled by: Person 3');
    expect((await firstOffer()).assignee).toEqual({ by: aad(3), name: '' });
    expect(await history()).toEqual(['referral.accept done', 'referral.assign done']);
    expect(await noticesOf(3)).toContain('referral-assigned');
    // Whoever accepted had it until now; whoever pressed knows.
    expect(await noticesOf(1)).toContain('referral-assigned');
    expect(await noticesOf(2)).not.toContain('referral-assigned');
    expect(world.said.at(-1)?.activity.attachments).toBeDefined();
  });

  it.each([
    ['a stranger', aad(77)],
    ['somebody without a role in the FastTrack Ready Partner membership', aad(4)],
    ['somebody with an incentive role only', aad(5)],
    ['no id', 'Person 3'],
    ['nothing', ''],
  ])('is not handed to %s', async (_case, aadObjectId) => {
    const answer = await press(1, 'referral.assign', { aadObjectId });

    expect(said(answer)).toMatch(/Choose (a colleague|somebody else)/);
    expect(await firstOffer()).toMatchObject({ assignee: null, revision: 2 });
    expect(await history()).toEqual(['referral.accept done']);
  });

  it('takes notes and a follow-up day, and reminds on its morning whoever has it then', async () => {
    await press(1, 'referral.note', { text: 'Called Jo', followUp: '2026-11-25' });
    await press(2, 'referral.assign', { aadObjectId: aad(3) });
    // Nine o'clock in Berlin.
    world.now = new Date('2026-11-25T07:59:59.999Z');
    await world.runner.drain();
    expect(await noticesOf(3)).not.toContain('referral-follow-up');
    world.now = new Date('2026-11-25T08:00:00.000Z');
    await world.runner.drain();

    expect(await noticesOf(3)).toContain('referral-follow-up');
    expect(await noticesOf(1)).not.toContain('referral-follow-up');
    expect(JSON.stringify(world.said.at(-1))).toContain('Called Jo');
  });

  it('reminds of the day that stands, once, and not of one that was moved or of a referral given back', async () => {
    await press(1, 'referral.note', { followUp: '2026-11-25' });
    await press(1, 'referral.note', { followUp: '2026-11-27' });
    world.now = inDays(3);
    await world.runner.drain();
    expect(await noticesOf(1)).not.toContain('referral-follow-up');
    await press(1, 'referral.handback', { reason: 'capacity' });
    world.now = inDays(6);
    await world.runner.drain();
    expect(await noticesOf(1)).not.toContain('referral-follow-up');
  });

  it('reminds those who may act on it when whoever had it has left', async () => {
    await press(1, 'referral.note', { followUp: '2026-11-25' });
    const { documents } = world.context;
    const entry = await documents.get(ContactDocument, partitions.partner(one), `contact:FRP:${aad(1)}`);
    if (entry === undefined) throw new Error('no entry');
    await documents.commit(partitions.partner(one), [
      replace(ContactDocument, entry, { ...entry.value, role: null }),
    ]);
    world.now = inDays(3);
    await world.runner.drain();

    expect(await noticesOf(1)).not.toContain('referral-follow-up');
    expect(await noticesOf(2)).toContain('referral-follow-up');
    expect(await noticesOf(4)).not.toContain('referral-follow-up');
  });

  it.each([
    ['referral.note', { text: 'Called Jo', followUp: '2026-11-30' }],
    ['referral.outcome', { outcome: 'won', services: 'Workshop', value: '12,000' }],
    ['referral.assign', { aadObjectId: aad(3) }],
    ['referral.handback', { reason: 'capacity', notes: '' }],
  ])('does %s once when the same press is delivered twice, even at once', async (verb, inputs) => {
    const answers = await Promise.all([press(2, verb, inputs, 'op-x'), press(2, verb, inputs, 'op-x')]);
    const again = await press(2, verb, inputs, 'op-x');

    expect([...answers, again].map((answer) => 'card' in answer)).toEqual([true, true, true]);
    expect(await history()).toEqual(['referral.accept done', `${verb} done`]);
    const after = await firstOffer();
    expect(after.revision).toBe(3);
    expect(after.journal.length).toBeLessThanOrEqual(1);
  });

  it('is not asked twice for the same note when something else happened in between', async () => {
    await press(2, 'referral.note', { text: 'First' }, 'op-x');
    await press(1, 'referral.note', { text: 'Second' });
    await press(2, 'referral.note', { text: 'First' }, 'op-x');

    expect((await firstOffer()).journal.map(({ text }) => text)).toEqual(['First', 'Second']);
  });

  it('brings a form back with what was typed, and stores nothing', async () => {
    const answer = await press(1, 'referral.outcome', { outcome: '', services: 'Workshop', value: 'lots' });

    expect(said(answer)).toMatch(wording('referrals.error.choose-outcome'));
    expect(said(answer)).toMatch(wording('referrals.error.bad-value'));
    expect(JSON.stringify(answer)).toContain('"value":"lots"');
    expect(said(await press(1, 'referral.note', { text: 'x', followUp: '2026-11-22' }))).toMatch(
      wording('referrals.error.follow-up-past'),
    );
    expect(said(await press(1, 'referral.handback', { reason: 'other', notes: ' ' }))).toMatch(
      wording('referrals.error.notes-needed'),
    );
    expect((await firstOffer()).revision).toBe(2);
  });

  it('keeps the outcome as the programme’s fields name it', async () => {
    const answer = await press(2, 'referral.outcome', {
      outcome: 'won',
      services: 'Workshop',
      value: 12_000,
    });

    expect(said(answer)).toContain('**Won** · Workshop · about $12,000 · ');
    expect((await firstOffer()).outcome).toEqual({
      result: 'won',
      services: 'Workshop',
      value: 12_000,
      at: noon,
      by: aad(2),
      name: '',
    });
  });

  it.each(VERBS)(
    'refuses %s alike to a stranger, to who may not act on it, and for a thing that is not there',
    async (verb) => {
      const inputs = INPUTS[verb];
      const answers = [
        await press(7, verb, inputs),
        await press(4, verb, inputs),
        await press(5, verb, inputs),
        await press(1, verb, { ...inputs, referralId: 'R-9' }),
        await press(1, verb, { ...inputs, part: 2 }),
        await press(1, verb, { ...inputs, offer: 2 }),
      ];

      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]).toMatchObject({ refused: 'forbidden' });
      expect((await firstOffer()).revision).toBe(2);
    },
  );

  it.each([
    ['referral.note', { text: 'x', by: aad(1) }],
    ['referral.outcome', { outcome: 'won', name: 'Somebody else' }],
    ['referral.assign', { aadObjectId: aad(3), personId: 'x' }],
    ['referral.handback', { reason: 'capacity', round: 1 }],
  ])('takes %s with a field of no card of ours for invalid', async (verb, inputs) => {
    expect(await press(1, verb, inputs)).toMatchObject({ refused: 'invalid' });
  });
});

describe('a stale press on the desk', () => {
  it.each(VERBS)('of %s gets the card as it is, and one row', async (verb) => {
    await world.receive(R1);
    const inputs = INPUTS[verb];
    const before = said(await press(1, verb, inputs));
    await press(2, 'referral.decline', { reason: 'capacity' });
    const after = await press(1, verb, inputs, 'op-late');
    await press(1, verb, inputs, 'op-late');

    expect(before).toMatch(wording('referrals.offer.next.accept'));
    expect(said(after)).toMatch(wording('referrals.offer.declined-why', { name: '**Person 2**' }));
    expect(await history()).toEqual(['referral.decline done', `${verb} stale`, `${verb} stale`].toSorted());
  });

  it('finds that the offer has timed out, and records it', async () => {
    await world.receive(R1);
    world.now = inDays(7);
    const data = { referralId: R1, part: 1, text: 'x' };
    const answer = await runPress(actions, speaking(1), { verb: 'referral.note', data, automatic: false });

    expect(said(answer)).toMatch(wording('referrals.offer.timed-out'));
    expect((await firstOffer()).status).toBe('timed-out');
  });
});

describe('handing back', () => {
  it('counts as declined in the quarter of the offer, and goes to another partner', async () => {
    await world.locationWith(two, [8], { received: 5 });
    await accepted();
    expect(await figuresOf(world.context.documents, one, Q4)).toMatchObject({ accepted: 1, declined: 0 });
    world.now = inDays(60);

    const answer = await press(2, 'referral.handback', { reason: 'capacity', notes: 'Too much' });

    expect(said(answer)).toMatch(wording('referrals.offer.handed-back-why', { name: '**Person 2**' }));
    expect(said(answer)).not.toContain('jo@tailspin.test');
    const [part] = (await world.referral(R1)).parts;
    expect(part?.offers.map((round) => [round.partnerId, round.status])).toEqual([
      [one, 'declined'],
      [two, 'offered'],
    ]);
    expect(await figuresOf(world.context.documents, one, Q4)).toMatchObject({ accepted: 0, declined: 1 });
    expect(await figuresOf(world.context.documents, one, quarterOf(inDays(60)))).toEqual(
      newQuarter(quarterOf(inDays(60))),
    );
    expect(await noticesOf(8)).toEqual(['referral-offer']);
  });
});

describe('who acted', () => {
  beforeEach(async () => {
    await accepted();
    await press(2, 'referral.note', { text: 'They want a plan.' });
    await press(2, 'referral.assign', { aadObjectId: aad(3) });
    await press(2, 'referral.outcome', { outcome: 'won' });
  });

  /** Changes what the roster says of the nth person, or takes them off it. */
  async function roster(number: number, change: Partial<Contact> | 'gone'): Promise<void> {
    const { documents } = world.context;
    const partition = partitions.partner(one);
    const where = [{ field: 'personId', is: '=', value: actorOf(number).personId }] as const;
    for (const entry of (await documents.list(ContactDocument, partition, { where, limit: 10 })).items) {
      const next =
        change === 'gone' ? remove(entry) : replace(ContactDocument, entry, { ...entry.value, ...change });
      await documents.commit(partition, [next]);
    }
  }
  const opened = () => press(1, 'referral.show').then(said);
  const listed = async () => {
    const answer = await runPress(actions, speaking(1), {
      verb: 'referrals.list',
      data: { partnerId: one },
      automatic: false,
    });
    return said(answer);
  };

  it('is looked up on the roster when it is shown, and kept by id alone', async () => {
    const text = await opened();
    expect(text).toMatch(wording('referrals.offer.accepted', { name: '**Person 1**' }));
    expect(text).toContain('Handled by: Person 3');
    expect(text).toContain('**Person 2** wrote a note.');
    expect(text).toMatch(/Won.*\*\*Person 2\*\*/);
    expect(await listed()).toContain('by Person 1');

    const documents = [
      ...(await Array.fromAsync(store.scan('referrals'))),
      ...(await Array.fromAsync(store.scan('program'))),
      ...(await Array.fromAsync(store.scan('partners'))).filter(({ kind }) => kind !== 'contact'),
    ];
    expect(documents.map(({ kind, id }) => `${kind} ${id}`)).toContain('offer offer:R-1:1:1');
    for (const { body } of documents) expect(JSON.stringify(body)).not.toMatch(/Person \d/);
  });

  it('is who they are called now', async () => {
    await roster(2, { name: 'Lee Chen-Moreau' });

    expect(await opened()).toContain('**Lee Chen-Moreau** wrote a note.');
  });

  it('is somebody who has left, once they are on the roster no longer', async () => {
    await roster(2, 'gone');
    await roster(3, 'gone');

    const text = await opened();
    expect(text).toMatch(wording('referrals.offer.accepted', { name: '**Person 1**' }));
    expect(text).toMatch(wording('referrals.history.note', { name: english('names.somebody') }));
    expect(text).toContain(`Handled by: ${english('names.somebody')}`);
    expect(text).not.toMatch(/Person [23]/);
  });

  it('of an earlier release is looked up too, whatever name that release kept', async () => {
    const partition = partitions.referral(R1);
    const before = await store.get(partition, 'referral');
    if (before === undefined) throw new Error('no referral');
    const body = JSON.parse(
      JSON.stringify(before.body).replaceAll('"name":""', '"name":"Old Name"'),
    ) as object;
    await store.commit(partition, [
      { op: 'replace', id: 'referral', kind: 'referral', etag: before.etag, body: { ...body } },
    ]);

    const text = await opened();
    expect(text).toMatch(wording('referrals.offer.accepted', { name: '**Person 1**' }));
    expect(text).not.toContain('Old Name');
    await press(2, 'referral.note', { text: 'Again.' });
    expect(JSON.stringify((await store.get(partition, 'referral'))?.body)).not.toContain('Old Name');
  });

  it('does not sign a letter for somebody who has left', async () => {
    await roster(3, 'gone');

    expect(await opened()).toContain('My name is …');
  });
});

describe('the acceptance rate of a location', () => {
  async function decideNext(referralId: string, verb: 'referral.accept' | 'referral.decline'): Promise<void> {
    await world.receive(ReferralId.parse(referralId));
    await press(2, verb, { referralId, ...(verb === 'referral.decline' ? { reason: 'capacity' } : {}) });
  }

  it('counts each decision once, however often its card is brought up to date', async () => {
    await accepted();
    await press(1, 'referral.note', { text: 'x' });
    await press(1, 'referral.outcome', { outcome: 'won' });

    expect(await figuresOf(world.context.documents, one, Q4)).toMatchObject({ accepted: 1, timesNear: 0 });
  });

  it('warns nobody after the first Accept of a quarter', async () => {
    await accepted();

    expect(await noticesOf(1)).not.toContain('acceptance');
  });

  it('tells program admins, and nobody else, when it comes near the limit and when it falls under', async () => {
    await accepted();
    for (const next of ['R-2', 'R-3', 'R-4']) await decideNext(next, 'referral.accept');
    expect(await noticesOf(1)).not.toContain('acceptance');

    await decideNext('R-5', 'referral.decline');
    expect(await noticesOf(1)).toContain('acceptance');
    expect(await noticesOf(2)).not.toContain('acceptance');

    await decideNext('R-6', 'referral.decline');
    expect((await noticesOf(1)).filter((kind) => kind === 'acceptance')).toHaveLength(2);
    expect(await figuresOf(world.context.documents, one, Q4)).toMatchObject({ timesNear: 1, timesUnder: 1 });
  });

  it('is foretold on the offer’s Decline', async () => {
    await accepted();
    await world.receive(ReferralId.parse('R-2'));

    const answer = await press(1, 'referral.show', { referralId: 'R-2' });

    expect(said(answer)).toMatch(wording('referrals.rate.effect', { quarter: 'Q4 2026', rate: '50%' }));
  });
});

describe('one referral', () => {
  it('shows who did what and when, its colleagues, and nothing of another partner', async () => {
    await world.locationWith(two, [8], { received: 5 });
    await world.receive(R1);
    await press(1, 'referral.decline', { reason: 'capacity' });
    await press(8, 'referral.accept', { offer: 2 });
    await press(8, 'referral.note', { offer: 2, text: 'x', followUp: '2026-12-01' });

    const opened = await openReferral(world.context, actorOf(8), { referralId: R1, part: 1 });

    const desk = opened.ok ? opened.value.desk : undefined;
    expect(desk?.colleagues.map(({ name }) => name)).toEqual(['Person 8']);
    const lines = desk?.history.map(({ action, who, detail }) => `${action} ${who} ${detail}`.trim());
    expect(lines?.toSorted()).toEqual([
      'referral.accept Person 8',
      'referral.note Person 8 2026-12-01',
      'referral.offer',
    ]);
    const other = await openReferral(world.context, actorOf(1), { referralId: R1, part: 1 });
    expect(other.ok && other.value.desk?.history.map(({ action }) => action).toSorted()).toEqual([
      'referral.decline',
      'referral.offer',
    ]);
  });
});

describe('what a turn reads', () => {
  const reads: string[] = [];
  const counted = () => {
    reads.length = 0;
    const documents = countingDocuments(world.context.documents, (read) => reads.push(read));
    return { ...world.context, documents };
  };
  const figures = { ...newQuarter(Q4), accepted: 3, declined: 1 };

  beforeEach(async () => {
    await world.receive(R1);
    await world.context.documents.commit(partitions.partner(one), [
      create(QuarterDocument, `quarter:${Q4}`, figures),
    ]);
  });

  it('of an open referral is three requests, with the figures of its quarter', async () => {
    const opened = await openReferral(counted(), actorOf(1), { referralId: R1, part: 1 });

    expect(reads).toEqual(['get referral', `list contact with quarter:${Q4}`, 'get location']);
    expect(opened.ok && opened.value.figures).toEqual(figures);
  });

  it('of the list of one location is three requests, with names, figures and leads', async () => {
    await press(2, 'referral.accept');
    const asker = person(1, { standings: [{ partnerId: one, globalId: null }] });

    const listed = await listReferrals(counted(), asker, undefined, { customer: '' });

    expect(reads).toEqual([`list contact with quarter:${Q4} with leads-read`, 'get location', 'list offer']);
    expect(listed.ok && listed.value).toMatchObject({
      figures: [{ quarter: Q4, accepted: 4, declined: 1 }],
      leads: { all: 0, toAnswer: 0 },
      entries: [{ decidedBy: contact(one, 2).name }],
    });
  });

  it('is refused to whoever has left the roster, whatever came with it', async () => {
    const { documents } = world.context;
    const { items } = await documents.list(ContactDocument, partitions.partner(one), { limit: 100 });
    const own = items.find(({ value }) => value.personId === person(1).personId);
    if (own === undefined) throw new Error('not on the roster');
    await documents.commit(partitions.partner(one), [remove(own)]);
    const asker = person(1, { standings: [{ partnerId: one, globalId: null }] });

    expect((await openReferral(counted(), actorOf(1), { referralId: R1, part: 1 })).ok).toBe(false);
    expect((await listReferrals(counted(), asker, undefined, { customer: '' })).ok).toBe(false);
  });
});

describe('the list', () => {
  async function seed(offers: readonly (readonly [string, Partial<Offer>, ('standard' | 'benefit')?])[]) {
    for (const [index, [name, overrides, kind = 'benefit']] of offers.entries()) {
      const referralId = ReferralId.parse(`L-${String(index).padStart(4, '0')}`);
      const of = { ...referral({ referralId, kind }), customer: { ...referral().customer, name } };
      await world.context.documents.commit(partitions.partner(one), [
        create(OfferEntryDocument, `offer:${referralId}:1:1`, offerEntry(of, 1, offer(overrides))),
      ]);
    }
  }

  async function list(number: number, query: Partial<ListQuery> = {}) {
    const listed = await listReferrals(world.context, person(number), one, { customer: '', ...query });
    if (!listed.ok) throw new Error(listed.error.code);
    return listed.value;
  }

  async function all(number: number, query: Partial<ListQuery> = {}): Promise<string[][]> {
    const pages: string[][] = [];
    let after: string | undefined;
    do {
      const page = await list(number, { ...query, after });
      pages.push(page.entries.map((entry) => `${entry.referralId} ${entry.customerName}`));
      ({ after } = page);
    } while (after !== undefined);
    return pages;
  }

  it('has open offers first by deadline, then history, newest first', async () => {
    await seed([
      ['old', { status: 'declined', decidedAt: inDays(-5) }],
      ['later', { respondBy: inDays(6) }],
      ['new', { status: 'accepted', decidedAt: inDays(-1) }],
      ['soon', { respondBy: inDays(2) }],
      ['oldest', { status: 'timed-out', decidedAt: inDays(-9) }],
    ]);

    expect((await list(1)).entries.map((entry) => entry.customerName)).toEqual([
      'soon',
      'later',
      'new',
      'old',
      'oldest',
    ]);
  });

  it('pages by ten over ties, each once and in one order, also when more come in between', async () => {
    await seed(Array.from({ length: 35 }, (_none, index) => [`c${index}`, {}]));

    const pages = await all(1);

    expect(pages.map((page) => page.length)).toEqual([10, 10, 10, 5]);
    expect(pages.flat()).toEqual(pages.flat().toSorted());
    const first = await list(1);
    await world.context.documents.commit(partitions.partner(one), [
      create(
        OfferEntryDocument,
        'offer:A-1:1:1',
        offerEntry(referral({ referralId: R1 }), 1, offer({ respondBy: noon })),
      ),
    ]);
    const second = await list(1, { after: first.after });
    expect(second.entries.map(({ referralId }) => referralId)).toEqual(
      pages[1]?.map((line) => line.split(' ')[0]),
    );
  });

  it('filters by status, kind and part of the name, together', async () => {
    await seed([
      ['Tailspin Toys', {}],
      ['Wingtip Toys', { status: 'accepted', decidedAt: noon }, 'standard'],
      ['Wingtip Toys', { status: 'accepted', decidedAt: noon }],
      ['Litware', { status: 'accepted', decidedAt: noon }],
    ]);

    const found = await all(1, { status: 'accepted', kind: 'benefit', customer: 'TOY' });

    expect(found).toEqual([['L-0002 Wingtip Toys']]);
  });

  it('looks through a bounded number a turn, and goes on from there', async () => {
    await seed([
      ...Array.from(
        { length: 1_005 },
        () => ['Other', { status: 'accepted', decidedAt: inDays(-1) }] as const,
      ),
      ['Tailspin', { status: 'accepted', decidedAt: inDays(-2) }],
    ]);

    const first = await list(1, { customer: 'tail' });
    const second = await list(1, { customer: 'tail', after: first.after });

    expect([first.entries.length, first.cutShort]).toEqual([0, true]);
    expect(second.entries.map(({ customerName }) => customerName)).toEqual(['Tailspin']);
    expect(second.after).toBeUndefined();
  });

  it('pages through what a name finds, wherever a page ends', async () => {
    await seed(
      Array.from({ length: 700 }, (_none, index) => [index % 20 === 0 ? 'Tailspin' : 'Other', {}] as const),
    );

    const pages = await all(1, { customer: 'tail' });

    expect(pages.map((page) => page.length)).toEqual([10, 10, 10, 5]);
    expect(new Set(pages.flat()).size).toBe(35);
  });

  it('leaves Benefit referrals out for who could not act on them', async () => {
    await seed([
      ['benefit', {}],
      ['standard', {}, 'standard'],
    ]);

    for (const number of [4, 5]) {
      const shown = await list(number);
      expect(shown.entries.map((entry) => entry.customerName)).toEqual(['standard']);
      expect(shown.standardOnly).toHaveLength(1);
      expect((await list(number, { kind: 'benefit' })).entries).toEqual([]);
    }
  });

  it('is refused to a stranger as a location that is not there is', async () => {
    const data = (partnerId: string) => ({ partnerId });
    const ask = (number: number, partnerId: string) =>
      runPress(actions, speaking(number), {
        verb: 'referrals.list',
        data: data(partnerId),
        automatic: false,
      });

    expect(await ask(7, '1001')).toEqual(await ask(1, '4999'));
    expect(await ask(7, '1001')).toMatchObject({ refused: 'forbidden' });
  });

  it.each([
    '',
    'x',
    '~',
    '~1',
    '~offer:R-1:1:1',
    "~1~' OR 1=1",
    '~99999999999999999999~a',
    'W1tdLCJ4Il0',
    'x'.repeat(500),
  ])('begins anew at a cursor that no page gave: “%s”', async (after) => {
    await seed([['a', {}]]);
    expect((await list(1, { after })).entries).toHaveLength(1);
  });

  it('shows the quarter with its numbers, and the pause', async () => {
    await accepted();
    const answer = await runPress(actions, speaking(1), {
      verb: 'referrals.list',
      data: { partnerId: one, status: 'any', kind: 'any', customer: '', referral: 'R-1/1/1' },
      automatic: true,
    });

    expect(said(answer)).toContain('**100%** of 1 decided: 1 accepted.');
    expect(said(answer)).toContain('Passes');
  });
});
