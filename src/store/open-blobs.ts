import type { Blobs } from '../usecases/files/blobs.ts';
import type { BlobConfig } from './blob-config.ts';

/** @returns undefined where nothing is configured: files lie in the store. @throws StoreUnavailable */
export async function openBlobs(config: BlobConfig | undefined): Promise<Blobs | undefined> {
  if (config === undefined) return undefined;
  // loaded only where it is used: the SDK would lengthen every other start
  const { openBlobStorage } = await import('./blob-storage.ts');
  return openBlobStorage(config);
}
