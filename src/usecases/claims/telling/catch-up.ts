import type { PartnerId, PersonId } from '../../../domain/shared/ids.ts';
import type { Context } from '../../context.ts';
import type { JobOutcome } from '../../jobs.ts';
import { rightsAt } from '../../memberships/rights.ts';
import { notify } from '../../notices/notify.ts';
import { partitions } from '../../partitions.ts';
import { countWaiting } from '../shown/standings.ts';
import { tellOfClaim } from './told.ts';
import { ClaimEntryDocument } from '../documents.ts';

/** Enough to see what is going on, and not to be flooded; the list shows the rest. */
const MAX_TOLD = 10;

/** Tells somebody just bound to a roster of the claims there that wait for an answer. */
export async function catchUpClaims(
  context: Context,
  { personId, partnerId }: { readonly personId: PersonId; readonly partnerId: PartnerId },
): Promise<JobOutcome> {
  const { documents, clock } = context;
  const rights = await rightsAt(documents, { personId }, partnerId, clock.now());
  if (rights?.incentiveRole == null) return 'done';
  const waiting = await documents.list(ClaimEntryDocument, partitions.partner(partnerId), {
    where: [{ field: 'status', is: '=', value: 'partner-action-required' }],
    limit: MAX_TOLD,
  });
  for (const { value } of waiting.items) {
    const { customerId, claimId, version: revision } = value;
    const subject = { kind: 'claim-news', customerId, claimId, about: 'asked', revision } as const;
    await tellOfClaim(context, subject, [personId]);
  }
  return 'done';
}

/** Tells somebody just known as an operator what waits in the queue. */
export async function catchUpQueue(context: Context, personId: PersonId): Promise<void> {
  const { documents, clock } = context;
  if ((await countWaiting(documents)) === 0) return;
  await notify(context, personId, { kind: 'claims-queue', until: clock.now() }, 1);
}
