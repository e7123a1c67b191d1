import type { Traces } from '../../domain/erasure/erasure.ts';
import type { Contact } from '../../domain/memberships/contact.ts';
import type { Operator, Person } from '../../domain/memberships/person.ts';
import { comparable } from '../../domain/shared/email.ts';
import { PROGRAMS } from '../../domain/shared/catalogue.ts';
import type { AadObjectId, PartnerId, TenantId } from '../../domain/shared/ids.ts';
import { readAll } from '../imports/read-all.ts';
import { ContactDocument, OperatorDocument } from '../memberships/documents.ts';
import { findPerson } from '../memberships/find-person.ts';
import { personIdOf } from '../memberships/person-id.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { allLocations } from '../referrals/directory.ts';

/** Somebody as all lists know them. */
export interface Found {
  readonly traces: Traces;
  readonly partnerIds: readonly PartnerId[];
}

/**
 * Everything that tells a person in what is stored, from who they are and where they stand.
 *
 * @returns undefined where no list knows them
 */
export async function findTraces(
  documents: Documents,
  of: { readonly tenantId: TenantId; readonly aadObjectId: AadObjectId },
): Promise<Found | undefined> {
  const { tenantId, aadObjectId } = of;
  const personId = personIdOf(tenantId, aadObjectId);
  const theirs = [{ field: 'personId', is: '=', value: personId }] as const;
  const person = (await findPerson(documents, of))?.value;
  const operators = await readAll(documents, OperatorDocument, partitions.program('operators'), theirs);
  const partnerIds = person?.standings.map(({ partnerId }) => partnerId) ?? [];
  const entries = await Promise.all(
    partnerIds.map((partnerId) => readAll(documents, ContactDocument, partitions.partner(partnerId), theirs)),
  );
  const known: readonly (Person | Contact | Operator)[] = [
    ...(person === undefined ? [] : [person]),
    ...operators.map(({ value }) => value),
    ...entries.flat().map(({ value }) => value),
  ];
  if (known.length === 0) return undefined;
  const told = entries.flat().map(({ imported }) => imported);
  const chat = person?.conversation;
  const traces: Traces = {
    tenantId,
    aadObjectId,
    personId,
    names: unique([...known.map(({ name }) => name), ...told.map((cells) => cells?.['name'] ?? '')]),
    emails: unique([
      ...known.map(({ email }) => comparable(email ?? '')),
      ...told.map((cells) => comparable(cells?.['email'] ?? '')),
    ]),
    chats: chat === undefined || chat === null ? [] : [chat.conversationId, chat.userId],
  };
  return { traces, partnerIds };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts.map((text) => text.trim()).filter(Boolean))];
}

/**
 * In which tenant somebody with that object id is known: on a roster, among the operators, or from having written. Some point
 * reads a location, for an operator's rare question.
 */
export async function tenantOf(
  documents: Documents,
  aadObjectId: AadObjectId,
  own: TenantId,
): Promise<TenantId | undefined> {
  const operator = await documents.get(
    OperatorDocument,
    partitions.program('operators'),
    `operator:${aadObjectId}`,
  );
  if (operator !== undefined) return operator.value.tenantId;
  const tenants = new Set<TenantId>([own]);
  for await (const { value } of allLocations(documents)) {
    tenants.add(value.tenantId);
    const listed = await listedAt(documents, value.partnerId, aadObjectId);
    if (listed !== undefined) return listed;
  }
  for (const tenantId of tenants) {
    if ((await findPerson(documents, { tenantId, aadObjectId })) !== undefined) return tenantId;
  }
  return undefined;
}

async function listedAt(documents: Documents, partnerId: PartnerId, aadObjectId: AadObjectId) {
  const entries = await Promise.all(
    [...PROGRAMS, 'none'].map((program) =>
      documents.get(ContactDocument, partitions.partner(partnerId), `contact:${program}:${aadObjectId}`),
    ),
  );
  return entries.find((entry) => entry !== undefined)?.value.tenantId;
}
