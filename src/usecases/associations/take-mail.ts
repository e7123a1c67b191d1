import type { Subscription } from '../../domain/associations/customer.ts';
import type { MailDecision, MailReading } from '../../domain/associations/mail-reading.ts';
import type { Context } from '../context.ts';
import { hashOf } from '../hash-of.ts';
import type { JobOutcome } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { replace, type Document, type Documents } from '../ports.ts';
import { readingId } from './handle-mail.ts';
import { readingLife } from './mail-life.ts';
import { takeDporChange } from './take-dpor-change.ts';
import {
  CustomerDocument,
  DporChangeDocument,
  MailReadingDocument,
  SubscriptionDocument,
} from './documents.ts';

const PARTITION = partitions.program('mail');

/** Mails about one change, to who lost it and who gained it, are sent within so long of each other. */
const TOGETHER_MS = 600_000;

/** Takes in the change that a mail was matched to, and writes down what became of it. */
export async function takeMail(
  context: Context,
  { mailId }: { readonly mailId: string },
): Promise<JobOutcome> {
  await takeMatched(context, mailId);
  return 'done';
}

/** {@link takeMail} for whoever wants to know how the mail stands then. */
export function takeMatched(context: Context, mailId: string): Promise<MailReading | undefined> {
  const { documents, queues } = context;
  return queues.inTurn(`${PARTITION}#take`, async () => {
    const stored = await documents.get(MailReadingDocument, PARTITION, readingId(mailId));
    if (stored?.value.state !== 'matched' || stored.value.decision === null) return stored?.value;
    const { decision, decidedBy } = stored.value;
    const { sentAt } = stored.value;
    if (sentAt === null) return stored.value;
    const dated = await withOrder(documents, stored, sentAt, decision);
    const outcome = await takeDecision(context, decision, {
      key: hashOf(`mail ${mailId}`),
      changedAt: dated.value.sentAt ?? sentAt,
      changedBy: null,
      actor: decidedBy?.by ?? 'job',
      source: dated.value.source === 'chat' ? 'report' : 'mail',
    });
    const reading: MailReading = {
      ...dated.value,
      state: outcome.state,
      why: outcome.state === 'refused' ? outcome.why : null,
    };
    const life = readingLife(context, reading);
    await documents.commit(PARTITION, [replace(MailReadingDocument, dated, reading, life)]);
    return reading;
  });
}

export type DecisionTaken =
  | { readonly state: 'taken' | 'nothing' }
  | { readonly state: 'refused'; readonly why: 'csp' | 'other-customer' };

/** Takes in what a mail tells: who was added holds it; who was removed no longer does, if they did. */
export async function takeDecision(
  context: Context,
  { what, partnerId, customerId, subscriptionId }: MailDecision,
  how: {
    readonly key: string;
    readonly changedAt: Date;
    readonly changedBy: string | null;
    /** An aadObjectId, or `job` where nobody matched or confirmed it. */
    readonly actor: string;
    readonly source: 'mail' | 'report';
  },
): Promise<DecisionTaken> {
  const { key, changedAt, changedBy, actor, source } = how;
  const partition = partitions.customer(customerId);
  const [subscription, customer] = await Promise.all([
    subscriptionAt(context.documents, partition, subscriptionId),
    context.documents.get(CustomerDocument, partition, 'customer'),
  ]);
  if (subscription === undefined) return { state: 'nothing' };
  if (what === 'removed' && subscription.dporPartnerId !== partnerId) return { state: 'nothing' };
  const taken = await takeDporChange(
    context,
    {
      key,
      subscriptionId,
      customer: { customerId, name: customer?.value.name ?? '' },
      product: subscription.product,
      ...(what === 'removed' ? { previousPartnerId: partnerId } : {}),
      partnerId: what === 'added' ? partnerId : null,
      changedAt,
      changedBy,
    },
    source,
    actor,
  );
  return taken.ok ? { state: 'taken' } : { state: 'refused', why: taken.error.code };
}

async function subscriptionAt(
  documents: Documents,
  partition: string,
  subscriptionId: string,
): Promise<Subscription | undefined> {
  return (await documents.get(SubscriptionDocument, partition, `subscription:${subscriptionId}`))?.value;
}

/**
 * Of a change from one partner to another Microsoft sends two mails, in any order. Where the removal's is the later one and
 * was taken in first, the addition gets its time: both are one change, and the addition is its end. The time is written down
 * before it is used, so that doing it again does the same.
 */
async function withOrder(
  documents: Documents,
  stored: Document<MailReading>,
  sentAt: Date,
  { what, customerId, subscriptionId }: MailDecision,
): Promise<Document<MailReading>> {
  if (what !== 'added') return stored;
  const partition = partitions.customer(customerId);
  const subscription = await subscriptionAt(documents, partition, subscriptionId);
  const removedAt = subscription?.dporChangedAt ?? null;
  if (subscription?.dporPartnerId !== null || removedAt === null) return stored;
  const after = removedAt.getTime() - sentAt.getTime();
  if (after <= 0 || after > TOGETHER_MS) return stored;
  const last = await documents.list(DporChangeDocument, partition, {
    where: [{ field: 'subscriptionId', is: '=', value: subscriptionId }],
    orderBy: [{ field: 'changedAt', descending: true }],
    limit: 1,
  });
  if (last.items[0]?.value.source !== 'mail') return stored;
  const value = { ...stored.value, sentAt: removedAt };
  const [etag = ''] = await documents.commit(PARTITION, [replace(MailReadingDocument, stored, value)]);
  return { ...stored, etag, value };
}
