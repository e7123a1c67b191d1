import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTurnHandler } from '../../src/bot/turn.ts';
import { createRegistry } from '../../src/capabilities.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { AsideDocument, RateableDocument } from '../../src/usecases/conversations/documents.ts';
import { StoreUnavailable, type DocumentKind, type Documents } from '../../src/usecases/ports.ts';
import { startEdge, type Edge } from '../support/edge.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';
import { wording } from '../support/wording.ts';

const CHANNEL = '19:general@thread.tacv2';
const AT = PartnerId.parse('1001');

let edge: Edge;
let world: ReferralWorld;
let sent = 0;

beforeAll(async () => {
  edge = await startEdge();
  edge.isServed = () => Promise.resolve(true);
});
afterAll(() => edge.close());

beforeEach(async () => {
  world = await referralWorld();
  await world.locationWith(AT, [1, 2], {}, { role: 'program-admin' });
  turnsOn(world.context.documents);
});
afterEach(async () => {
  await world.close();
  edge.connector.calls.length = 0;
  edge.connector.faults.length = 0;
  edge.connector.plan = () => undefined;
  edge.lines.length = 0;
});

function turnsOn(documents: Documents): void {
  edge.onTurn = createTurnHandler({
    context: { ...world.context, documents },
    registry: createRegistry(),
    seen: new WeakMap(),
    rosterOf: () => Promise.resolve(undefined),
    upload: () => Promise.reject(new Error('nothing is uploaded')),
    download: () => Promise.reject(new Error('nothing is downloaded')),
    openMail: () => Promise.reject(new Error('no mail is opened')),
    isAlone: () => Promise.resolve(false),
    maySearch: () => true,
  });
}

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
    turnsOn(without(AsideDocument));

    await inChannel(1, { text: '<at>Porter</at> profile' });

    expect(calls()).toMatchObject([{ isTargeted: true, text: expect.stringContaining('Location 1001') }]);
    expect(edge.lines.join()).not.toContain('turn failed');
  });

  it('that can be rated is the only one, also while the store does not keep its question', async () => {
    turnsOn(without(RateableDocument));

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
