import { DelegationKind, dayIn } from '../../domain/portfolio/delegations.ts';
import { CustomerId, GlobalId, PartnerId } from '../../domain/shared/ids.ts';
import { Day } from '../../domain/shared/time.ts';
import type { Watched } from './watch.ts';

type Cells = { readonly [column: string]: string };

/** What of a row of `delegations.csv` is to be watched; undefined: it does not end. */
export function watchedDelegation(cells: Cells): Watched | undefined {
  const expires = Day.safeParse(dayIn(cells['expires'] ?? ''));
  const delegation = DelegationKind.safeParse(cells['kind']);
  const partnerId = PartnerId.safeParse(cells['partnerId']);
  const customerId = CustomerId.safeParse(cells['customerId']);
  if (!expires.success || !delegation.success || !partnerId.success || !customerId.success) return undefined;
  return {
    task: 'delegation.watch',
    partnerId: partnerId.data,
    customerId: customerId.data,
    delegation: delegation.data,
    expires: expires.data,
  };
}

/** The same of a row of `people.csv`. */
export function watchedCertificate(cells: Cells): Watched | undefined {
  const expires = Day.safeParse(cells['expires']);
  const globalId = GlobalId.safeParse(cells['globalId']);
  if (!expires.success || !globalId.success || cells['certification'] === '') return undefined;
  return { task: 'certificates.watch', globalId: globalId.data, expires: expires.data };
}
