import type { Activity } from 'botbuilder';
import type { Person } from '../domain/memberships/person.ts';
import type { TenantId } from '../domain/shared/ids.ts';
import type { Context } from '../usecases/context.ts';
import { findPerson } from '../usecases/memberships/find-person.ts';
import { partitions } from '../usecases/partitions.ts';
import type { Document } from '../usecases/ports.ts';
import { sightingOf } from './sighting.ts';
import { PointerDocument } from '../usecases/memberships/documents.ts';

/** A person read at the edge, by the `from` of their activity, so that the turn need not read them again. */
export type SeenPeople = WeakMap<object, Document<Person>>;

/**
 * Whether a tenant's people are served: a configured tenant, one of somebody on a roster, or one that an import named. At
 * most two point reads, and for somebody on a roster the one that the turn needs anyway.
 */
export function servedTenants(
  { documents }: Pick<Context, 'documents'>,
  configured: readonly TenantId[],
  seen: SeenPeople,
): (tenantId: TenantId, activity: Activity) => Promise<boolean> {
  return async (tenantId, activity) => {
    if (configured.includes(tenantId)) return true;
    const sighting = sightingOf(activity);
    const person = sighting && (await findPerson(documents, sighting));
    if (person !== undefined && (person.value.operator || person.value.standings.length > 0)) {
      seen.set(activity.from, person);
      return true;
    }
    return (
      (await documents.get(PointerDocument, partitions.pointer('tenant', tenantId), 'tenant')) !== undefined
    );
  };
}
