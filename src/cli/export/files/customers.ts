import { exportFile } from '../export-file.ts';
import { DporChangeDocument } from '../../../usecases/associations/documents.ts';
import { ClaimDocument } from '../../../usecases/claims/documents.ts';

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
    for await (const { value } of documents.scan(ClaimDocument, 'customers')) yield value;
  },
);

export const dpor = exportFile(
  'dpor.csv',
  ['subscriptionId', 'customerId', 'previousPartnerId', 'partnerId', 'changedAt'],
  async function* (documents) {
    for await (const { value } of documents.scan(DporChangeDocument, 'customers')) yield value;
  },
);
