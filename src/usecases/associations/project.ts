import { randomUUID } from 'node:crypto';
import {
  tiesOf,
  type CustomerAssociations,
  type PalRow,
  type TieSources,
} from '../../domain/associations/association.ts';
import { folded } from '../../domain/referrals/offer-entry.ts';
import { PartnerId, SubscriptionId, type CustomerId } from '../../domain/shared/ids.ts';
import { projectClaim } from '../claims/project-claim.ts';
import { projectStanding } from '../claims/project-standing.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { JobKind, newJob, type JobOutcome } from '../jobs.ts';
import { AssociationKind, ClaimKind, CustomerKind, RowKind, SubscriptionKind } from '../kinds.ts';
import { listAll } from '../list-all.ts';
import { partitions } from '../partitions.ts';
import { create, remove, replace, type Change, type Condition, type Documents, type Kind } from '../ports.ts';
import { calledAt } from './customer-names.ts';

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
      const waiting = await documents.get(JobKind, partitions.customer(customerId), `job:${id}`);
      if (waiting === undefined) {
        return newJob(id, { task: 'association.project', partnerId, customerId }, now);
      }
      // One that gave up is tried again.
      const { value } = waiting;
      const due = value.dueAt === undefined ? { ...value, dueAt: now, attempts: 0 } : value;
      return replace(JobKind, waiting, due);
    }),
  );
}

/** Writes how a location stands with a customer, from what lies with the customer now; nothing is left where nothing ties them. */
export async function projectAssociation(
  context: Context,
  { partnerId, customerId }: { readonly partnerId: PartnerId; readonly customerId: CustomerId },
): Promise<JobOutcome> {
  const { documents, queues, clock } = context;
  const partition = partitions.partner(partnerId);
  const id = associationId(customerId);
  await decideAgain(queues, `${partition}#${id}`, async () => {
    // Read before its source: whoever writes it in between has seen the same source or a later one.
    const stored = await documents.get(AssociationKind, partition, id);
    const next = await readAssociations(documents, partnerId, customerId, clock.now());
    if (JSON.stringify(stored?.value) === JSON.stringify(next)) return;
    if (next === undefined) {
      if (stored !== undefined) await documents.commit(partition, [remove(stored)]);
      return;
    }
    const change =
      stored === undefined ? create(AssociationKind, id, next) : replace(AssociationKind, stored, next);
    await documents.commit(partition, [change]);
  });
  return 'done';
}

/** A customer goes by another name: every location that is tied to it or claims there lists it so, and the operators do. */
export async function renameAssociations(
  context: Context,
  { customerId }: { readonly customerId: CustomerId },
): Promise<JobOutcome> {
  const partition = partitions.customer(customerId);
  const [subscriptions, claims, rows] = await Promise.all([
    listAll(context.documents, SubscriptionKind, partition),
    listAll(context.documents, ClaimKind, partition),
    listAll(context.documents, RowKind, partition, [{ field: 'file', is: '=', value: 'pal' }]),
  ]);
  const tied = [
    ...subscriptions.flatMap(({ dporPartnerId, cspPartnerId }) => [dporPartnerId, cspPartnerId]),
    ...claims.filter(({ status }) => status === 'approved').map(({ partnerId }) => partnerId),
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

export function associationId(customerId: CustomerId): string {
  return `association:${customerId}`;
}

/** @returns undefined where nothing ties them */
async function readAssociations(
  documents: Documents,
  partnerId: PartnerId,
  customerId: CustomerId,
  now: Date,
): Promise<CustomerAssociations | undefined> {
  const partition = partitions.customer(customerId);
  const of = <T>(kind: Kind<T>, field: string, value: string, ...more: Condition[]) =>
    listAll(documents, kind, partition, [{ field, is: '=', value }, ...more]);
  const [customer, dpor, csp, claims, rows] = await Promise.all([
    documents.get(CustomerKind, partition, 'customer'),
    of(SubscriptionKind, 'dporPartnerId', partnerId),
    of(SubscriptionKind, 'cspPartnerId', partnerId),
    of(ClaimKind, 'partnerId', partnerId, { field: 'status', is: '=', value: 'approved' }),
    of(RowKind, 'file', 'pal'),
  ]);
  const subscriptions = [...new Map([...dpor, ...csp].map((one) => [one.subscriptionId, one])).values()];
  const sources: TieSources = {
    subscriptions,
    claims: await Promise.all(
      claims.map(async (claim) => ({ claim, on: await subscriptionOf(documents, partition, claim.target) })),
    ),
    pal: rows.map(({ cells }) => palRow(cells)),
  };
  const ties = tiesOf(partnerId, sources, now);
  if (ties.length === 0) return undefined;
  const { name: customerName } = await calledAt(documents, partnerId, customerId, customer?.value);
  return { partnerId, customerId, customerName, rank: folded(customerName), ties: [...ties] };
}

/** A claim is on a workload, or on a subscription. */
async function subscriptionOf(documents: Documents, partition: string, target: string) {
  const subscriptionId = SubscriptionId.safeParse(target);
  if (!subscriptionId.success) return undefined;
  return (await documents.get(SubscriptionKind, partition, `subscription:${subscriptionId.data}`))?.value;
}

/** The cells passed the import's columns when they were kept. */
function palRow(cells: { readonly [column: string]: string }): PalRow {
  const { partnerId = '', credential = '', linkedAt = '', revokedAt = '' } = cells;
  return { partnerId, credential, linkedAt, revokedAt };
}
