import { holdsTarget } from '../../domain/claims/claim.ts';
import { associationId, formerId } from './ids.ts';
import { randomUUID } from 'node:crypto';
import { FORMER_DAYS, type FormerAssociations } from '../../domain/associations/former.ts';
import { PartnerId, type CustomerId } from '../../domain/shared/ids.ts';
import { addDays } from '../../domain/shared/time.ts';
import { projectClaim, projectClaimsAt } from '../claims/shown/project-claim.ts';
import { projectStanding } from '../claims/shown/project-standing.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { JobDocument, newJob, type JobOutcome } from '../jobs.ts';
import { listAll } from '../list-all.ts';
import { partitions } from '../partitions.ts';
import {
  create,
  remove,
  replace,
  type Change,
  type Document,
  type Documents,
  type DocumentKind,
} from '../ports.ts';
import { readAssociations } from './read-ties.ts';
import { AssociationDocument, FormerDocument, SubscriptionDocument } from './documents.ts';
import { ClaimDocument } from '../claims/documents.ts';
import { RowDocument } from '../imports/documents.ts';

/** In the commit of whatever changes how a partner stands with a customer, in the customer's partition. */
export function associationJob(partnerId: PartnerId, customerId: CustomerId, now: Date): Change {
  const task = { task: 'association.project', partnerId, customerId } as const;
  return newJob(`association:${partnerId}:${randomUUID()}`, task, now);
}

/**
 * The same for several partners, at most one job each: one that waits already is touched, so that it cannot have looked
 * before this commit.
 */
export async function associationJobs(
  documents: Documents,
  partnerIds: readonly (PartnerId | null)[],
  customerId: CustomerId,
  now: Date,
): Promise<readonly Change[]> {
  const distinct = [...new Set(partnerIds)].filter((partnerId) => partnerId !== null);
  return Promise.all(
    distinct.map(async (partnerId) => {
      const id = `association:${partnerId}`;
      const waiting = await documents.get(JobDocument, partitions.customer(customerId), `job:${id}`);
      if (waiting === undefined) {
        return newJob(id, { task: 'association.project', partnerId, customerId }, now);
      }
      // One that gave up is tried again.
      const { value } = waiting;
      const due = value.dueAt === undefined ? { ...value, dueAt: now, dueSince: now, attempts: 0 } : value;
      return replace(JobDocument, waiting, due);
    }),
  );
}

/**
 * Writes how a location stands with a customer, and stood within a year, from what lies with the customer now; nothing is left
 * where nothing ties or tied them.
 */
export async function projectAssociation(
  context: Context,
  { partnerId, customerId }: { readonly partnerId: PartnerId; readonly customerId: CustomerId },
): Promise<JobOutcome> {
  const { documents, queues, clock } = context;
  const partition = partitions.partner(partnerId);
  const isNew = await decideAgain(queues, `${partition}#${associationId(customerId)}`, async () => {
    // Read before their source: whoever writes them in between has seen the same source or a later one.
    const [held, former] = await Promise.all([
      documents.get(AssociationDocument, partition, associationId(customerId)),
      documents.get(FormerDocument, partition, formerId(customerId)),
    ]);
    const before = { before: held?.value.ties ?? [], kept: former?.value.endings ?? [] };
    const now = clock.now();
    const stands = await readAssociations(documents, partnerId, customerId, before, now);
    const changes = [
      ...written(AssociationDocument, associationId(customerId), held, stands.held),
      ...written(FormerDocument, formerId(customerId), former, stands.former, ttlOf(stands.former, now)),
    ];
    if (changes.length > 0) await documents.commit(partition, changes);
    return held === undefined && stands.held !== undefined;
  });
  if (isNew) await projectClaimsAt(context, { partnerId, customerId });
  return 'done';
}

/** The change that makes a document what it should be; none where it is that already. */
function written<T>(
  kind: DocumentKind<T>,
  id: string,
  stored: Document<T> | undefined,
  next: T | undefined,
  ttl: { readonly ttlSeconds?: number } = {},
): readonly Change[] {
  if (JSON.stringify(stored?.value) === JSON.stringify(next)) return [];
  if (next === undefined) return stored === undefined ? [] : [remove(stored)];
  return [stored === undefined ? create(kind, id, next, ttl) : replace(kind, stored, next, ttl)];
}

/** It goes by itself once the latest ending is a year old. */
function ttlOf(former: FormerAssociations | undefined, now: Date): { readonly ttlSeconds?: number } {
  const [latest] = former?.endings ?? [];
  if (latest === undefined) return {};
  const left = addDays(latest.ended, FORMER_DAYS).getTime() - now.getTime();
  return { ttlSeconds: Math.max(60, Math.ceil(left / 1_000)) };
}

/** A customer goes by another name: every location that is tied to it or claims there lists it so, and the operators do. */
export async function renameAssociations(
  context: Context,
  { customerId }: { readonly customerId: CustomerId },
): Promise<JobOutcome> {
  const partition = partitions.customer(customerId);
  const [subscriptions, claims, rows] = await Promise.all([
    listAll(context.documents, SubscriptionDocument, partition),
    listAll(context.documents, ClaimDocument, partition),
    listAll(context.documents, RowDocument, partition, [{ field: 'file', is: '=', value: 'pal' }]),
  ]);
  const tied = [
    ...subscriptions.flatMap(({ dporPartnerId, cspPartnerId }) => [dporPartnerId, cspPartnerId]),
    ...claims.filter(holdsTarget).map(({ partnerId }) => partnerId),
    ...rows.map(({ cells }) => PartnerId.safeParse(cells['partnerId']).data ?? null),
  ];
  for (const partnerId of new Set(tied)) {
    if (partnerId !== null) await projectAssociation(context, { partnerId, customerId });
  }
  for (const claim of claims) {
    await projectStanding(context, claim);
    await projectClaim(context, customerId, claim.claimId);
  }
  return 'done';
}
