import { z } from 'zod';

/** What is written down of an erasure outside the store: nothing of whom it was. */
export const ListedErasure = z.object({
  /** The key of the hashes, the same in all entries of one store. */
  secret: z.string().regex(/^[0-9a-f]{64}$/),
  /** Of the object id and the addresses. */
  hashes: z.array(z.string().regex(/^[0-9a-f]{32}$/)).min(1),
  pseudonym: z.uuid(),
  at: z.iso.datetime(),
  /** They were given something again, and are known from then on. */
  lifted: z.literal(true).optional(),
});
export type ListedErasure = z.infer<typeof ListedErasure>;

/**
 * The erasures, kept where no backup of the store takes it back: a copy of yesterday knows nothing of whom was erased today.
 */
export interface ErasureList {
  append(entry: ListedErasure): Promise<void>;
  /** All entries in order; none where there is no list yet. */
  read(): Promise<readonly ListedErasure[]>;
}
