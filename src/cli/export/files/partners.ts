import type { Offer } from '../../../domain/referrals/referral.ts';
import type { Documents } from '../../../usecases/ports.ts';
import { partners as imported } from '../../import/tables/partners.ts';
import { allLocations } from '../../../usecases/referrals/directory.ts';
import type { ExportFile } from '../export-file.ts';
import type { ExportRow } from '../write-csv.ts';
import { ReferralDocument } from '../../../usecases/referrals/documents.ts';

interface Tally {
  received: number;
  accepted: number;
  declined: number;
  timedOut: number;
}

/** Locations as imported, with what they made of the offers they ever got. */
export const partners: ExportFile = {
  file: 'partners.csv',
  columns: [...Object.keys(imported.columns), 'received', 'accepted', 'declined', 'timedOut', 'pausedUntil'],
  async *rows(documents) {
    const tallies = await tally(documents);
    for await (const location of allLocations(documents)) {
      const { partnerId, pausedUntil } = location.value;
      // A location's fields are texts, numbers, truths and lists of texts.
      const cells = imported.cellsOf(location) as ExportRow;
      yield { ...cells, ...(tallies.get(partnerId) ?? NOTHING), pausedUntil };
    }
  },
};

const NOTHING: Tally = { received: 0, accepted: 0, declined: 0, timedOut: 0 };
const COUNTED: { readonly [status in Offer['status']]?: keyof Tally } = {
  accepted: 'accepted',
  declined: 'declined',
  'timed-out': 'timedOut',
};

async function tally(documents: Documents): Promise<ReadonlyMap<string, Tally>> {
  const tallies = new Map<string, Tally>();
  for await (const { value } of documents.scan(ReferralDocument, 'referrals')) {
    for (const { partnerId, status } of value.parts.flatMap((part) => part.offers)) {
      const mine = tallies.get(partnerId) ?? { ...NOTHING };
      tallies.set(partnerId, mine);
      mine.received++;
      const counted = COUNTED[status];
      if (counted !== undefined) mine[counted]++;
    }
  }
  return tallies;
}
