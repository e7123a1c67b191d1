import type { DocumentStore } from '../../src/store/document-store.ts';
import { documentsOn } from '../../src/store/documents.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { currentOffer } from '../../src/domain/referrals/referral.ts';
import { allLocations } from '../../src/usecases/referrals/directory.ts';
import { PlanDocument, ReferralDocument } from '../../src/usecases/referrals/documents.ts';
import { referralWorld, type ReferralWorld } from './referral-world.ts';
import { noon } from './referrals.ts';

/** The world on a store whose directory lies in so many places. */
export async function spreadWorld(spread: number): Promise<ReferralWorld> {
  let world: ReferralWorld | undefined;
  const store = await openSqlite({ folder: ':memory:', now: () => world?.now ?? noon });
  world = await referralWorld(noon, { store: { ...store, spread } });
  return world;
}

/**
 * What a directory counts, and what was offered: for each location the offers it counts and those that there are, where the two
 * differ; parts that wait for an offer; and what is left of matchings.
 */
export async function bookedIn(store: DocumentStore) {
  const documents = documentsOn(store);
  const referrals = await Array.fromAsync(documents.scan(ReferralDocument, 'referrals'));
  const parts = referrals.flatMap(({ value }) => value.parts);
  const offers = parts.flatMap((part) => part.offers);
  const wrong: string[] = [];
  for await (const { value } of allLocations(documents)) {
    const offered = offers.filter(({ partnerId }) => partnerId === value.partnerId).length;
    const counts = [value.received, value.receivedAllTime];
    if (counts.some((count) => count !== offered))
      wrong.push(`${value.partnerId}: ${String(counts)} of ${offered}`);
  }
  const plans = await Array.fromAsync(documents.scan(PlanDocument, 'referrals'));
  return {
    wrong,
    unoffered: parts.filter((part) => currentOffer(part) === undefined).length,
    plans: plans.length,
  };
}

/** Nothing is wrong, open or left over. */
export const BOOKED = { wrong: [], unoffered: 0, plans: 0 };
