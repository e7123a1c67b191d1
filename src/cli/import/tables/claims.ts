import { ACTIVITIES, CLAIM_STATUSES } from '../../../domain/shared/catalogue.ts';
import { importedClaim } from '../../../domain/claims/claim.ts';
import { ClaimKind } from '../../../usecases/kinds.ts';
import { partitions } from '../../../usecases/partitions.ts';
import { instant, optional, required, word } from '../columns.ts';
import { documentTable } from '../document-table.ts';
import { claimId, customerId, partnerId } from '../ids.ts';
import { pointing } from '../pointers.ts';

/** Claims as they stand where they come from: nothing is decided anew. */
export const claims = documentTable({
  file: 'claims.csv',
  columns: {
    claimId,
    partnerId,
    customerId,
    activity: word(ACTIVITIES),
    target: required.max(200, 'at most 200 characters').toLowerCase(),
    status: word(CLAIM_STATUSES),
    submittedAt: optional(instant),
  },
  keys: ['claimId', 'customerId'],
  unique: ['claimId'],
  rules: [
    ({ status, submittedAt }) =>
      submittedAt === null && status !== 'draft'
        ? { column: 'submittedAt', message: 'is empty, which only a draft may be' }
        : undefined,
  ],
  kind: ClaimKind,
  place: (key) => ({ partition: partitions.customer(key.customerId), id: `claim:${key.claimId}` }),
  fresh: (row, { now }) => importedClaim({ ...row, reason: '', updatedAt: row.submittedAt ?? now }),
  changes: {
    partnerId: ({ partnerId }) => ({ partnerId }),
    activity: ({ activity }) => ({ activity }),
    target: ({ target }) => ({ target }),
    status: ({ status }) => ({ status }),
    submittedAt: ({ submittedAt }) => ({ submittedAt }),
  },
  changed: (value, before, _row, { now }) => {
    const reason = value.status === before.status ? before.reason : '';
    return { value: { ...value, reason, updatedAt: now } };
  },
  pointers: (row, context) =>
    pointing(context, partitions.pointer('claim', row.claimId), 'claim', row.customerId),
});
