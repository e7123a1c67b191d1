import type { Evidence } from '../../../domain/claims/claim.ts';
import type { AadObjectId } from '../../../domain/shared/ids.ts';
import { hashOf } from '../../hash-of.ts';

/**
 * Links as proof of execution. What is behind them Porter does not know, so their kind is `other`. The same link has the
 * same id, so that adding it again changes nothing.
 */
export function linkEvidence(
  links: readonly string[],
  { aadObjectId }: { readonly aadObjectId: AadObjectId },
  now: Date,
): Evidence[] {
  return links.map((link) => ({
    evidenceId: hashOf(`link ${link}`).slice(0, 16),
    kind: 'other',
    link,
    fileId: null,
    name: new URL(link).hostname,
    sha256: null,
    addedAt: now,
    addedBy: aadObjectId,
  }));
}
