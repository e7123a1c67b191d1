import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PartnerId, ReferralId } from '../../src/domain/shared/ids.ts';
import { markOutsider } from '../../src/usecases/memberships/person-changes.ts';
import { AsideDocument, RateableDocument } from '../../src/usecases/conversations/documents.ts';
import { StoreUnavailable, type DocumentKind, type Documents } from '../../src/usecases/ports.ts';
import { OfferChannelDocument } from '../../src/usecases/referrals/documents.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { startEdge, type Edge } from '../support/edge.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';
import { turnsOn } from '../support/turns-on.ts';
import { english, wording } from '../support/wording.ts';

const CHANNEL = '19:general@thread.tacv2';
const AT = PartnerId.parse('1001');
const SHOW = { verb: 'referral.show', referralId: 'R-1', part: 1 };
const BENEFIT_HERE = `<at>Porter</at> ${english('phrases.benefit-here')}`;

let edge: Edge;
let world: ReferralWorld;
let sent = 0;

beforeAll(async () => {
  edge = await startEdge({ servesAll: true });
});
afterAll(() => edge.close());

beforeEach(async () => {
  world = await referralWorld();
  await world.locationWith(AT, [1, 2], {}, { role: 'program-admin' });
  await world.receive(ReferralId.parse('R-1'));
  edge.onTurn = turnsOn(world.context);
});
afterEach(async () => {
  await world.close();
  edge.connector.calls.length = 0;
  edge.connector.faults.length = 0;
  edge.connector.plan = () => undefined;
  edge.lines.length = 0;
});

/** The store of the world, which does not answer where that kind is written. */
function without({ name }: DocumentKind<unknown>): Documents {
  const { documents } = world.context;
  const commit: Documents['commit'] = (partition, changes) =>
    changes.some((change) => change.op !== 'delete' && change.kind.name === name)
      ? Promise.reject(new StoreUnavailable())
      : documents.commit(partition, changes);
  return Object.create(documents, { commit: { value: commit } }) as Documents;
}

async function says(number: number, overrides: object): Promise<void> {
  const response = await fetch(`${edge.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await edge.openId.token()}` },
    body: JSON.stringify(
      edge.activity({
        id: `f:room-${++sent}`,
        from: { id: `29:${number}`, aadObjectId: aad(number), name: `Person ${number}` },
        conversation: { id: `a:${number}`, conversationType: 'personal', tenantId: contosoTenant },
        channelData: { tenant: { id: contosoTenant } },
        ...overrides,
      }),
    ),
  });
  expect(response.status).toBe(200);
}

const inChannel = (number: number, overrides: object) =>
  says(number, {
    conversation: { id: CHANNEL, conversationType: 'channel', isGroup: true, tenantId: contosoTenant },
    ...overrides,
  });

const calls = () =>
  edge.connector.calls.map(({ path, conversationId, accepted, body }) => ({
    isTargeted: path.endsWith('isTargetedActivity=true'),
    conversationId,
    accepted,
    text: JSON.stringify(body),
  }));

describe('an answer that has been given', () => {
  it('to one in a channel is the only one, also while the store does not keep that it is theirs', async () => {
    edge.onTurn = turnsOn({ ...world.context, documents: without(AsideDocument) });

    await inChannel(1, { text: '<at>Porter</at> profile' });

    expect(calls()).toMatchObject([{ isTargeted: true, text: expect.stringContaining('Location 1001') }]);
    expect(edge.lines.join()).not.toContain('turn failed');
  });

  it('that can be rated is the only one, also while the store does not keep its question', async () => {
    edge.onTurn = turnsOn({ ...world.context, documents: without(RateableDocument) });

    await says(1, { text: 'ask what is CPOR' });

    expect(calls()).toMatchObject([{ text: expect.stringContaining('feedbackLoop') }]);
    expect(edge.lines.join()).not.toContain('turn failed');
  });

  it('in the personal chat is the only one, also where the channel takes no word of it', async () => {
    edge.connector.plan = ({ conversationId }) =>
      conversationId === CHANNEL ? { status: 403, code: 'Forbidden' } : undefined;

    await says(1, { text: 'help' });
    edge.connector.calls.length = 0;
    await inChannel(1, { text: '<at>Porter</at> profile' });

    const given = calls().filter(({ accepted }) => accepted);
    expect(given).toMatchObject([{ conversationId: 'a:1', text: expect.stringContaining('Location 1001') }]);
    expect(edge.lines.join()).not.toContain('turn failed');
  });
});

describe('a button that a client sends as a message', () => {
  it('shows somebody their own view of a shared card, and nobody else in the room', async () => {
    const inGroup = {
      conversation: { id: '19:group@thread.v2', isGroup: true, conversationType: 'groupChat' },
    };
    for (const room of [{}, inGroup]) {
      await inChannel(1, { text: '', value: { ...SHOW, verb: 'share.show' }, ...room });
      await inChannel(9, { text: '', value: { ...SHOW, verb: 'share.show' }, ...room });
    }

    expect(calls().map(({ isTargeted }) => isTargeted)).toEqual([true, true, true, true]);
    expect(calls().map(({ text }) => text.includes('Location 1001'))).toEqual([true, false, true, false]);
  });

  it('is answered for all where the card is for all', async () => {
    await inChannel(1, { text: '', value: SHOW });

    expect(calls()).toMatchObject([{ isTargeted: false, text: expect.stringContaining('"R-1"') }]);
  });
});

describe('whom the roster has as an outsider', () => {
  const why = expect.stringMatching(wording('chat.outsider.line'));

  it('is told no more than that by a button that others may press there', async () => {
    await markOutsider(world.context, actorOf(2).personId, true);
    await inChannel(2, { text: '', value: SHOW });

    expect(calls()).toMatchObject([{ isTargeted: true, text: why }]);
  });

  it('changes nothing by a word that is meant for a channel', async () => {
    const shown = () =>
      world.context.documents.list(OfferChannelDocument, partitions.partner(AT), { limit: 9 });
    await markOutsider(world.context, actorOf(2).personId, true);
    await inChannel(2, { text: BENEFIT_HERE });
    const byOutsider = await shown();
    await inChannel(1, { text: BENEFIT_HERE });

    expect(calls().at(0)).toMatchObject({ isTargeted: true, text: why });
    expect(byOutsider.items).toEqual([]);
    expect((await shown()).items).toHaveLength(1);
  });
});
