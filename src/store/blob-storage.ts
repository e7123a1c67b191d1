import { DefaultAzureCredential } from '@azure/identity';
import { BlobServiceClient, RestError, type ContainerClient } from '@azure/storage-blob';
import type { Blobs } from '../usecases/files/blobs.ts';
import { StoreUnavailable } from '../usecases/ports.ts';
import type { BlobConfig } from './blob-config.ts';

/** Of one call; a file has 10 MB at most. */
const TRY_MS = 20_000;
const MAX_TRIES = 3;

/**
 * Kept files in a container of Azure Blob Storage, which is made where it is not there. A file is one call that stores all of
 * it or nothing, under a name that nothing has yet.
 *
 * @throws StoreUnavailable when it cannot be reached, or not with these rights
 */
export async function openBlobStorage(config: BlobConfig): Promise<Blobs> {
  const container = serviceOf(config).getContainerClient(config.container);
  await called('open', () => container.createIfNotExists());
  return {
    async put(name, bytes) {
      const blob = container.getBlockBlobClient(name);
      const conditions = { ifNoneMatch: '*' };
      await called('put', () => blob.upload(bytes, bytes.length, { conditions }), IS_THERE);
    },
    read: (name) => called('read', () => container.getBlobClient(name).downloadToBuffer(), IS_GONE),
    remove: (prefix) => removeAll(container, prefix),
  };
}

function serviceOf(config: BlobConfig): BlobServiceClient {
  const options = { retryOptions: { maxTries: MAX_TRIES, tryTimeoutInMs: TRY_MS } };
  return 'connectionString' in config
    ? BlobServiceClient.fromConnectionString(config.connectionString, options)
    : new BlobServiceClient(config.url, new DefaultAzureCredential(), options);
}

async function removeAll(container: ContainerClient, prefix: string): Promise<void> {
  const names: string[] = [];
  await called('list', async () => {
    for await (const { name } of container.listBlobsFlat({ prefix })) names.push(name);
  });
  for (const name of names) {
    const blob = container.getBlobClient(name);
    await called('delete', () => blob.delete({ deleteSnapshots: 'include' }), IS_GONE);
  }
}

/** What a call answers that is no fault: 409 says that the name has bytes, 404 that it has none. */
const IS_THERE: ReadonlySet<number> = new Set([409, 412]);
const IS_GONE: ReadonlySet<number> = new Set([404]);

/** @returns undefined where the answer is one of `fine`. @throws StoreUnavailable, with the status and nothing of the file */
async function called<T>(
  what: string,
  call: () => Promise<T>,
  fine: ReadonlySet<number> = new Set(),
): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    const status = error instanceof RestError ? error.statusCode : undefined;
    if (status !== undefined && fine.has(status)) return undefined;
    throw new StoreUnavailable(`Azure Blob Storage: ${what} failed (${status ?? 'no answer'})`, {
      cause: error,
    });
  }
}
