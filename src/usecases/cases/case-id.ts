import { createHash } from 'node:crypto';
import type { Intent, PersonId } from '../../domain/shared/ids.ts';

/** Without the letters that are taken for digits or make words (Crockford's base 32). */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

/** "CS-7K3Q-9MZP-2XWA": the same intent of the same person always makes the same number. 60 bits. */
export function caseIdOf({ personId }: { readonly personId: PersonId }, intent: Intent): string {
  const bytes = createHash('sha256').update(`case ${personId} ${intent}`).digest();
  const letters = [...bytes.subarray(0, LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  return `CS-${letters.replaceAll(/(.{4})(?=.)/g, '$1-')}`;
}
