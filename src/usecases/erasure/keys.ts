import { createHmac, randomBytes } from 'node:crypto';
import { comparable } from '../../domain/shared/email.ts';
import { partitions } from '../partitions.ts';
import { ConflictError, create, type Documents } from '../ports.ts';
import { ErasureSecretDocument } from './documents.ts';

/** Hashes under which an object id or an address is known to have been erased: 32 hex digits of HMAC-SHA-256. */
export interface ErasureKeys {
  readonly secret: string;
  person(aadObjectId: string): string;
  mail(email: string): string;
}

const SECRET = 'erasure-secret';
const ERASED = partitions.program('erased');

export function keysWith(secret: string): ErasureKeys {
  const keyed = (text: string) => createHmac('sha256', secret).update(text).digest('hex').slice(0, 32);
  return {
    secret,
    person: (aadObjectId) => keyed(`id ${aadObjectId.toLowerCase()}`),
    mail: (email) => keyed(`mail ${comparable(email)}`),
  };
}

/** @returns undefined where nobody has ever been erased */
export async function findKeys(documents: Documents): Promise<ErasureKeys | undefined> {
  const stored = await documents.get(ErasureSecretDocument, ERASED, SECRET);
  return stored && keysWith(stored.value.secret);
}

/** The keys of this store, drawn with the first erasure. @param secret that of another copy of it, to be taken over */
export async function erasureKeys(
  documents: Documents,
  secret = randomBytes(32).toString('hex'),
): Promise<ErasureKeys> {
  const before = await findKeys(documents);
  if (before !== undefined) return before;
  try {
    await documents.commit(ERASED, [create(ErasureSecretDocument, SECRET, { secret })]);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
  return (await findKeys(documents)) ?? keysWith(secret);
}
