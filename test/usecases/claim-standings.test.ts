import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Claim } from '../../src/domain/claims/claim.ts';
import { standingOfClaim } from '../../src/domain/claims/standing.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import {
  askToMoveClaimStandings,
  moveClaimStandings,
} from '../../src/usecases/claims/adoption/move-standings.ts';
import { ClaimStandingDocument } from '../../src/usecases/claims/documents.ts';
import { dropStanding, projectStanding } from '../../src/usecases/claims/shown/project-standing.ts';
import { queueOfClaims, type QueueQuery } from '../../src/usecases/claims/shown/queue.ts';
import {
  CLAIM_QUEUE,
  claimStandingId,
  claimStandingPartition,
  countWaiting,
} from '../../src/usecases/claims/shown/standings.ts';
import { createQueues } from '../../src/usecases/decide-again.ts';
import { create, type Documents } from '../../src/usecases/ports.ts';
import { atEveryPoint, untilBroken } from '../support/break-off.ts';
import { claim, claimWorld, type ClaimWorld } from '../support/claims.ts';
import { inDays } from '../support/referrals.ts';
import { person } from '../support/seed.ts';

/** Known to the world as an operator. */
const OPERATOR = 90;
const SHOWN = ['waiting', 'all', 'submitted', 'approved', 'partner-action-required'] as const;

let world: ClaimWorld;
beforeEach(async () => {
  world = await claimWorld();
});
afterEach(() => world.close());

/** A claim that waits for the operators at every state but those that end in 0 or 5. */
function claimNo(number: number, overrides: Partial<Claim> = {}): Claim {
  return claim({
    claimId: `C-${String(number).padStart(2, '0')}`,
    partnerId: PartnerId.parse('1001'),
    status: number % 10 === 0 ? 'approved' : number % 5 === 0 ? 'partner-action-required' : 'submitted',
    dueAt: inDays(1 + (number % 7)),
    ...overrides,
  });
}
const MANY = Array.from({ length: 45 }, (_none, number) => claimNo(number));

/** All pages of what an operator is shown. */
async function listed(show: QueueQuery['show'], search = ''): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await queueOfClaims(world.context, person(OPERATOR), { show, search, after });
    if (!page.ok) throw new Error(page.error.code);
    expect(page.value.entries.length).toBeLessThanOrEqual(10);
    ids.push(...page.value.entries.map(({ claimId }) => claimId));
    ({ after } = page.value);
  } while (after !== undefined);
  return ids;
}

const answers = async () => ({
  waiting: await countWaiting(world.context.documents),
  lists: await Promise.all(SHOWN.map((show) => listed(show))),
  found: await listed('all', 'c-07'),
});

const inOrder = (claims: readonly Claim[]) =>
  claims
    .map((one) => standingOfClaim(one, { customerName: '', partnerName: '', product: '' }))
    .toSorted((one, two) =>
      one.rank === two.rank ? (one.claimId < two.claimId ? -1 : 1) : one.rank < two.rank ? -1 : 1,
    )
    .map(({ claimId }) => claimId);

const stored = async (partition: string, claimId: string) =>
  (await world.context.documents.get(ClaimStandingDocument, partition, claimStandingId(claimId)))?.value;

