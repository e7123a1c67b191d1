import type { Statement } from '../../domain/statements/statement.ts';
import { hashOf } from '../hash-of.ts';

/** Under which id the file of a statement is kept: another one for other bytes, since a kept file never changes. */
export function statementFileId({
  partnerId,
  statementId,
  sha256,
}: Pick<Statement, 'statementId' | 'sha256'> & { readonly partnerId: string }): string {
  return hashOf(`statement ${partnerId} ${statementId} ${sha256 ?? ''}`);
}
