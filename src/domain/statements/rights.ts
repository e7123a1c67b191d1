import { may, type Held } from '../memberships/policy.ts';
import { PROGRAMS, type Program } from '../shared/catalogue.ts';

/**
 * The memberships of a location whose statements somebody may read, by the table of functions: a role in another membership,
 * an incentive role or being the payment contact gives nothing.
 */
export function statementPrograms(held: Held): readonly Program[] {
  return PROGRAMS.filter((program) => may('statements', held, program));
}
