import { join } from 'node:path';
import { openSqlite } from '../src/store/sqlite.ts';
import { documentsOn } from '../src/store/documents.ts';
import type { Bot, Rig } from './rig.ts';
import { numberOf, referralEvents } from './world.ts';
import { ReferralDocument } from '../src/usecases/referrals/documents.ts';

/** An offer that waits for its answer, and the number of the one person who has it. */
export interface OpenOffer {
  readonly referralId: string;
  readonly person: number;
}

const BATCH = 100;

/**
 * Lets a bot take in referrals and offer them.
 * @returns seconds until all were accepted, and until all notices were with the connector
 */
export async function sendReferrals(
  rig: Rig,
  bot: Bot,
  count: number,
): Promise<{ readonly acceptedSeconds: number; readonly toldSeconds: number }> {
  const before = await rig.delivered();
  const startedAt = performance.now();
  const since = () => (performance.now() - startedAt) / 1_000;
  for (let from = 1; from <= count; from += BATCH) await bot.events(referralEvents(from, from + BATCH - 1));
  const acceptedSeconds = since();
  while ((await rig.delivered()) - before < count) await new Promise((resolve) => setTimeout(resolve, 20));
  const toldSeconds = since();
  await bot.idle();
  return { acceptedSeconds, toldSeconds };
}

/** All offers that stand in the rig's store. */
export async function openOffers(rig: Rig): Promise<OpenOffer[]> {
  const store = await openSqlite({ folder: join(rig.folder, 'data') });
  const offers: OpenOffer[] = [];
  for await (const { value } of documentsOn(store).scan(ReferralDocument, 'referrals')) {
    const offer = value.parts[0]?.offers[0];
    if (offer?.status !== 'offered') throw new Error(`${value.referralId} was not offered`);
    offers.push({ referralId: value.referralId, person: numberOf(offer.partnerId) });
  }
  await store.close();
  return offers;
}
