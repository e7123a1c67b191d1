import { usageOf } from '../../domain/associations/association.ts';
import type { CustomerView, LocationView } from '../../domain/associations/customer-view.ts';
import type { DporReport } from '../../domain/associations/dpor-report.ts';
import type { DporRequest } from '../../domain/associations/dpor-request.ts';
import type { Person } from '../../domain/memberships/person.ts';
import { delegationsOf } from '../../domain/portfolio/delegations.ts';
import { dayOf } from '../../domain/shared/time.ts';
import { delegationRowsAt } from '../portfolio/delegations.ts';
import type { Rights } from '../../domain/memberships/rights.ts';
import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { MAX_LOCATIONS } from '../memberships/locations-of.ts';
import { rightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { formerWith } from './former.ts';
import { associationId } from './ids.ts';
import { usageAt } from './usage.ts';
import { reportsOf } from './reports.ts';
import { requestsOf } from './request-dpor.ts';
import { AssociationDocument } from './documents.ts';
import { OfferEntryDocument } from '../referrals/documents.ts';

/**
 * How the person's locations stand with a customer, what of it ended within a year, and what was imported of the usage.
 * A customer that none of them has an association or an accepted referral with looks as if it were not there.
 *
 * Reads for somebody of one location: its association and what ended; roster and location; its requests and reports; a page of
 * usage and one of delegations.
 */
export async function showCustomer(
  context: Context,
  person: Pick<Person, 'personId' | 'standings'>,
  customerId: CustomerId,
): Promise<Result<CustomerView, { readonly code: 'forbidden' }>> {
  const { documents } = context;
  const tied = await knownAt(context, person, customerId, async (partnerId) => {
    const id = associationId(customerId);
    const held = await documents.get(AssociationDocument, partitions.partner(partnerId), id);
    if (held === undefined) return undefined;
    const former = await formerWith(documents, partnerId, customerId, context.clock.now());
    return { ...held.value, endings: former?.endings ?? [] };
  });
  const [first] = tied;
  if (first === undefined) return referredView(context, person, customerId);
  const [usage, delegated] = await Promise.all([
    usageAt(documents, customerId),
    delegationRowsAt(documents, customerId),
  ]);
  const today = dayOf(context.clock.now());
  const at = tied.map(({ rights, found, requests, reports }): LocationView => {
    const { partnerId } = rights.location;
    const ties = found.ties.map((tie) => ({ tie, usage: usageOf(tie, partnerId, usage.rows) }));
    const delegations = delegationsOf(partnerId, delegated, today);
    return { ...hereBy(rights), ties, requests, reports, endings: found.endings, delegations };
  });
  const { customerName } = first.found;
  return ok({ customerId, customerName, at, usageCutShort: usage.cutShort });
}

/** What a location knows of the customer, for somebody with a right there. */
interface Known<T> {
  readonly rights: Rights;
  readonly requests: readonly DporRequest[];
  readonly reports: readonly DporReport[];
  readonly found: T;
}

/** The person's locations that know of the customer, by name. @param read what one of them knows; undefined: nothing */
async function knownAt<T>(
  { documents, clock }: Context,
  person: Pick<Person, 'personId' | 'standings'>,
  customerId: CustomerId,
  read: (partnerId: PartnerId) => Promise<T | undefined>,
): Promise<readonly Known<T>[]> {
  const standings = person.standings.slice(0, MAX_LOCATIONS);
  const known = await Promise.all(
    standings.map(async ({ partnerId }): Promise<Known<T> | undefined> => {
      const found = await read(partnerId);
      if (found === undefined) return undefined;
      const [rights, requests, reports] = await Promise.all([
        rightsAt(documents, person, partnerId, clock.now()),
        requestsOf(documents, partnerId, customerId),
        reportsOf(documents, partnerId, customerId),
      ]);
      return rights && { rights, requests, reports, found };
    }),
  );
  const nameOf = ({ rights }: Known<T>) => rights.location.name;
  return known
    .filter((one) => one !== undefined)
    .toSorted((one, two) => nameOf(one).localeCompare(nameOf(two)));
}

/** An accepted referral alone lets a location know of a customer: by name, and no more. */
async function referredView(
  context: Context,
  person: Pick<Person, 'personId' | 'standings'>,
  customerId: CustomerId,
): Promise<Result<CustomerView, { readonly code: 'forbidden' }>> {
  const at = await knownAt(context, person, customerId, (partnerId) =>
    nameInReferral(context.documents, partnerId, customerId),
  );
  const [first] = at;
  if (first === undefined) return refuse({ code: 'forbidden' });
  return ok({
    customerId,
    customerName: first.found,
    at: at.map(({ rights, requests, reports }) => ({
      ...hereBy(rights),
      ties: [],
      endings: [],
      delegations: [],
      requests,
      reports,
    })),
    usageCutShort: false,
  });
}

async function nameInReferral(
  documents: Documents,
  partnerId: PartnerId,
  customerId: CustomerId,
): Promise<string | undefined> {
  const page = await documents.list(OfferEntryDocument, partitions.partner(partnerId), {
    where: [
      { field: 'customerId', is: '=', value: customerId },
      { field: 'status', is: '=', value: 'accepted' },
    ],
    limit: 1,
  });
  return page.items[0]?.value.customerName;
}

function hereBy({ location, incentiveRole }: Rights) {
  return { location, mayClaim: incentiveRole !== null };
}
