import type { Area, Program } from '../../domain/shared/catalogue.ts';
import type { GlobalId, PartnerId } from '../../domain/shared/ids.ts';
import { Day } from '../../domain/shared/time.ts';
import { committed } from '../committed.ts';
import { JobDocument, jobChange } from '../jobs.ts';
import { listAll } from '../list-all.ts';
import { MembershipDocument } from '../memberships/documents.ts';
import { partitions } from '../partitions.ts';
import type { Change, Documents } from '../ports.ts';

/** Has the reminders of a membership looked after at once; belongs into a commit of the partner's partition. */
export async function lookAfterRenewal(
  documents: Documents,
  { partnerId, program }: { readonly partnerId: PartnerId; readonly program: Program },
  now: Date,
): Promise<Change> {
  const id = `renewal:${program}`;
  const stored = await documents.get(JobDocument, partitions.partner(partnerId), `job:${id}`);
  return jobChange(stored, id, { task: 'renewal.remind', partnerId, program }, now);
}

/** The same for a designation, in a commit of the account's partition. */
export async function lookAfterDesignation(
  documents: Documents,
  { globalId, area }: { readonly globalId: GlobalId; readonly area: Area },
  now: Date,
): Promise<Change> {
  const id = `designation:${area}`;
  const stored = await documents.get(JobDocument, partitions.account(globalId), `job:${id}`);
  return jobChange(stored, id, { task: 'designation.remind', globalId, area }, now);
}

/** Has those whom a requirement concerns told of it at once; belongs into a commit of the requirements' partition. */
export async function tellingRequirements(
  documents: Documents,
  { area, effective }: { readonly area: Area; readonly effective?: string | undefined },
  now: Date,
): Promise<Change> {
  const day = Day.parse(effective);
  const id = `requirements:${area}:${day}`;
  const stored = await documents.get(JobDocument, partitions.program('requirements'), `job:${id}`);
  return jobChange(stored, id, { task: 'requirements.tell', area, effective: day }, now);
}

/** Somebody was added at a location: they may have to be told at once. What another does at the same time does the same. */
export async function remindAtLocation(
  documents: Documents,
  { partnerId }: { readonly partnerId: PartnerId },
  now: Date,
): Promise<void> {
  const partition = partitions.partner(partnerId);
  const memberships = await listAll(documents, MembershipDocument, partition);
  for (const { program } of memberships) {
    const change = await lookAfterRenewal(documents, { partnerId, program }, now);
    await committed(() => documents.commit(partition, [change]));
  }
}
