import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Offer, Referral } from '../../src/domain/referrals/referral.ts';
import { PartnerId, ReferralId } from '../../src/domain/shared/ids.ts';
import { PartStandingDocument } from '../../src/usecases/referrals/documents.ts';
import { askToMoveStandings, moveStandings } from '../../src/usecases/referrals/move-standings.ts';
import { projectPart } from '../../src/usecases/referrals/project-part.ts';
import { countUrgent, latestUrgent, surveyTallies } from '../../src/usecases/referrals/standings.ts';
import { atEveryPoint, untilBroken } from '../support/break-off.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { offer, referral } from '../support/referrals.ts';
import { releasedWorld } from '../support/released-layout.ts';

let world: ReferralWorld;
afterEach(() => world.close());

const surveyed = async () => {
  const { documents } = world.context;
  const { all, partners } = await surveyTallies(documents, 10);
  return { all, partners, urgent: await latestUrgent(documents, 10), count: await countUrgent(documents) };
};
const totals = async () => {
  const { open, accepted, fastTrack, notEligible, overdue } = (await surveyed()).all;
  return { open, accepted, fastTrack, notEligible, overdue };
};

describe('where a part stands', () => {
  beforeEach(async () => (world = await referralWorld()));

  /** The states that a part went through, each as a referral that somebody had read. */
  function historyOf(rounds: readonly { readonly partner: string; readonly ends: Offer['status'] }[]) {
    const states: Referral[] = [];
    const offers: Offer[] = [];
    for (const [index, { partner, ends }] of rounds.entries()) {
      const partnerId = partner === 'FTC' ? 'FTC' : PartnerId.parse(partner);
      const first = partner === 'FTC' ? 'ftc' : 'offered';
      for (const [step, status] of [first, ends].entries()) {
        offers[index] = offer({
          round: index + 1,
          partnerId,
          status: status as Offer['status'],
          revision: step + 1,
        });
        const [part] = referral().parts;
        if (part === undefined) throw new Error('no part');
        states.push(referral({ parts: [{ ...part, offers: [...offers] }] }));
      }
    }
    return states;
  }

  it('is counted once, whichever of its states come, in whatever order and however often', async () => {
    const Round = fc.record({
      partner: fc.constantFrom('1001', '1002', '1003', '1004', 'FTC'),
      ends: fc.constantFrom<Offer['status']>('declined', 'timed-out', 'withdrawn'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(Round, { minLength: 1, maxLength: 4 }),
        fc.constantFrom<Offer['status']>('offered', 'accepted', 'declined'),
        fc.infiniteStream(fc.nat()),
        async (rounds, last, draws) => {
          await world.close();
          world = await referralWorld();
          const states = historyOf(
            rounds.map((round, at) => ({ ...round, ends: at === rounds.length - 1 ? last : round.ends })),
          );
          const newest = states.at(-1);
          if (newest === undefined) return;
          for (let late = 0; late < 4; late++) {
            const state = states[(draws.next().value ?? 0) % states.length];
            if (state !== undefined) await projectPart(world.context, state, 1);
          }
          await projectPart(world.context, newest, 1);
          for (const state of states) await projectPart(world.context, state, 1);

          const isCounted = last !== 'declined';
          expect(await totals()).toMatchObject({
            open: last === 'offered' ? 1 : 0,
            accepted: last === 'accepted' ? 1 : 0,
            fastTrack: 0,
          });
          expect((await surveyed()).partners).toHaveLength(
            isCounted && newest.parts[0]?.offers.at(-1)?.partnerId !== 'FTC' ? 1 : 0,
          );
          expect(await countUrgent(world.context.documents)).toBe(0);
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe('standings of the released layout', () => {
  beforeEach(async () => (world = await releasedWorld()));

  const former = () => Array.fromAsync(world.store.scan('program'));
  const formerKinds = async () =>
    (await former()).flatMap(({ partition, kind }) => (partition === 'program/referrals' ? [kind] : []));

  it('move into shards and come to the same, and nothing is left where they were', async () => {
    const before = await surveyed();
    await askToMoveStandings(world.context);
    await world.runner.drain();

    expect(await formerKinds()).toEqual(['pointer']);
    const kept = (await Array.fromAsync(world.context.documents.scan(PartStandingDocument, 'program')))
      .length;
    expect(kept).toBeGreaterThan(before.all.open);
    const { open, accepted } = (await surveyed()).all;
    // R-8 was not matched yet; it is now.
    expect({ open, accepted }).toEqual({ open: before.all.open + 1, accepted: before.all.accepted });
  });

  it('count as they did wherever their move is killed, once it is done again, and go on from there', async () => {
    const before = await surveyed();
    await atEveryPoint(async (broken) => {
      await world.close();
      world = await releasedWorld();
      const { documents } = world.context;
      await untilBroken(() => moveStandings({ ...world.context, documents: broken.documents(documents) }));

      await moveStandings(world.context);

      expect(await surveyed()).toEqual(before);
      expect(await formerKinds()).toEqual([]);
    });
    const holder = Number((await world.offer(ReferralId.parse('R-3')))?.partnerId) - 1000;
    expect(await world.press(holder, ReferralId.parse('R-3'), 'accept')).toBe('done');
    await world.runner.drain();
    expect((await surveyed()).all).toMatchObject({ accepted: before.all.accepted + 1 });
  }, 60_000);

  it('are counted where they belong when a part goes on before they have moved', async () => {
    const before = await surveyed();
    const holder = Number((await world.offer(ReferralId.parse('R-4')))?.partnerId) - 1000;
    await world.press(holder, ReferralId.parse('R-4'), 'accept');
    await world.runner.drain();

    const { all } = await surveyed();
    expect(all).toMatchObject({ open: before.all.open, accepted: before.all.accepted + 1 });
  });
});
