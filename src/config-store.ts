import type { Values } from './config-variables.ts';
import type { QueueAccount } from './jobs/queue-wake-ups.ts';
import type { StoreConfig } from './store/open-store.ts';

/** What of the environment says where things lie. */

/** Beside the data folder unless said otherwise, so that whoever puts the folder back leaves it as it is. */
export function besideStore(values: Values, given: string | undefined, suffix: string): string | undefined {
  if (given === 'none') return undefined;
  const store = storeOf(values);
  return given ?? (store.engine === 'sqlite' ? `${store.folder.replace(/[\\/]+$/, '')}${suffix}` : undefined);
}

/** A connection string goes before an address, as it carries its key. */
function blobsOf({
  AZURE_STORAGE_BLOB_CONNECTION_STRING: connectionString,
  AZURE_STORAGE_BLOB_URL: url,
  AZURE_STORAGE_BLOB_CONTAINER: container = 'porter-files',
}: Values): Pick<StoreConfig, 'blobs'> {
  if (connectionString !== undefined) return { blobs: { connectionString, container } };
  return url === undefined ? {} : { blobs: { url, container } };
}

/** A connection string goes before an address, as it carries its key. */
export function wakeUpsOf({
  AZURE_STORAGE_QUEUE_CONNECTION_STRING: connectionString,
  AZURE_STORAGE_QUEUE_URL: url,
}: Values): QueueAccount | undefined {
  if (connectionString !== undefined) return { connectionString };
  return url === undefined ? undefined : { url };
}

export function storeOf(values: Values): StoreConfig {
  const blobs = blobsOf(values);
  if (values.COSMOS_ENDPOINT === undefined)
    return { ...blobs, engine: 'sqlite', folder: values.PORTER_DATA ?? '.data' };
  return {
    ...blobs,
    engine: 'cosmos',
    endpoint: values.COSMOS_ENDPOINT,
    ...(values.COSMOS_KEY === undefined ? {} : { key: values.COSMOS_KEY }),
    database: values.COSMOS_DATABASE ?? 'porter',
  };
}
