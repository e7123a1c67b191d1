import type { Contact } from '../../domain/memberships/contact.ts';
import type { Person } from '../../domain/memberships/person.ts';
import { isInForce, isProgramAdmin, type Rights } from '../../domain/memberships/rights.ts';
import { programAdminsOf } from '../../domain/memberships/admins.ts';
import { nextDue } from '../../domain/renewals/anniversary.ts';
import { expiringBy } from '../../domain/renewals/references.ts';
import { ticksFor, type Renewal, type Tick } from '../../domain/renewals/renewal.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Area, Program } from '../../domain/shared/catalogue.ts';
import { CustomerId, type PartnerId } from '../../domain/shared/ids.ts';
import type { Day } from '../../domain/shared/time.ts';
import { CustomerDocument } from '../associations/documents.ts';
import type { Context } from '../context.ts';
import { RowDocument } from '../imports/documents.ts';
import { MembershipDocument } from '../memberships/documents.ts';
import { rosterRightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { DesignationDocument } from '../scores/documents.ts';
import { RenewalDocument } from './documents.ts';
import { readRequirements, type Requirement } from './requirements.ts';

/** A membership, as a button names it. */
export interface MembershipRef {
  readonly partnerId: PartnerId;
  readonly program: Program;
}

/** How the renewal of a membership stands, for somebody with a role there. */
export interface RenewalView {
  readonly location: Location;
  readonly program: Program;
  readonly ends: Day | null;
  /** The anniversary to renew next; undefined: the membership ends before. */
  readonly due: Day | undefined;
  readonly ticks: readonly Tick[];
  readonly renewed: Renewal['renewed'];
  readonly isAdmin: boolean;
  /** The primary contacts of the membership, and whether the reader is one. */
  readonly primary: readonly Pick<Contact, 'name' | 'email'>[];
  readonly isPrimary: boolean;
  /** Names of those who may tick and renew. */
  readonly admins: readonly string[];
  readonly designations: readonly { readonly area: Area; readonly due: Day }[];
  readonly references: readonly ExpiringReferenceView[];
  /** Of the areas of the account's designations, the newest first. */
  readonly requirements: readonly Requirement[];
  /** Other programmes of the location whose renewal may be shown instead. */
  readonly others: readonly Program[];
}

export interface ExpiringReferenceView {
  readonly customerId: CustomerId;
  readonly customerName: string;
  readonly expires: Day;
}

/** More designations, or references, than there are. */
const READ = 1_000;
/** Whose names are looked up. */
const MAX_REFERENCES = 5;

/**
 * Reads: roster and location, the membership, its renewal, the designations, the references with the names of a few, and the
 * requirements.
 *
 * @param today where the reader is
 * @returns undefined for a membership that is not there, or where the person has no role: the two look the same
 */
export async function renewalView(
  { documents, clock }: Pick<Context, 'documents' | 'clock'>,
  person: Pick<Person, 'personId'>,
  { partnerId, program }: MembershipRef,
  today: Day,
): Promise<RenewalView | undefined> {
  const partition = partitions.partner(partnerId);
  const now = clock.now();
  const [found, membership, renewal] = await Promise.all([
    rosterRightsAt(documents, person, partnerId, now),
    documents.get(MembershipDocument, partition, `membership:${program}`),
    documents.get(RenewalDocument, partition, `renewal:${program}`),
  ]);
  if (found === undefined || membership === undefined) return undefined;
  const { rights, roster } = found;
  const { location } = rights;
  const { ends } = membership.value;
  const renewed = renewal?.value.renewed ?? null;
  const due = nextDue(membership.value, renewed?.due ?? null, today);
  const primary = roster.filter((one) => one.program === program && one.pocs.includes('primary'));
  return {
    location,
    program,
    ends,
    due,
    ticks: due === undefined || renewal === undefined ? [] : ticksFor(renewal.value, due),
    renewed,
    isAdmin: isProgramAdmin(rights),
    primary,
    isPrimary: primary.some(({ personId }) => personId === person.personId),
    admins: programAdminsOf(roster, location, now).map(({ name }) => name),
    ...(await aroundIt(documents, rights, due, today)),
    others: location.memberships
      .map((one) => one.program)
      .filter((other) => other !== program && isInForce(other, location, now)),
  };
}

async function aroundIt(documents: Documents, { location }: Rights, due: Day | undefined, today: Day) {
  const [designations, references, requirements] = await Promise.all([
    documents.list(DesignationDocument, partitions.account(location.globalId), { limit: READ }),
    due === undefined ? [] : expiring(documents, location.partnerId, due),
    readRequirements(documents),
  ]);
  const dated = designations.items.flatMap(({ value }) => {
    const next = nextDue(value, null, today);
    return next === undefined ? [] : [{ area: value.area, due: next }];
  });
  const areas = new Set(dated.map(({ area }) => area));
  return {
    designations: dated.sort((one, two) => one.due.localeCompare(two.due)),
    references,
    requirements: requirements.filter(({ area }) => areas.has(area)),
  };
}

async function expiring(
  documents: Documents,
  partnerId: PartnerId,
  due: Day,
): Promise<readonly ExpiringReferenceView[]> {
  const rows = await documents.list(RowDocument, partitions.partner(partnerId), {
    where: [{ field: 'file', is: '=', value: 'references' }],
    limit: READ,
  });
  const references = rows.items.map(({ value: { cells } }) => ({
    customerId: cells['customerId'] ?? '',
    referenceDate: cells['referenceDate'] ?? '',
  }));
  return Promise.all(
    expiringBy(references, due).map(async ({ customerId: id, expires }, at) => {
      const customerId = CustomerId.parse(id);
      const customer =
        at < MAX_REFERENCES
          ? await documents.get(CustomerDocument, partitions.customer(customerId), 'customer')
          : undefined;
      return { customerId, customerName: customer?.value.name ?? '', expires };
    }),
  );
}
