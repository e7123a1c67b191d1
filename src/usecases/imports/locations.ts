import type { Location } from '../../domain/referrals/location.ts';
import type { GlobalId, PartnerId } from '../../domain/shared/ids.ts';
import { partitions } from '../partitions.ts';
import { replace, type Change, type Documents } from '../ports.ts';
import { readAll } from './read-all.ts';
import { MembershipDocument } from '../memberships/documents.ts';
import { LocationDocument } from '../referrals/documents.ts';
import { SpecializationDocument } from '../scores/documents.ts';
import { locationToChange } from '../referrals/directory.ts';

/** What a location repeats of its memberships and of its global account's specializations. */
export type Projection = Pick<Location, 'memberships' | 'programs' | 'endorsements' | 'endorsed'>;

/** Reads the memberships and specializations that a location has now. */
export async function projectionOf(
  documents: Documents,
  partnerId: PartnerId,
  globalId: GlobalId,
): Promise<Projection> {
  const memberships = (await readAll(documents, MembershipDocument, partitions.partner(partnerId)))
    .map(({ value: { program, anniversary, ends } }) => ({ program, anniversary, ends }))
    .sort((a, b) => a.program.localeCompare(b.program));
  const endorsements = (await readAll(documents, SpecializationDocument, partitions.account(globalId)))
    .map(({ value: { workload, expires } }) => ({ workload, expires }))
    .sort((a, b) => a.workload.localeCompare(b.workload));
  return {
    memberships,
    programs: memberships.map(({ program }) => program),
    endorsements,
    endorsed: endorsements.map(({ workload }) => workload),
  };
}

/** The change that makes a location say what its memberships and specializations are now; undefined: it says so, or is not there. */
export async function refreshing(
  documents: Documents,
  partnerId: PartnerId,
): Promise<{ readonly partition: string; readonly change: Change } | undefined> {
  const location = await locationToChange(documents, partnerId);
  if (location === undefined) return undefined;
  const { value } = location;
  const projection = await projectionOf(documents, partnerId, value.globalId);
  const { memberships, programs, endorsements, endorsed } = value;
  if (JSON.stringify(projection) === JSON.stringify({ memberships, programs, endorsements, endorsed })) {
    return undefined;
  }
  const { partition } = location;
  return { partition, change: replace(LocationDocument, location, { ...value, ...projection }) };
}
