import type { PartnerId, PersonId } from '../../domain/shared/ids.ts';
import { ContactKind, OperatorKind } from '../kinds.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';

/** Most entries one person can have on one roster. */
const MOST_ENTRIES = 20;

/** Whether somebody is programme staff, from the operators' list as it is now. One read. */
export async function isOperator(
  documents: Documents,
  person: { readonly personId: PersonId },
): Promise<boolean> {
  const found = await documents.list(OperatorKind, partitions.program('operators'), {
    where: [{ field: 'personId', is: '=', value: person.personId }],
    limit: 1,
  });
  return found.items.length > 0;
}

/** Whether somebody holds any role at a location, from its roster as it is now: programme staff then keeps out. One read. */
export async function holdsRoleAt(
  documents: Documents,
  person: { readonly personId: PersonId },
  partnerId: PartnerId,
): Promise<boolean> {
  const found = await documents.list(ContactKind, partitions.partner(partnerId), {
    where: [{ field: 'personId', is: '=', value: person.personId }],
    limit: MOST_ENTRIES,
  });
  return found.items.some(({ value }) => value.role !== null || value.incentiveRole !== null);
}