describe('where claims stand', () => {
  it('is listed in one order over all shards, each once, whatever is asked for', async () => {
    for (const one of MANY) await projectStanding(world.context, one);

    const { waiting, lists, found } = await answers();

    const expected = SHOWN.map((show) =>
      inOrder(
        MANY.filter(({ status }) =>
          show === 'all' ? true : status === (show === 'waiting' ? 'submitted' : show),
        ),
      ),
    );
    expect(lists).toEqual(expected);
    expect(waiting).toBe(expected[0]?.length);
    expect(found).toEqual(['C-07']);
  });

  it('has a copy in the queue for as long as it waits, whichever of its states come and how often', async () => {
    const states = [
      claimNo(1, { revision: 1 }),
      claimNo(1, { revision: 2, status: 'partner-action-required' }),
      claimNo(1, { revision: 3, status: 'under-review' }),
      claimNo(1, { revision: 4, status: 'rejected-final' }),
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 6 }), async (drawn) => {
        await dropStanding(world.context, 'C-01');
        for (const at of drawn) await projectStanding(world.context, states[at] ?? claimNo(1));

        const latest = Math.max(...drawn) + 1;
        const { copied, ...copy } = (await stored(CLAIM_QUEUE, 'C-01')) ?? { copied: undefined };
        const standing = await stored(claimStandingPartition('C-01'), 'C-01');
        expect(standing).toMatchObject({ revision: latest });
        expect(copied === true ? copy : undefined).toEqual(latest % 2 === 1 ? standing : undefined);
      }),
      { numRuns: 25 },
    );
  });

  it('leaves the queue when another process took it out before it was in', async () => {
    const { documents } = world.context;
    const later = claimNo(1, { revision: 2, status: 'approved' });
    let meanwhile: (() => Promise<void>) | undefined = () =>
      projectStanding({ ...world.context, queues: createQueues() }, later);
    const slow: Documents = {
      ...documents,
      async commit(partition, changes) {
        const first = partition === CLAIM_QUEUE ? meanwhile : undefined;
        if (first !== undefined) meanwhile = undefined;
        await first?.();
        return documents.commit(partition, changes);
      },
    };

    await projectStanding({ ...world.context, documents: slow }, claimNo(1, { revision: 1 }));

    expect(await stored(CLAIM_QUEUE, 'C-01')).toBeUndefined();
    expect(await listed('all')).toEqual(['C-01']);
    expect(await listed('approved')).toEqual(['C-01']);
  });

  it('writes nothing when it is told again what it has', async () => {
    await projectStanding(world.context, claimNo(1));
    const etags = () =>
      Promise.all(
        [CLAIM_QUEUE, claimStandingPartition('C-01')].map(
          async (at) =>
            (await world.context.documents.get(ClaimStandingDocument, at, claimStandingId('C-01')))?.etag,
        ),
      );
    const before = await etags();

    await projectStanding(world.context, claimNo(1));

    expect(await etags()).toEqual(before);
  });
});

describe('standings of the released layout, all in one partition', () => {
  async function released(claims = MANY): Promise<void> {
    const named = { customerName: 'Tailspin Toys', partnerName: 'Contoso', product: '' };
    await world.context.documents.commit(
      CLAIM_QUEUE,
      claims.map((one) =>
        create(ClaimStandingDocument, claimStandingId(one.claimId), standingOfClaim(one, named)),
      ),
    );
  }
  const notMoved = async () =>
    (await Array.fromAsync(world.context.documents.scan(ClaimStandingDocument, 'program')))
      .filter(({ partition, value }) => partition === CLAIM_QUEUE && value.copied === undefined)
      .map(({ value }) => value.claimId);

  it('are answered as before while they lie there, and when they have moved', async () => {
    await released();
    const before = await answers();
    expect(before.lists.map(({ length }) => length)).toEqual([36, 45, 36, 5, 4]);

    await askToMoveClaimStandings(world.context);
    await world.runner.drain();

    expect(await notMoved()).toEqual([]);
    expect(await answers()).toEqual(before);
    const left = await world.context.documents.count(ClaimStandingDocument, CLAIM_QUEUE, []);
    expect(left).toBe(before.waiting);
  });

  it('count as they did wherever their move is killed, and come to the same once it is done again', async () => {
    const few = MANY.slice(0, 6);
    await released(few);
    const before = await answers();
    await atEveryPoint(async (broken) => {
      await world.close();
      world = await claimWorld();
      await released(few);
      const { documents } = world.context;
      await untilBroken(() =>
        moveClaimStandings({ ...world.context, documents: broken.documents(documents) }),
      );
      expect(await countWaiting(documents)).toBe(before.waiting);
      expect(await listed('waiting')).toEqual(before.lists[0]);

      await moveClaimStandings(world.context);

      expect(await notMoved()).toEqual([]);
      expect(await answers()).toEqual(before);
    });
  }, 60_000);

  it('move with the first step that is taken before their turn comes, and an earlier one changes nothing', async () => {
    await released();
    const decided = claimNo(1, { revision: 2, status: 'approved' });

    await projectStanding(world.context, decided);
    await projectStanding(world.context, claimNo(2, { revision: 0 }));

    expect(await notMoved()).not.toContain('C-01');
    expect(await stored(claimStandingPartition('C-02'), 'C-02')).toMatchObject({ revision: 1 });
    expect(await listed('waiting')).toHaveLength(35);
    expect(await listed('all')).toHaveLength(45);
    expect(await listed('approved')).toContain('C-01');
  });
});
