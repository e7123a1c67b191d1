import { comparable } from '../../domain/shared/email.ts';
import { holdsOrMayHold, type Identity } from '../../domain/memberships/own-partner.ts';
import type { PartnerId, PersonId } from '../../domain/shared/ids.ts';
import { PERSON_DOCUMENT } from '../memberships/find-person.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { ContactDocument, OperatorDocument, PersonDocument } from '../memberships/documents.ts';

/** Most entries one person can have on one list. */
const MAX_ENTRIES = 100;

type Somebody = { readonly personId: PersonId };

/** Whether a partner is one of somebody's own. */
export type IsOwn = (partnerId: PartnerId) => Promise<boolean>;

/**
 * The one answer to "holds, or may come to hold, a role at" a partner, from the rosters as they are now, for every decision
 * that programme staff must not take on a partner of their own: by person, and by their addresses in whatever tenant.
 *
 * Reads: who they are, once; then two for each partner asked about, once each.
 */
export function ownPartners(documents: Documents, person: Somebody): IsOwn {
  let identity: Promise<Identity> | undefined;
  const asked = new Map<PartnerId, Promise<boolean>>();
  return (partnerId) => {
    identity ??= identityOf(documents, person);
    const answer = asked.get(partnerId) ?? isListed(documents, partnerId, identity);
    asked.set(partnerId, answer);
    return answer;
  };
}

/** Whether any of some partners is one of somebody's own. */
export async function anyIsOwn(isOwn: IsOwn, partnerIds: Iterable<PartnerId>): Promise<boolean> {
  const answers = await Promise.all([...new Set(partnerIds)].map(isOwn));
  return answers.includes(true);
}

/** Every address under which a list knows the person: Teams' roster, the operators', and those of their locations. */
async function identityOf(documents: Documents, { personId }: Somebody): Promise<Identity> {
  const theirs = { where: [{ field: 'personId', is: '=', value: personId } as const], limit: MAX_ENTRIES };
  const [person, operators] = await Promise.all([
    documents.get(PersonDocument, partitions.person(personId), PERSON_DOCUMENT),
    documents.list(OperatorDocument, partitions.program('operators'), theirs),
  ]);
  const entries = await Promise.all(
    (person?.value.standings ?? []).map(({ partnerId }) =>
      documents.list(ContactDocument, partitions.partner(partnerId), theirs),
    ),
  );
  const emails = [
    person?.value.email ?? '',
    ...operators.items.map(({ value }) => value.email),
    ...entries.flatMap(({ items }) => items.map(({ value }) => value.email)),
  ];
  return { personId, addresses: new Set(emails.map((email) => comparable(email)).filter(Boolean)) };
}

async function isListed(
  documents: Documents,
  partnerId: PartnerId,
  found: Promise<Identity>,
): Promise<boolean> {
  const identity = await found;
  const roster = partitions.partner(partnerId);
  const [byPerson, byAddress] = await Promise.all([
    documents.list(ContactDocument, roster, {
      where: [{ field: 'personId', is: '=', value: identity.personId }],
      limit: MAX_ENTRIES,
    }),
    documents.list(ContactDocument, roster, {
      where: [{ field: 'email', is: 'in', values: [...identity.addresses] }],
      limit: MAX_ENTRIES,
    }),
  ]);
  return [...byPerson.items, ...byAddress.items].some(({ value }) => holdsOrMayHold(value, identity));
}
