import { createHash } from 'node:crypto';
import { v5 } from 'uuid';
import { comparable } from '../../domain/shared/email.ts';
import { PersonId, type AadObjectId, type TenantId } from '../../domain/shared/ids.ts';

/** Ours, drawn once and never changed: every person's id hangs on it. */
const PERSON_NAMESPACE = '8a1f6d0e-5c1b-4b0a-9f0e-2f6c3a4d7b19';

/** An Entra user in one tenant, as an id that needs no name and no address: a uuid v5 of `<tenantId>/<aadObjectId>`. */
export function personIdOf(tenantId: TenantId, aadObjectId: AadObjectId): PersonId {
  return PersonId.parse(v5(`${tenantId}/${aadObjectId}`.toLowerCase(), PERSON_NAMESPACE));
}

/** A Teams channel as somebody to tell, an id of the same kind as a person's. */
export function channelIdOf(tenantId: TenantId, conversationId: string): PersonId {
  return PersonId.parse(v5(`channel ${tenantId.toLowerCase()}/${conversationId}`, PERSON_NAMESPACE));
}

/** Key of an address in one tenant: 32 hex digits of a SHA-256, so that an id never shows the address. */
export function mailKey(tenantId: TenantId, email: string): string {
  const text = `${tenantId.toLowerCase()}|${comparable(email)}`;
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
