import type { Capacity } from '../../domain/memberships/capacity.ts';

/** A command as a menu lists it. */
export interface Listed {
  readonly word: string;
  readonly about: string;
  readonly ready: boolean;
}

/** What one reader may do. */
export interface Menu {
  /** Empty for somebody who may do nothing. */
  readonly capacities: ReadonlySet<Capacity>;
  readonly words: readonly Listed[];
}

/** What Porter is for, to whoever reads it. */
export function purposeOf({ capacities }: Menu): string {
  if (capacities.has('role')) {
    return 'I am your partner-of-record desk. I show your capability scores, and I bring you customer referrals the moment they are offered, to accept or decline right here.';
  }
  return capacities.has('operator')
    ? 'I am the partner-of-record desk. I show you how referrals stand over all partners, and bring you what waits for programme staff.'
    : 'I am the partner-of-record desk of Microsoft partners.';
}

/** Who gives rights, to whoever could have more of them; `''` for who has all. Nobody is named: that takes a role there. */
export function whoGivesRights({ capacities }: Menu): string {
  if (capacities.size === 0) return `${NO_ROLE} ${WHO_GIVES_A_ROLE}`;
  if (!capacities.has('role')) return '';
  const hasAll = capacities.has('program-admin') && capacities.has('incentive-role');
  return hasAll
    ? ''
    : 'These are the words for what you may do. A program admin of your location can see to further rights.';
}

export const NO_ROLE =
  'You are on the roster of a partner location, but without a role that is in force, so there is nothing of it that I may show you.';
export const WHO_GIVES_A_ROLE =
  'A program admin of your location can give you one. If there is none, the operators of the programme can.';
