import type { Person } from '../../domain/memberships/person.ts';
import { covers } from '../../domain/memberships/role.ts';
import type { Context } from '../context.ts';
import { ContactKind, LocationKind } from '../kinds.ts';
import { partitions } from '../partitions.ts';

const MOST_LOCATIONS = 2;
const MOST_NAMES = 3;

/**
 * Program admins who could give a person access: of locations of the person's own tenant, and themselves of that tenant,
 * so that nobody learns of people outside their organisation. At most 3 names; empty when there is none.
 */
export async function whoCanHelp(
  { documents }: Context,
  person: Pick<Person, 'tenantId' | 'personId'>,
): Promise<string[]> {
  const locations = await documents.list(LocationKind, partitions.directory, {
    where: [{ field: 'tenantId', is: '=', value: person.tenantId }],
    limit: MOST_LOCATIONS,
  });
  const rosters = await Promise.all(
    locations.items.map(({ value }) =>
      documents.list(ContactKind, partitions.partner(value.partnerId), { limit: 200 }),
    ),
  );
  const admins = rosters
    .flatMap((roster) => roster.items.map((item) => item.value))
    .filter((contact) => contact.tenantId === person.tenantId && covers(contact.role, 'program-admin'));
  return [...new Set(admins.map((admin) => admin.name))].filter((name) => name !== '').slice(0, MOST_NAMES);
}
