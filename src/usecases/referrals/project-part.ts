import {
  laterStanding,
  newTally,
  standingOf,
  tallied,
  type PartStanding,
  type Tally,
} from '../../domain/referrals/part-standing.ts';
import type { Referral } from '../../domain/referrals/referral.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Change, type Documents } from '../ports.ts';
import { PartStandingDocument, TallyDocument } from './documents.ts';

/**
 * Writes where a part stands into the operators' survey, unless a later state stands there already. The tallies move in the
 * same commit, so they never drift from what they count.
 *
 * @param overdue its people have been reminded
 */
export async function projectPart(
  { documents, queues }: Context,
  referral: Referral,
  number: number,
  overdue = false,
): Promise<void> {
  const part = referral.parts.find((candidate) => candidate.part === number);
  const next = part && standingOf(referral, part, overdue);
  if (next === undefined) return;
  const partition = partitions.program('referrals');
  const id = `part:${referral.referralId}:${number}`;
  await decideAgain(queues, partition, async () => {
    const stored = await documents.get(PartStandingDocument, partition, id);
    const standing = laterStanding(stored?.value, next);
    if (standing === undefined) return;
    await documents.commit(partition, [
      stored === undefined
        ? create(PartStandingDocument, id, standing)
        : replace(PartStandingDocument, stored, standing),
      ...(await tallyChanges(documents, stored?.value, standing)),
    ]);
  });
}

async function tallyChanges(
  documents: Documents,
  before: PartStanding | undefined,
  after: PartStanding,
): Promise<Change[]> {
  const names = new Map<Tally['partnerId'], string>([['all', '']]);
  for (const standing of [before, after]) {
    const partnerId = partnerOf(standing);
    if (standing !== undefined && partnerId !== undefined) names.set(partnerId, standing.partnerName);
  }
  return Promise.all(
    [...names].map(async ([partnerId, name]) => {
      const partition = partitions.program('referrals');
      const stored = await documents.get(TallyDocument, partition, `tally:${partnerId}`);
      const counts = (standing: PartStanding | undefined) =>
        partnerId === 'all' || partnerOf(standing) === partnerId ? standing : undefined;
      const tally = tallied(
        stored === undefined ? newTally(partnerId, name) : { ...stored.value, name },
        counts(before),
        counts(after),
      );
      return stored === undefined
        ? create(TallyDocument, `tally:${partnerId}`, tally)
        : replace(TallyDocument, stored, tally);
    }),
  );
}

function partnerOf(standing: PartStanding | undefined): PartnerId | undefined {
  const partnerId = standing?.partnerId;
  return partnerId === 'FTC' || partnerId === '' ? undefined : partnerId;
}
