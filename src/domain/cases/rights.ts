import { may } from '../memberships/policy.ts';
import type { Rights } from '../memberships/rights.ts';
import type { CaseSide } from './case.ts';

/**
 * On which side somebody may read and move the cases of a location: as one of its people by the table of functions, which has
 * one line for all kinds of cases, else as an operator who neither holds nor may come to hold a role there.
 *
 * @param rights at the location of the case
 * @returns undefined for everybody else
 */
export function caseSide(
  rights: Rights | undefined,
  operator: { readonly isOperator: boolean; readonly isOwn: boolean },
): CaseSide | undefined {
  if (rights !== undefined && may('partner-support', rights)) return 'partner';
  return operator.isOperator && !operator.isOwn ? 'program' : undefined;
}
