import type { Claim } from '../../../domain/claims/claim.ts';
import type { NoticeSubject } from '../../../domain/notices/notice.ts';
import type { PersonId } from '../../../domain/shared/ids.ts';
import type { Context } from '../../context.ts';
import { decideAgain } from '../../decide-again.ts';
import { notifyAll } from '../../notices/notify.ts';
import { partitions } from '../../partitions.ts';
import { create, replace } from '../../ports.ts';
import { ClaimToldDocument } from '../documents.ts';

type ClaimNotice = Extract<NoticeSubject, { kind: 'claim-news' | 'claim-review' }>;

/** Of one claim; copies of older news stay as they are. */
const MAX_KEPT = 8;

/** Tells people something of a claim. Whom is written down first, so that a later change reaches every copy. */
export async function tellOfClaim(
  context: Context,
  subject: ClaimNotice,
  personIds: readonly PersonId[],
): Promise<void> {
  if (personIds.length === 0) return;
  await noteTold(context, subject, personIds);
  await notifyAll(context, personIds, subject, 1);
}

/** Shows the claim as it now is on every copy of what was told of it before. */
export async function refreshCopies(context: Context, claim: Claim): Promise<void> {
  const { customerId, claimId, revision } = claim;
  const told = await context.documents.get(
    ClaimToldDocument,
    partitions.customer(customerId),
    toldId(claimId),
  );
  for (const { subject, personIds } of told?.value.notices ?? []) {
    if (subject.revision >= revision) continue;
    const wanted = 1 + revision - subject.revision;
    await notifyAll(context, personIds, subject, wanted);
  }
}

async function noteTold(
  { documents, queues }: Context,
  subject: ClaimNotice,
  personIds: readonly PersonId[],
): Promise<void> {
  const { customerId, claimId, kind, about, revision } = subject;
  const partition = partitions.customer(customerId);
  await decideAgain(queues, `${partition}#told`, async () => {
    const stored = await documents.get(ClaimToldDocument, partition, toldId(claimId));
    const notices = stored?.value.notices ?? [];
    const isSame = (other: ClaimNotice) =>
      other.kind === kind && other.about === about && other.revision === revision;
    const before = notices.find((one) => isSame(one.subject))?.personIds ?? [];
    const all = [...new Set([...before, ...personIds])];
    if (all.length === before.length) return;
    const others = notices.filter((one) => !isSame(one.subject));
    const value = { claimId, notices: [...others, { subject, personIds: all }].slice(-MAX_KEPT) };
    await documents.commit(partition, [
      stored === undefined
        ? create(ClaimToldDocument, toldId(claimId), value)
        : replace(ClaimToldDocument, stored, value),
    ]);
  });
}

function toldId(claimId: string): string {
  return `claim-told:${claimId}`;
}
