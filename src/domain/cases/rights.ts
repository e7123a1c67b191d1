import type { Rights } from '../memberships/rights.ts';
import type { CaseSide } from './case.ts';

/**
 * On which side somebody may read and move the cases of a location: with any right there as its own, else as an operator
 * who neither holds nor may come to hold a role there. Source: programme membership roles, "functions by role": every role
 * submits and manages registrations, support, payment support and payment dispute cases, and gives feedback.
 *
 * @param rights at the location of the case
 * @returns undefined for everybody else
 */
export function caseSide(
  rights: Rights | undefined,
  operator: { readonly isOperator: boolean; readonly isOwn: boolean },
): CaseSide | undefined {
  if (rights !== undefined) return 'partner';
  return operator.isOperator && !operator.isOwn ? 'program' : undefined;
}
