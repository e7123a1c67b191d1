import { exportFile } from '../export-file.ts';
import { ReferralDocument } from '../../../usecases/referrals/documents.ts';

/** One row an offer: a part that was matched again keeps its earlier ones. */
export const referrals = exportFile(
  'referrals.csv',
  [
    'referralId',
    'kind',
    'customerId',
    'part',
    'partnerId',
    'workloads',
    'status',
    'offeredAt',
    'respondBy',
    'decidedAt',
    'decidedBy',
    'reason',
  ],
  async function* (documents) {
    for await (const { value } of documents.scan(ReferralDocument, 'referrals')) {
      const { referralId, kind, customer, parts } = value;
      for (const { part, offers } of parts) {
        for (const offer of offers) {
          const { partnerId, workloads, status, offeredAt, respondBy, decidedAt, decidedBy, reason } = offer;
          yield {
            referralId,
            kind,
            customerId: customer.customerId,
            part,
            partnerId,
            workloads,
            status,
            offeredAt,
            respondBy,
            decidedAt,
            decidedBy: decidedBy?.by ?? null,
            reason,
          };
        }
      }
    }
  },
);
