import type { Person } from '../../domain/memberships/person.ts';
import { isInForce, type Rights } from '../../domain/memberships/rights.ts';
import { nextDue } from '../../domain/renewals/anniversary.ts';
import type { Area, Program } from '../../domain/shared/catalogue.ts';
import type { GlobalId } from '../../domain/shared/ids.ts';
import type { Day } from '../../domain/shared/time.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Context } from '../context.ts';
import { rightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import { DesignationDocument } from '../scores/documents.ts';
import { locationsOfAccount } from './readers.ts';

/** The anniversary of a designation, and where its reader stands. */
export interface DesignationView {
  readonly area: Area;
  /** undefined for an account without the designation. */
  readonly due: Day | undefined;
  readonly location: Location;
  /** A membership there to look at; undefined: none is in force. */
  readonly program: Program | undefined;
}

type Store = Pick<Context, 'documents' | 'clock'>;

/** @returns undefined where the person has no right at any location of the account */
export async function designationView(
  { documents, clock }: Store,
  person: Pick<Person, 'personId' | 'standings'>,
  { globalId, area }: { readonly globalId: GlobalId; readonly area: Area },
  today: Day,
): Promise<DesignationView | undefined> {
  const [rights, designation] = await Promise.all([
    rightsInAccount({ documents, clock }, person, globalId),
    documents.get(DesignationDocument, partitions.account(globalId), `designation:${area}`),
  ]);
  if (rights === undefined) return undefined;
  const { location } = rights;
  const due = designation && nextDue(designation.value, null, today);
  return { area, due, location, program: aProgram(rights, clock.now()) };
}

/** What somebody may do at the first location of an account where they may do anything. */
export async function rightsInAccount(
  { documents, clock }: Store,
  person: Pick<Person, 'personId' | 'standings'>,
  globalId: GlobalId,
): Promise<Rights | undefined> {
  const standing = new Set(person.standings.map(({ partnerId }) => partnerId));
  for (const { partnerId } of await locationsOfAccount(documents, globalId)) {
    const rights = standing.has(partnerId)
      ? await rightsAt(documents, person, partnerId, clock.now())
      : undefined;
    if (rights !== undefined) return rights;
  }
  return undefined;
}

/** One in which they have a role, else any that is in force. */
export function aProgram({ programs, location }: Rights, now: Date): Program | undefined {
  const inForce = location.memberships.map(({ program }) => program);
  return programs[0] ?? inForce.find((program) => isInForce(program, location, now));
}
