import type { DelegationRow } from '../../domain/portfolio/delegations.ts';
import type { CustomerId } from '../../domain/shared/ids.ts';
import { RowDocument } from '../imports/documents.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';

/** More delegations than a customer has given to all of its partners. */
const READ = 1_000;

/** The rows of `delegations.csv` of a customer, of all partners; whose business which is, the domain says. */
export async function delegationRowsAt(
  documents: Documents,
  customerId: CustomerId,
): Promise<readonly DelegationRow[]> {
  const page = await documents.list(RowDocument, partitions.customer(customerId), {
    where: [{ field: 'file', is: '=', value: 'delegations' }],
    limit: READ,
  });
  return page.items.map(({ value: { cells } }) => {
    const { partnerId = '', kind = '', since = '', expires = '' } = cells;
    return { partnerId, kind, since, expires };
  });
}
