import {
  laterStanding,
  leftBehind,
  newTally,
  standingOf,
  tallied,
  type PartStanding,
  type Tally,
} from '../../domain/referrals/part-standing.ts';
import type { Referral } from '../../domain/referrals/referral.ts';
import type { PartnerId, ReferralId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { create, remove, replace, type Change, type Document, type Documents } from '../ports.ts';
import { PartStandingDocument, TallyDocument } from './documents.ts';
import { FORMER_STANDINGS, standingPartition } from './standings.ts';

/**
 * Writes where a part stands into the operators' survey, unless a later state stands there already. The tallies move in the
 * same commit, so they never drift from what they count. Where the part was with partners before, it counts no more: that it
 * has gone on stands there, so that an earlier state that comes late is known for one.
 *
 * @param overdue its people have been reminded
 */
export async function projectPart(
  context: Context,
  referral: Referral,
  number: number,
  overdue = false,
): Promise<void> {
  const { referralId } = referral;
  const part = referral.parts.find((candidate) => candidate.part === number);
  const next = part && standingOf(referral, part, overdue);
  if (part === undefined || next === undefined) return;
  await moveFormer(context, { referralId, part: number });
  const here = standingPartition(next);
  const before = part.offers.map(({ partnerId }) => standingPartition({ partnerId, referralId }));
  await project(context, here, next);
  for (const partition of new Set(before)) {
    if (partition !== here) await project(context, partition, leftBehind(next));
  }
}

async function project({ documents, queues }: Context, partition: string, next: PartStanding): Promise<void> {
  const id = standingId(next);
  await decideAgain(queues, partition, async () => {
    const stored = await documents.get(PartStandingDocument, partition, id);
    const standing = laterStanding(stored?.value, next);
    if (standing === undefined) return;
    await documents.commit(partition, [
      stored === undefined
        ? create(PartStandingDocument, id, standing)
        : replace(PartStandingDocument, stored, standing),
      ...(await tallyChanges(documents, partition, stored?.value, standing)),
    ]);
  });
}

function standingId({ referralId, part }: { readonly referralId: ReferralId; readonly part: number }) {
  return `part:${referralId}:${part}`;
}

/** Moves a standing from where all of them lay once. It is written first where it belongs: one that breaks off counts twice until it is done again. */
export async function moveFormer(
  context: Context,
  of: { readonly referralId: ReferralId; readonly part: number },
): Promise<void> {
  const { documents, queues } = context;
  const former = await documents.get(PartStandingDocument, FORMER_STANDINGS, standingId(of));
  if (former === undefined) return;
  await project(context, standingPartition(former.value), former.value);
  await decideAgain(queues, FORMER_STANDINGS, async () => {
    const stored: Document<PartStanding> | undefined = await documents.get(
      PartStandingDocument,
      FORMER_STANDINGS,
      former.id,
    );
    if (stored === undefined) return;
    await documents.commit(FORMER_STANDINGS, [
      remove(stored),
      ...(await tallyChanges(documents, FORMER_STANDINGS, stored.value, undefined)),
    ]);
  });
}

async function tallyChanges(
  documents: Documents,
  partition: string,
  before: PartStanding | undefined,
  after: PartStanding | undefined,
): Promise<Change[]> {
  const names = new Map<Tally['partnerId'], string>([['all', '']]);
  for (const standing of [before, after]) {
    const partnerId = partnerOf(standing);
    if (standing === undefined || partnerId === undefined) continue;
    // Of a partner whose tally lies elsewhere nothing was counted here, and nothing is.
    if (partition === FORMER_STANDINGS || standingPartition(standing) === partition) {
      names.set(partnerId, standing.partnerName);
    }
  }
  return Promise.all(
    [...names].map(async ([partnerId, name]) => {
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
