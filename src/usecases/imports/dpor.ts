import type { Subscription } from '../../domain/associations/customer.ts';
import type { DporChange } from '../../domain/associations/dpor-change.ts';
import { isCsp, takeDpor } from '../../domain/associations/take-dpor.ts';
import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { associationJobs } from '../associations/project.ts';
import { confirmedReports } from '../associations/reports.ts';
import { answeredRequest } from '../associations/request-dpor.ts';
import { changesAt } from '../associations/take-dpor-change.ts';
import { refusalOf, takenChanges } from '../associations/taken-changes.ts';
import { JobDocument, newJob } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { replace, type Change } from '../ports.ts';
import type { Importing } from './importing.ts';

/** What a row says of the holder. */
interface Row {
  readonly dporPartnerId: PartnerId | null;
}

/**
 * A difference of the holder, taken in by the same rule as an event: it is of the import's time. In a baseline it is no
 * change of today, and a later event of any date counts. A subscription that has become CSP loses its holder.
 *
 * @param value as the row has it
 * @param before as stored
 */
export async function takeImported(
  value: Subscription,
  before: Subscription,
  row: Row,
  { documents, now, baseline }: Importing,
): Promise<{ readonly value: Subscription; readonly changes: readonly Change[] }> {
  // What was refused while it was CSP counts once it is not any more.
  const named = isCsp(before) ? row.dporPartnerId : value.dporPartnerId;
  const partnerId = isCsp(value) ? null : named;
  if (partnerId === before.dporPartnerId)
    return { value: { ...value, dporPartnerId: partnerId }, changes: [] };
  if (baseline) return { value: { ...value, dporPartnerId: partnerId, dporChangedAt: null }, changes: [] };

  const { dporPartnerId, dporChangedAt, subscriptionId, customerId } = before;
  const change: DporChange = {
    subscriptionId,
    customerId,
    previousPartnerId: dporPartnerId,
    partnerId,
    changedAt: now,
    changedBy: null,
    source: 'import',
    key: `import-${dporPartnerId ?? 'none'}-${partnerId ?? 'none'}`,
  };
  const partition = partitions.customer(customerId);
  const isTie = dporChangedAt?.getTime() === now.getTime();
  const tied = isTie ? await changesAt(documents, partition, subscriptionId, now) : [];
  const taken = takeDpor({ dporPartnerId, dporChangedAt, licensing: null, cspPartnerId: null }, change, tied);
  if (!taken.ok) return { value: { ...value, dporPartnerId, dporChangedAt }, changes: [] };
  const holder = taken.value.code === 'late' ? { dporPartnerId, dporChangedAt } : taken.value.holder;
  const gained = taken.value.code === 'forward' ? taken.value.gained : null;
  const changes = [
    ...takenChanges(change, taken.value, now, 'import'),
    ...(await confirmedReports(documents, change, before, now)),
    // Whoever gained it had perhaps asked the customer for it.
    ...(gained === null
      ? []
      : await answeredRequest(documents, partition, { subscriptionId, partnerId: gained }, now)),
  ];
  return { value: { ...value, ...holder }, changes };
}

/**
 * A row that names a holder for a subscription sold through CSP is kept, and that holder refused.
 *
 * @param named whom the row names, unless it did so before
 */
export function refusedRow(
  named: PartnerId | null,
  subscription: Subscription,
  { now }: Importing,
): readonly Change[] {
  if (!isCsp(subscription) || named === null) return [];
  const { subscriptionId, customerId } = subscription;
  const change: DporChange = {
    subscriptionId,
    customerId,
    previousPartnerId: null,
    partnerId: named,
    changedAt: now,
    changedBy: null,
    source: 'import',
    key: `import-none-${named}`,
  };
  return [refusalOf(change, 'csp', now, 'import')];
}

/** The jobs that write how these partners stand with a customer. */
export async function projecting(
  { documents, now }: Importing,
  customerId: CustomerId,
  partnerIds: readonly (PartnerId | null)[],
): Promise<readonly Change[]> {
  return associationJobs(documents, partnerIds, customerId, now);
}

/** The job that writes a customer's name wherever it is listed. */
export async function renaming(
  { documents, now }: Importing,
  customerId: CustomerId,
): Promise<readonly Change[]> {
  const id = 'association-names';
  const waiting = await documents.get(JobDocument, partitions.customer(customerId), `job:${id}`);
  return waiting === undefined
    ? [newJob(id, { task: 'association.rename', customerId }, now)]
    : [replace(JobDocument, waiting, { ...waiting.value, dueAt: now })];
}
