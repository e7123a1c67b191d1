import type { PersonId } from '../../domain/shared/ids.ts';
import { catchUpQueue } from '../claims/telling/catch-up.ts';
import type { Context } from '../context.ts';
import type { JobOutcome } from '../jobs.ts';
import { notify } from '../notices/notify.ts';
import { findReferral } from '../referrals/load.ts';
import { latestUrgent } from '../referrals/standings.ts';

/** Enough to see what is going on, and not to be flooded; the survey shows the rest. */
const MAX_TOLD = 10;

/** Tells somebody just known as an operator of the latest parts that no partner got, and of what waits in the queue of claims. */
export async function catchUpOperator(
  context: Context,
  { personId }: { readonly personId: PersonId },
): Promise<JobOutcome> {
  const { documents } = context;
  const urgent = await latestUrgent(documents, MAX_TOLD);
  for (const { referralId, part, overdue } of urgent.toReversed()) {
    if (overdue) continue;
    const referral = await findReferral(documents, referralId);
    const offers = referral?.value.parts.find((candidate) => candidate.part === part)?.offers ?? [];
    await notify(context, personId, { kind: 'referral-unplaced', referralId, part }, offers.length);
  }
  await catchUpQueue(context, personId);
  return 'done';
}
