import type { Operator } from '../../domain/memberships/person.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { OperatorDocument } from './documents.ts';

/** More operators than a programme has. */
const MAX_OPERATORS = 1_000;

/** The programme's operators, from their list as it is now. One read. */
export async function operatorsIn(documents: Documents): Promise<readonly Operator[]> {
  const page = await documents.list(OperatorDocument, partitions.program('operators'), {
    limit: MAX_OPERATORS,
  });
  return page.items.map(({ value }) => value);
}
