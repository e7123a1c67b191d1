import type { GlobalId } from '../../domain/shared/ids.ts';
import { addDays, dayOf, type Day } from '../../domain/shared/time.ts';
import { RowDocument } from '../imports/documents.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';

/** A certificate that ends soon. */
export interface Lapsing {
  readonly name: string;
  readonly certification: string;
  readonly expires: Day;
}

const SOON_DAYS = 90;
/** More people than an account has certified. */
const READ = 1_000;
const MAX_SHOWN = 5;

/** The certificates of an account's people that end within 90 days, the next first. One query. */
export async function lapsingAt(
  documents: Documents,
  globalId: GlobalId,
  now: Date,
): Promise<readonly Lapsing[]> {
  const [today, soon] = [dayOf(now), dayOf(addDays(now, SOON_DAYS))];
  const page = await documents.list(RowDocument, partitions.account(globalId), {
    where: [{ field: 'file', is: '=', value: 'people' }],
    limit: READ,
  });
  return page.items
    .map(({ value: { cells } }) => ({
      name: cells['name'] || (cells['email'] ?? ''),
      certification: cells['certification'] ?? '',
      expires: cells['expires'] ?? '',
    }))
    .filter(({ certification, expires }) => certification !== '' && expires >= today && expires <= soon)
    .sort((one, two) => one.expires.localeCompare(two.expires))
    .slice(0, MAX_SHOWN);
}
