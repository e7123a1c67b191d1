import { comparable } from '../shared/email.ts';
import type { PersonId } from '../shared/ids.ts';
import type { Contact } from './contact.ts';

/** By what a roster may know somebody. */
export interface Identity {
  readonly personId: PersonId;
  /** Lower case: as Teams' roster gives them, and as lists of operators and of other locations have them. */
  readonly addresses: ReadonlySet<string>;
}

/**
 * Whether an entry of a roster gives somebody a role, or may come to: it is theirs, or it has one of their addresses. Such an
 * entry may be bound to nobody yet, and in whatever tenant: one person may be known in several. One whose membership has
 * ended counts, since it may be renewed; one without a role does not.
 */
export function holdsOrMayHold(
  { personId, email, role, incentiveRole }: Pick<Contact, 'personId' | 'email' | 'role' | 'incentiveRole'>,
  identity: Identity,
): boolean {
  if (role === null && incentiveRole === null) return false;
  return personId === identity.personId || (email !== '' && identity.addresses.has(comparable(email)));
}
