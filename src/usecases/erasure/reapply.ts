import { newErasure, type Traces } from '../../domain/erasure/erasure.ts';
import type { AadObjectId, TenantId } from '../../domain/shared/ids.ts';
import { JobDocument, jobChange } from '../jobs.ts';
import { ContactDocument, OperatorDocument, PersonDocument } from '../memberships/documents.ts';
import { personIdOf } from '../memberships/person-id.ts';
import { partitions } from '../partitions.ts';
import { create, replace } from '../ports.ts';
import { ErasureDocument, TombstoneDocument } from './documents.ts';
import type { ListedErasure } from './erasure-list.ts';
import { findTraces } from './find.ts';
import { erasureKeys, type ErasureKeys } from './keys.ts';
import { runFirstSteps, type ErasureParts } from './run.ts';
import { erasureId, setTombstones, tombstoneId } from './tombstones.ts';

const ERASED = partitions.program('erased');

/**
 * After a copy of an earlier day was put back: whoever is on the list of erasures and not erased in the store is erased again,
 * under the same pseudonym. Before this returns they are on no roster, and nothing is told to them any more.
 *
 * @returns how many were erased again
 * @throws Error when the list belongs to another store
 */
export async function reapplyErasures(parts: ErasureParts): Promise<number> {
  const { documents } = parts.context;
  const standing = inForce(await parts.erasures.read());
  const [first] = standing;
  if (first === undefined) return 0;
  const keys = await erasureKeys(documents, first.secret);
  if (standing.some(({ secret }) => secret !== keys.secret)) {
    throw new Error('the list of erasures belongs to another store');
  }
  const missing: ListedErasure[] = [];
  for (const entry of standing) if (await isMissing(parts, entry)) missing.push(entry);
  if (missing.length === 0) return 0;
  const people = await whoIs(parts, keys, missing);
  for (const entry of missing) await eraseAgain(parts, entry, keys, people.get(entry.pseudonym));
  return missing.length;
}

/** What was lifted later holds no more. */
function inForce(entries: readonly ListedErasure[]): readonly ListedErasure[] {
  const standing = new Map<string, ListedErasure>();
  for (const entry of entries) {
    if (entry.lifted === true) standing.delete(entry.pseudonym);
    else standing.set(entry.pseudonym, entry);
  }
  return [...standing.values()];
}

async function isMissing({ context }: ErasureParts, { hashes }: ListedErasure): Promise<boolean> {
  for (const hash of hashes) {
    if ((await context.documents.get(TombstoneDocument, ERASED, tombstoneId(hash))) === undefined)
      return true;
  }
  return false;
}

type Known = { readonly tenantId: TenantId; readonly aadObjectId: AadObjectId };

/** Looks through everybody once, since a hash finds nobody by itself. */
async function whoIs(
  { context: { documents } }: ErasureParts,
  keys: ErasureKeys,
  missing: readonly ListedErasure[],
): Promise<ReadonlyMap<string, Known>> {
  const pseudonyms = new Map(
    missing.flatMap(({ hashes, pseudonym }) => hashes.map((hash) => [hash, pseudonym])),
  );
  const found = new Map<string, Known>();
  const look = ({ tenantId, aadObjectId }: { tenantId: TenantId; aadObjectId: AadObjectId | null }) => {
    if (aadObjectId === null) return;
    const pseudonym = pseudonyms.get(keys.person(aadObjectId));
    if (pseudonym !== undefined) found.set(pseudonym, { tenantId, aadObjectId });
  };
  for await (const { value } of documents.scan(PersonDocument, 'people')) look(value);
  for await (const { value } of documents.scan(ContactDocument, 'partners')) look(value);
  for await (const { value } of documents.scan(OperatorDocument, 'program')) look(value);
  return found;
}

async function eraseAgain(
  parts: ErasureParts,
  { hashes, pseudonym }: ListedErasure,
  keys: ErasureKeys,
  known: Known | undefined,
): Promise<void> {
  const { documents, clock } = parts.context;
  const now = clock.now();
  const found = known && (await findTraces(documents, known));
  if (known !== undefined && found !== undefined) {
    const key = keys.person(known.aadObjectId);
    const traces: Traces = { ...found.traces, personId: personIdOf(known.tenantId, known.aadObjectId) };
    const asked = { pseudonym, askedBy: 'restored' as const, askedAt: now, waitsFor: [] };
    const again = newErasure(traces, asked);
    const [stored, job] = await Promise.all([
      documents.get(ErasureDocument, ERASED, erasureId(key)),
      documents.get(JobDocument, ERASED, `job:erasure:${key}`),
    ]);
    await documents.commit(ERASED, [
      stored === undefined
        ? create(ErasureDocument, erasureId(key), again)
        : replace(ErasureDocument, stored, again),
      jobChange(job, `erasure:${key}`, { task: 'erasure.run', key }, now),
    ]);
    await runFirstSteps(parts, key);
  }
  await setTombstones(documents, hashes, pseudonym, now);
}
