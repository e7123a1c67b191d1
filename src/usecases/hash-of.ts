import { createHash } from 'node:crypto';

/** Any text as part of a document's id: 32 hexadecimal digits, the same for the same text. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
