import { delegationsOf, type Delegation } from '../../domain/portfolio/delegations.ts';
import type { Person } from '../../domain/memberships/person.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { dayOf } from '../../domain/shared/time.ts';
import { calledAt } from '../associations/customer-names.ts';
import { CustomerDocument } from '../associations/documents.ts';
import { isTiedTo } from '../associations/tied.ts';
import type { Context } from '../context.ts';
import { rightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import { delegationRowsAt } from './delegations.ts';

/** A customer that a location stands or stood with, for somebody with a right there. */
export interface AtCustomer {
  readonly location: Location;
  /** Whether the reader may claim for the location. */
  readonly mayClaim: boolean;
  readonly customerId: CustomerId;
  readonly customerName: string;
  /** BCP 47, of its letters; `''`: not known. */
  readonly language: string;
}

type Forbidden = { readonly code: 'forbidden' };
type Asked = { readonly partnerId: PartnerId; readonly customerId: CustomerId };

/** The very same refusal for a customer that the location has nothing to do with and for one that does not exist. */
export async function atCustomer(
  { documents, clock }: Context,
  person: Pick<Person, 'personId'>,
  { partnerId, customerId }: Asked,
): Promise<Result<AtCustomer, Forbidden>> {
  const now = clock.now();
  const [rights, tied] = await Promise.all([
    rightsAt(documents, person, partnerId, now),
    isTiedTo(documents, partnerId, customerId, now),
  ]);
  if (rights === undefined || !tied) return refuse({ code: 'forbidden' });
  const customer = await documents.get(CustomerDocument, partitions.customer(customerId), 'customer');
  const called = await calledAt(documents, partnerId, customerId, customer?.value);
  return ok({
    location: rights.location,
    mayClaim: rights.incentiveRole !== null,
    customerId,
    customerName: called.name,
    language: customer?.value.language ?? '',
  });
}

export interface DelegationsShown extends AtCustomer {
  readonly delegations: readonly Delegation[];
}

/** What a customer delegated to a location, besides how to ask for it. */
export async function showDelegations(
  context: Context,
  person: Pick<Person, 'personId'>,
  asked: Asked,
): Promise<Result<DelegationsShown, Forbidden>> {
  const found = await atCustomer(context, person, asked);
  if (!found.ok) return found;
  const rows = await delegationRowsAt(context.documents, asked.customerId);
  return ok({
    ...found.value,
    delegations: delegationsOf(asked.partnerId, rows, dayOf(context.clock.now())),
  });
}
