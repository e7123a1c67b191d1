import type { Person } from '../../domain/memberships/person.ts';
import type { AadObjectId, TenantId } from '../../domain/shared/ids.ts';
import { partitions } from '../partitions.ts';
import type { Document, Documents } from '../ports.ts';
import { personIdOf } from './person-id.ts';
import { PersonDocument } from './documents.ts';

export const PERSON_DOCUMENT = 'person';

export function findPerson(
  documents: Documents,
  of: { readonly tenantId: TenantId; readonly aadObjectId: AadObjectId },
): Promise<Document<Person> | undefined> {
  const personId = personIdOf(of.tenantId, of.aadObjectId);
  return documents.get(PersonDocument, partitions.person(personId), PERSON_DOCUMENT);
}
