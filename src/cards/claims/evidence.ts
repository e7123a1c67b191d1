import type { EvidenceKind } from '../../domain/claims/claim.ts';

export const EVIDENCE_KIND_NAMES: { readonly [kind in EvidenceKind]: string } = {
  'customer-acknowledgement': 'Customer acknowledgement',
  'statement-of-work': 'Statement of work',
  'assignment-mail': 'Assignment mail',
  other: 'Other',
};
