import { AssociationDocument } from '../../../usecases/associations/documents.ts';
import type { Documents } from '../../../usecases/ports.ts';
import { lapsingAt } from '../../../usecases/portfolio/certificates.ts';
import { hereOf, portfolioEntry, type Here } from '../../../usecases/portfolio/read.ts';
import type { PartnerId } from '../../../domain/shared/ids.ts';
import { exportFile } from '../export-file.ts';
import { allLocations, findLocation } from '../../../usecases/referrals/directory.ts';

/**
 * What is left on the table at each customer of each location, and the certificates of its account that end within 90 days;
 * those have no customer.
 */
export const portfolio = exportFile(
  'portfolio.csv',
  ['partnerId', 'customerId', 'customer', 'kind', 'subject', 'since', 'what', 'points'],
  async function* (documents, now) {
    let here: Here | undefined;
    // What a location stands with lies together.
    for await (const { value } of documents.scan(AssociationDocument, 'partners')) {
      const { partnerId, customerId, customerName } = value;
      if (here?.partnerId !== partnerId) here = await hereAt(documents, partnerId);
      const { gaps } = await portfolioEntry(documents, here, value, now);
      for (const { kind, subject, product, since, ends, seats, points, dollars, linkedAs } of gaps) {
        const told = [product, ends, seats, dollars === null ? null : `${dollars} USD`, linkedAs];
        const what = told.filter((one) => one !== '' && one !== null).join(' ');
        yield { partnerId, customerId, customer: customerName, kind, subject, since, what, points };
      }
    }
    for await (const { value } of allLocations(documents)) {
      const { partnerId, globalId } = value;
      for (const { email, certification, expires } of await lapsingAt(documents, globalId, now)) {
        const of = { partnerId, customerId: '', customer: '', kind: 'certificate-ends', subject: email };
        yield { ...of, since: '', what: `${certification} ${expires}`, points: null };
      }
    }
  },
);

/** Of a location that is not in the directory nothing is known but its ties. */
async function hereAt(documents: Documents, partnerId: PartnerId): Promise<Here> {
  const location = await findLocation(documents, partnerId);
  return location === undefined ? { partnerId, siblings: [] } : hereOf(documents, location.value);
}
