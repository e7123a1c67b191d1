import type { MailDecision, MailReading } from '../../domain/associations/mail-reading.ts';
import { isCsp } from '../../domain/associations/take-dpor.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import { CustomerId, type PartnerId, type SubscriptionId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { dayOf, type Day } from '../../domain/shared/time.ts';
import { audited } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { newJob } from '../jobs.ts';
import { ownPartners } from '../operators/own-partner.ts';
import { partitions } from '../partitions.ts';
import { replace, type Change, type Document, type Documents } from '../ports.ts';
import { findReading, viewOf, type MailView } from './mails.ts';
import { readingLife } from './mail-life.ts';
import { reportJobs } from './reports.ts';
import { takeMatched } from './take-mail.ts';
import { MailReadingDocument, SubscriptionDocument } from './documents.ts';
import { PointerDocument } from '../memberships/documents.ts';
import { findLocation } from '../referrals/directory.ts';

const PARTITION = partitions.program('mail');

export interface MailMatch {
  readonly subscriptionId: SubscriptionId;
  /** What it says; undefined: as it was read, and of an unknown wording that the partner was added. */
  readonly what: MailDecision['what'] | undefined;
  /** For which of several locations; undefined: the only one. */
  readonly partnerId: PartnerId | undefined;
  /** When a mail was sent that does not tell; of another one it is passed over. */
  readonly sentOn: Day | undefined;
}

/** Why a mail cannot be matched so. */
export type Mismatch = 'no-subscription' | 'csp' | 'which-partner' | 'which-day';

export type MailOutcome =
  | { readonly code: 'done'; readonly view: MailView }
  /** Somebody was faster, or it needs nobody any more. */
  | { readonly code: 'stale'; readonly view: MailView }
  | { readonly code: 'mismatch'; readonly mismatch: Mismatch; readonly view: MailView };

/**
 * An operator says which subscription a mail means; its change is then taken in as if it had been found by itself. Of two
 * operators one wins. Never for a partner of their own, nor of what one holds now.
 */
export async function matchMailTo(
  context: Context,
  actor: Actor,
  mailId: string,
  match: MailMatch,
  opId: string,
): Promise<Result<MailOutcome, { readonly code: 'forbidden' }>> {
  const { documents } = context;
  const decided = await decideMail(context, actor, mailId, opId, 'dpor.match', async ({ value }) => {
    const decision = await decisionOf(documents, actor, value, match);
    if (typeof decision === 'string') return decision;
    const sentAt = value.sentAt ?? dayGiven(match.sentOn, value.receivedAt);
    if (sentAt === undefined) return 'which-day';
    const job = newJob(`take:${mailId}`, { task: 'mail.take', mailId }, context.clock.now());
    return {
      reading: { state: 'matched', why: null, decision, sentAt },
      jobs: [job],
      detail: match.subscriptionId,
    };
  });
  if (!decided.ok || decided.value.code !== 'done') return decided;
  // At once, so that the answer says what became of it; the job does it if this fails.
  const reading = (await takeMatched(context, mailId)) ?? decided.value.view.reading;
  return ok({ code: 'done', view: { ...decided.value.view, reading } });
}

/** The beginning of the day, so that what is known of that day for sure stays; never a day to come. */
function dayGiven(day: Day | undefined, receivedAt: Date): Date | undefined {
  if (day === undefined || day > dayOf(receivedAt)) return undefined;
  return new Date(`${day}T00:00:00Z`);
}

/** An operator finds that it is no mail about a DPOR: it is kept, and waits for nobody. */
export function setMailAside(
  context: Context,
  actor: Actor,
  mailId: string,
  opId: string,
): Promise<Result<MailOutcome, { readonly code: 'forbidden' }>> {
  return decideMail(context, actor, mailId, opId, 'dpor.mail.dismiss', () =>
    Promise.resolve({ reading: { state: 'set-aside', why: null }, jobs: [], detail: '' }),
  );
}

interface Decided {
  readonly reading: Partial<MailReading>;
  readonly jobs: readonly Change[];
  readonly detail: string;
}

function decideMail(
  context: Context,
  actor: Actor,
  mailId: string,
  opId: string,
  action: string,
  decide: (stored: Document<MailReading>) => Promise<Decided | Mismatch | 'own'>,
): Promise<Result<MailOutcome, { readonly code: 'forbidden' }>> {
  const { documents, queues, clock } = context;
  return decideAgain(queues, `${PARTITION}#${mailId}`, async () => {
    const stored = await findReading(documents, actor, mailId);
    if (stored === undefined) return refuse({ code: 'forbidden' });
    if (stored.value.state !== 'unmatched') {
      const own = stored.value.decidedBy?.opId === opId && stored.value.decidedBy.by === actor.aadObjectId;
      return ok({ code: own ? 'done' : 'stale', view: await viewOf(documents, stored.value) });
    }
    const decided = await decide(stored);
    if (decided === 'own') return refuse({ code: 'forbidden' });
    if (typeof decided === 'string') {
      return ok({ code: 'mismatch', mismatch: decided, view: await viewOf(documents, stored.value) });
    }
    const at = clock.now();
    const decidedBy = { by: actor.aadObjectId, name: actor.name, at, opId };
    const reading: MailReading = { ...stored.value, ...decided.reading, decidedBy };
    await documents.commit(PARTITION, [
      replace(MailReadingDocument, stored, reading, readingLife(context, reading)),
      ...decided.jobs,
      ...reportJobs(reading, at),
      audited(`mail:${mailId}:${action}`, {
        at,
        actor: actor.aadObjectId,
        action,
        subject: mailId,
        outcome: 'done',
        detail: decided.detail,
      }),
    ]);
    return ok({ code: 'done', view: await viewOf(documents, reading) });
  });
}

/** `own`: a partner of the operator's own holds the subscription. */
async function decisionOf(
  documents: Documents,
  actor: Actor,
  reading: MailReading,
  match: MailMatch,
): Promise<MailDecision | Mismatch | 'own'> {
  const { subscriptionId } = match;
  const what = match.what ?? reading.what ?? 'added';
  const partnerId = await partnerOf(documents, actor, reading, match.partnerId);
  if (partnerId === undefined) return 'which-partner';
  const pointer = await documents.get(
    PointerDocument,
    partitions.pointer('subscription', subscriptionId),
    'subscription',
  );
  if (pointer === undefined) return 'no-subscription';
  const customerId = CustomerId.parse(pointer.value.to);
  const stored = await documents.get(
    SubscriptionDocument,
    partitions.customer(customerId),
    `subscription:${subscriptionId}`,
  );
  if (stored === undefined) return 'no-subscription';
  const holder = stored.value.dporPartnerId;
  if (holder !== null && (await ownPartners(documents, actor)(holder))) return 'own';
  return isCsp(stored.value) ? 'csp' : { what, partnerId, customerId, subscriptionId };
}

/** Of the locations it was addressed to; where that is none, whichever the operator names, but no own one. */
async function partnerOf(
  documents: Documents,
  actor: Actor,
  { partnerIds }: MailReading,
  named: PartnerId | undefined,
): Promise<PartnerId | undefined> {
  const [only, ...more] = partnerIds;
  if (only !== undefined) {
    const partnerId = named ?? (more.length === 0 ? only : undefined);
    return partnerId !== undefined && partnerIds.includes(partnerId) ? partnerId : undefined;
  }
  if (named === undefined) return undefined;
  const [location, own] = await Promise.all([
    findLocation(documents, named),
    ownPartners(documents, actor)(named),
  ]);
  return location === undefined || own ? undefined : named;
}
