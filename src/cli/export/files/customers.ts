import { ClaimKind, DporChangeKind } from '../../../usecases/kinds.ts';
import { exportFile } from '../export-file.ts';

/** What lies with the customers: claims, and the changes of who holds a subscription. */
export const claims = exportFile(
  'claims.csv',
  [
    'claimId',
    'partnerId',
    'customerId',
    'activity',
    'target',
    'status',
    'reason',
    'submittedAt',
    'updatedAt',
  ],
  async function* (documents) {
    for await (const { value } of documents.scan(ClaimKind, 'customers')) yield value;
  },
);

export const dpor = exportFile(
  'dpor.csv',
  ['subscriptionId', 'customerId', 'previousPartnerId', 'partnerId', 'changedAt'],
  async function* (documents) {
    for await (const { value } of documents.scan(DporChangeKind, 'customers')) yield value;
  },
);
