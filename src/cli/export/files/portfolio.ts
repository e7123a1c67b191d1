import { AssociationDocument } from '../../../usecases/associations/documents.ts';
import { portfolioEntry } from '../../../usecases/portfolio/read.ts';
import { exportFile } from '../export-file.ts';

/** What is left on the table at each customer of each location. */
export const portfolio = exportFile(
  'portfolio.csv',
  ['partnerId', 'customerId', 'customer', 'kind', 'subject', 'since', 'what', 'points'],
  async function* (documents, now) {
    for await (const { value } of documents.scan(AssociationDocument, 'partners')) {
      const { partnerId, customerId, customerName } = value;
      const { gaps } = await portfolioEntry(documents, partnerId, value, now);
      for (const { kind, subject, product, since, ends, seats, points } of gaps) {
        const what = [product, ends ?? '', seats === null ? '' : String(seats)]
          .filter((one) => one !== '')
          .join(' ');
        yield { partnerId, customerId, customer: customerName, kind, subject, since, what, points };
      }
    }
  },
);
