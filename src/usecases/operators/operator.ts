import type { PersonId } from '../../domain/shared/ids.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { OperatorDocument } from '../memberships/documents.ts';

/** Whether somebody is programme staff, from the operators' list as it is now. One read. */
export async function isOperator(
  documents: Documents,
  person: { readonly personId: PersonId },
): Promise<boolean> {
  const found = await documents.list(OperatorDocument, partitions.program('operators'), {
    where: [{ field: 'personId', is: '=', value: person.personId }],
    limit: 1,
  });
  return found.items.length > 0;
}
