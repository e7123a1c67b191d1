import type { OfferedFile } from '../../domain/files/offered-file.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import type { Result } from '../../domain/shared/result.ts';
import { audited } from '../audit.ts';
import type { Context } from '../context.ts';
import { hashOf } from '../hash-of.ts';
import { partitions } from '../partitions.ts';
import { ConflictError } from '../ports.ts';

/**
 * Puts a whole file where Teams made room for it: once, within ten seconds, without a token, and only at an address of
 * SharePoint's.
 *
 * @param url pre-authenticated: it is a secret, and goes into no log and no store
 */
export type UploadFile = (url: string, bytes: Buffer) => Promise<Result<void, UploadRefused>>;

export type UploadRefused =
  /** Not SharePoint's: nothing was called. */
  | { readonly code: 'address' }
  /** The room that Teams made is there no longer, or was filled before. */
  | { readonly code: 'expired' }
  /** The person's OneDrive does not take it: full, locked, or not for them. */
  | { readonly code: 'not-taken'; readonly status: number }
  /** No answer, or a fault on the other side; 0: no answer. */
  | { readonly code: 'unavailable'; readonly status: number };

/**
 * Takes one consent for oneself: Teams delivers an invoke again that was answered late, and a file must neither be
 * uploaded twice nor a second upload's refusal be told after the first went well.
 *
 * @param opId the activity that carries the consent
 * @returns whether this caller is the one to act on it
 */
export async function takeConsent(
  { documents, clock }: Context,
  actor: Pick<Actor, 'personId' | 'aadObjectId'>,
  file: OfferedFile,
  opId: string,
): Promise<boolean> {
  const { kind, ...ids } = file;
  const row = audited(`file:${hashOf(opId)}`, {
    at: clock.now(),
    actor: actor.aadObjectId,
    action: 'file.consent',
    subject: Object.values(ids).filter(Boolean).join('/'),
    outcome: 'done',
    detail: kind,
  });
  try {
    await documents.commit(partitions.person(actor.personId), [row]);
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}
