import type { AadObjectId, TenantId } from '../../domain/shared/ids.ts';
import { mailKey } from '../memberships/person-id.ts';
import type { Condition, Document, Documents, DocumentKind } from '../ports.ts';
import { readAll } from './read-all.ts';

/** Who a row names: by object id, by an address that waits for its person, or by both. */
export interface Named {
  readonly tenantId: TenantId;
  readonly aadObjectId: AadObjectId | null;
  /** Lower case; `''` when only the object id is known. */
  readonly email: string;
}

/** The last part of an entry's id on a roster. */
export function entryKey({ tenantId, aadObjectId, email }: Named): string {
  return aadObjectId ?? `mail-${mailKey(tenantId, email)}`;
}

export interface Entries<T> {
  /** The entry to go on with. */
  readonly kept: Document<T> | undefined;
  /** Further entries of the same person, left over from the time before their object id was known. */
  readonly surplus: readonly Document<T>[];
}

/**
 * The entries of a roster that are the named person's: by object id, and by address unless the address is somebody else's
 * by now. An address alone finds whom it was bound to in chat.
 *
 * @param prefix of the entries' ids; the rest is {@link entryKey}
 */
export async function entriesOf<T extends Named>(
  documents: Documents,
  kind: DocumentKind<T>,
  partition: string,
  prefix: string,
  named: Named,
  within: readonly Condition[] = [],
): Promise<Entries<T>> {
  const { tenantId, aadObjectId, email } = named;
  const byId =
    aadObjectId === null ? undefined : await documents.get(kind, partition, `${prefix}${aadObjectId}`);
  const byAddress =
    email === ''
      ? []
      : await readAll(documents, kind, partition, [
          { field: 'email', is: '=', value: email },
          { field: 'tenantId', is: '=', value: tenantId },
          ...within,
        ]);
  const theirs = byAddress.filter(
    ({ id, value }) =>
      id !== byId?.id &&
      (aadObjectId === null || value.aadObjectId === null || value.aadObjectId === aadObjectId),
  );
  const bound = theirs.find(({ value }) => value.aadObjectId !== null);
  const kept = byId ?? bound ?? theirs[0];
  return {
    kept,
    surplus: aadObjectId === null ? [] : theirs.filter(({ id }) => id !== kept?.id),
  };
}
