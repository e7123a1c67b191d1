import type { Person } from '../../domain/memberships/person.ts';
import type { Context } from '../context.ts';
import { isOperator } from '../operators/operator.ts';
import { rightsAt } from './rights.ts';

/** Whether somebody has a role at any location, or is an operator: for what everybody of the programme may read. */
export async function hasAnyRight(
  { documents, clock }: Pick<Context, 'documents' | 'clock'>,
  person: Pick<Person, 'personId' | 'standings' | 'operator'>,
): Promise<boolean> {
  for (const { partnerId } of person.standings) {
    if ((await rightsAt(documents, person, partnerId, clock.now())) !== undefined) return true;
  }
  return person.operator && isOperator(documents, person);
}
