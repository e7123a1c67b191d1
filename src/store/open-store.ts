import type { Charge } from './cosmos-charges.ts';
import type { DocumentStore } from './document-store.ts';
import type { BlobConfig } from './blob-config.ts';
import { openSqlite } from './sqlite.ts';

/** Without a key: managed identity. */
export type StoreConfig = {
  /** Where the bytes of files lie; absent: in the store. */
  readonly blobs?: BlobConfig;
} & (
  | { readonly engine: 'sqlite'; readonly folder: string }
  | {
      readonly engine: 'cosmos';
      readonly endpoint: string;
      readonly key?: string;
      readonly database: string;
    }
);

/** Opens the configured engine. @param charged told of each request to Azure Cosmos DB; @throws StoreUnavailable when it cannot be reached or written */
export async function openStore(
  config: StoreConfig,
  charged?: (charge: Charge) => void,
): Promise<DocumentStore> {
  if (config.engine === 'sqlite') return openSqlite(config);
  // loaded only where it is used: the SDK would lengthen every other start
  const [{ openCosmos }, { charging }] = await Promise.all([
    import('./cosmos.ts'),
    import('./cosmos-charges.ts'),
  ]);
  return openCosmos(charged === undefined ? config : { ...config, httpClient: charging(charged) });
}
