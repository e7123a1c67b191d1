import { isProgramAdmin, type Rights } from './rights.ts';
import { covers } from './role.ts';

/**
 * In what capacity somebody uses Porter, whatever the location, for menus: `role` is any right at a location, `statement-admin` that role or the one above. What holds where
 * each use case reads for itself.
 */
export type Capacity = 'role' | 'statement-admin' | 'program-admin' | 'incentive-role' | 'operator';

/**
 * @param held what the person may do, location by location
 * @returns empty for somebody who may do nothing: on a roster without a role, or on none
 */
export function capacitiesOf(held: readonly Rights[], isOperator: boolean): ReadonlySet<Capacity> {
  const capacities = new Set<Capacity>();
  if (held.length > 0) capacities.add('role');
  if (held.some(({ role }) => covers(role, 'statement-admin'))) capacities.add('statement-admin');
  if (held.some(isProgramAdmin)) capacities.add('program-admin');
  if (held.some(({ incentiveRole }) => incentiveRole !== null)) capacities.add('incentive-role');
  if (isOperator) capacities.add('operator');
  return capacities;
}
