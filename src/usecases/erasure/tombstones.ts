import type { AadObjectId } from '../../domain/shared/ids.ts';
import { newJob } from '../jobs.ts';
import { readAll } from '../imports/read-all.ts';
import { partitions } from '../partitions.ts';
import { ConflictError, create, remove, type Documents } from '../ports.ts';
import { ErasureDocument, TombstoneDocument } from './documents.ts';
import { findKeys, type ErasureKeys } from './keys.ts';

const ERASED = partitions.program('erased');

/** Who a tombstone may stand for. */
export interface Named {
  readonly aadObjectId: AadObjectId | null;
  /** `''`: not known. */
  readonly email: string;
}

/** Whether somebody was erased and has been given nothing since. One read where nobody ever was, else two. */
export async function isErased(documents: Documents, aadObjectId: AadObjectId): Promise<boolean> {
  const keys = await findKeys(documents);
  if (keys === undefined) return false;
  const id = tombstoneId(keys.person(aadObjectId));
  return (await documents.get(TombstoneDocument, ERASED, id)) !== undefined;
}

/** Sets up what keeps a person from coming back by an import. Doing it twice changes nothing. */
export async function setTombstones(
  documents: Documents,
  hashes: readonly string[],
  pseudonym: string,
  now: Date,
): Promise<void> {
  for (const hash of hashes) {
    try {
      const value = { pseudonym, at: now };
      await documents.commit(ERASED, [create(TombstoneDocument, tombstoneId(hash), value)]);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}

/**
 * Somebody is given something on purpose, by object id or address: they are known again under both, and imports count for them
 * as for anybody. What was put under the pseudonym stays there.
 */
export async function liftTombstones(documents: Documents, who: Named, now: Date): Promise<void> {
  const keys = await findKeys(documents);
  if (keys === undefined) return;
  const named = await Promise.all(
    hashesOf(keys, who).map((hash) => documents.get(TombstoneDocument, ERASED, tombstoneId(hash))),
  );
  for (const pseudonym of new Set(named.flatMap((tombstone) => tombstone?.value.pseudonym ?? []))) {
    const theirs = await readAll(documents, TombstoneDocument, ERASED, [
      { field: 'pseudonym', is: '=', value: pseudonym },
    ]);
    const hashes = theirs.map(({ id }) => id.slice(tombstoneId('').length));
    const erasures = await Promise.all(
      hashes.map((hash) => documents.get(ErasureDocument, ERASED, erasureId(hash))),
    );
    const over = erasures.flatMap((erasure) => (erasure?.value.state === 'done' ? [erasure] : []));
    await documents.commit(ERASED, [
      ...[...theirs, ...over].map(remove),
      newJob(`lifted:${pseudonym}`, { task: 'erasure.lifted', hashes, pseudonym }, now),
    ]);
  }
}

export function hashesOf(keys: ErasureKeys, { aadObjectId, email }: Named): readonly string[] {
  return [
    ...(aadObjectId === null ? [] : [keys.person(aadObjectId)]),
    ...(email === '' ? [] : [keys.mail(email)]),
  ];
}

/** All that were erased, for whoever looks at many rows: one look into memory each. */
export interface Erased {
  person(aadObjectId: string): boolean;
  mail(email: string): boolean;
}

/** @returns undefined where nobody is to be kept out */
export async function allErased(documents: Documents): Promise<Erased | undefined> {
  const keys = await findKeys(documents);
  if (keys === undefined) return undefined;
  const tombstones = await readAll(documents, TombstoneDocument, ERASED);
  if (tombstones.length === 0) return undefined;
  const ids = new Set(tombstones.map(({ id }) => id));
  return {
    person: (aadObjectId) => ids.has(tombstoneId(keys.person(aadObjectId))),
    mail: (email) => ids.has(tombstoneId(keys.mail(email))),
  };
}

export function tombstoneId(hash: string): string {
  return `tombstone:${hash}`;
}

export function erasureId(hash: string): string {
  return `erasure:${hash}`;
}
