import { z } from 'zod';
import type { Blobs } from '../usecases/files/blobs.ts';

/** Where the bytes of kept files lie outside the store. With a `url` alone: managed identity. */
export const BlobConfig = z.union([
  z.object({ connectionString: z.string(), container: z.string() }),
  z.object({ url: z.string(), container: z.string() }),
]);
export type BlobConfig = z.infer<typeof BlobConfig>;

/** @returns undefined where nothing is configured: files lie in the store. @throws StoreUnavailable */
export async function openBlobs(config: BlobConfig | undefined): Promise<Blobs | undefined> {
  if (config === undefined) return undefined;
  // loaded only where it is used: the SDK would lengthen every other start
  const { openBlobStorage } = await import('./blob-storage.ts');
  return openBlobStorage(config);
}
