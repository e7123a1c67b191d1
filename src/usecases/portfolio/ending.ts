import { delegationsOf } from '../../domain/portfolio/delegations.ts';
import type { ExpirySubject } from '../../domain/portfolio/notices.ts';
import type { CustomerId, GlobalId, PartnerId, PersonId } from '../../domain/shared/ids.ts';
import type { Day } from '../../domain/shared/time.ts';
import { AssociationDocument } from '../associations/documents.ts';
import { associationId } from '../associations/ids.ts';
import { readAssociations } from '../associations/read-ties.ts';
import { certifiedPeople } from '../certifications/people.ts';
import type { Context } from '../context.ts';
import { rosterOf } from '../memberships/roster.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { listLocations } from '../referrals/directory.ts';
import { isInForce } from '../../domain/memberships/rights.ts';
import { covers } from '../../domain/memberships/role.ts';
import { delegationRowsAt } from './delegations.ts';

/** More locations than an account has. */
const MAX_LOCATIONS = 100;

/** Whether what was to be told still ends on that day; a delegation only at a customer that the location stands with. */
export async function isEnding(documents: Documents, subject: ExpirySubject, now: Date): Promise<boolean> {
  if (subject.kind === 'certificates-end') return (await endingOn(documents, subject)).length > 0;
  const { partnerId, customerId, delegation, expires } = subject;
  const rows = await delegationRowsAt(documents, customerId);
  const isThere = delegationsOf(partnerId, rows, expires).some(
    (one) => one.kind === delegation && one.expires === expires,
  );
  return isThere && standsWith(documents, partnerId, customerId, now);
}

/** What is imported together is projected a moment later, so that the sources are asked where there is no association yet. */
async function standsWith(
  documents: Documents,
  partnerId: PartnerId,
  customerId: CustomerId,
  now: Date,
): Promise<boolean> {
  const id = associationId(customerId);
  const held = await documents.get(AssociationDocument, partitions.partner(partnerId), id);
  if (held !== undefined) return true;
  const none = { before: [], kept: [] };
  return (await readAssociations(documents, partnerId, customerId, none, now)).held !== undefined;
}

export interface EndingCertificate {
  readonly email: string;
  readonly name: string;
  readonly certification: string;
}

/** The certificates of an account that end on a day, by name. */
export async function endingOn(
  documents: Documents,
  { globalId, expires }: { readonly globalId: GlobalId; readonly expires: Day },
): Promise<readonly EndingCertificate[]> {
  return (await certifiedPeople(documents, globalId)).flatMap(({ email, name, certificates }) =>
    certificates
      .filter((one) => one.expires === expires)
      .map(({ written }) => ({ email, name, certification: written })),
  );
}

/** Who holds one of the certificates that end, as the rosters know them, and the program admins of the account's locations. */
export async function concernedBy(
  { documents, clock }: Context,
  of: { readonly globalId: GlobalId; readonly expires: Day },
): Promise<readonly PersonId[]> {
  const now = clock.now();
  const [locations, ending] = await Promise.all([
    listLocations(documents, [{ field: 'globalId', is: '=', value: of.globalId }], MAX_LOCATIONS),
    endingOn(documents, of),
  ]);
  const holders = new Set(ending.map(({ email }) => email));
  const found = await Promise.all(
    locations.map(async (location) =>
      (await rosterOf(documents, location.partnerId))
        .filter(({ program }) => isInForce(program, location, now))
        .filter(({ role, email }) => covers(role, 'program-admin') || holders.has(email))
        .flatMap(({ personId }) => personId ?? []),
    ),
  );
  return [...new Set(found.flat())];
}
