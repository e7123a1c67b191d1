import { REPORTS_A_DAY, tallied } from '../../domain/associations/dpor-report.ts';
import type { PartnerId, PersonId } from '../../domain/shared/ids.ts';
import { dayOf } from '../../domain/shared/time.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Documents } from '../ports.ts';
import { ReportTallyDocument } from './documents.ts';

const TALLY = 'reports';
const KEPT_SECONDS = 2 * 86_400;

/**
 * Counts a pasted text that is told at a location, once however often it is told. A conflict is the caller's to try again.
 *
 * @param key of the text
 * @returns false, and nothing more is counted, when the person or the location has told as many today as they may
 */
export async function countReport(
  documents: Documents,
  { personId, partnerId }: { readonly personId: PersonId; readonly partnerId: PartnerId },
  key: string,
  now: Date,
): Promise<boolean> {
  const isTheirs = await countAt(documents, partitions.person(personId), key, now, REPORTS_A_DAY.person);
  return (
    isTheirs && (await countAt(documents, partitions.partner(partnerId), key, now, REPORTS_A_DAY.location))
  );
}

async function countAt(
  documents: Documents,
  partition: string,
  key: string,
  now: Date,
  most: number,
): Promise<boolean> {
  const stored = await documents.get(ReportTallyDocument, partition, TALLY);
  const next = tallied(stored?.value, key, dayOf(now), most);
  if (next === undefined) return false;
  if (next.keys.length === stored?.value.keys.length && next.day === stored.value.day) return true;
  const ttl = { ttlSeconds: KEPT_SECONDS };
  await documents.commit(partition, [
    stored === undefined
      ? create(ReportTallyDocument, TALLY, next, ttl)
      : replace(ReportTallyDocument, stored, next, ttl),
  ]);
  return true;
}
