import type { Location } from '../../domain/referrals/location.ts';
import type { GlobalId, PartnerId } from '../../domain/shared/ids.ts';
import { LocationKind, MembershipKind, SpecializationKind } from '../../usecases/kinds.ts';
import { partitions } from '../../usecases/partitions.ts';
import { replace, type Documents } from '../../usecases/ports.ts';
import { readAll } from './read-all.ts';
import { untilSettled } from './until-settled.ts';

/** What a location repeats of its memberships and of its global account's specializations. */
export type Projection = Pick<Location, 'memberships' | 'programs' | 'endorsements' | 'endorsed'>;

/** Reads the memberships and specializations that a location has now. */
export async function projectionOf(
  documents: Documents,
  partnerId: PartnerId,
  globalId: GlobalId,
): Promise<Projection> {
  const memberships = (await readAll(documents, MembershipKind, partitions.partner(partnerId)))
    .map(({ value: { program, anniversary, ends } }) => ({ program, anniversary, ends }))
    .sort((a, b) => a.program.localeCompare(b.program));
  const endorsements = (await readAll(documents, SpecializationKind, partitions.account(globalId)))
    .map(({ value: { workload, expires } }) => ({ workload, expires }))
    .sort((a, b) => a.workload.localeCompare(b.workload));
  return {
    memberships,
    programs: memberships.map(({ program }) => program),
    endorsements,
    endorsed: endorsements.map(({ workload }) => workload),
  };
}

/** Makes a location say what its memberships and specializations are now; one that is not there needs nothing. */
export async function refreshLocation(documents: Documents, partnerId: PartnerId): Promise<void> {
  await untilSettled(async () => {
    const location = await documents.get(LocationKind, partitions.directory, partnerId);
    if (location === undefined) return;
    const { value } = location;
    const projection = await projectionOf(documents, partnerId, value.globalId);
    const { memberships, programs, endorsements, endorsed } = value;
    if (JSON.stringify(projection) === JSON.stringify({ memberships, programs, endorsements, endorsed })) {
      return;
    }
    await documents.commit(partitions.directory, [
      replace(LocationKind, location, { ...value, ...projection }),
    ]);
  });
}

/** {@link refreshLocation} for every location of a global account. */
export async function refreshAccount(documents: Documents, globalId: GlobalId): Promise<void> {
  const where = [{ field: 'globalId', is: '=', value: globalId }] as const;
  const locations = await readAll(documents, LocationKind, partitions.directory, where);
  for (const { value } of locations) await refreshLocation(documents, value.partnerId);
}
