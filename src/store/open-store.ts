import type { DocumentStore } from './document-store.ts';
import { openSqlite } from './sqlite.ts';

export type StoreConfig =
  | { readonly engine: 'sqlite'; readonly folder: string }
  | { readonly engine: 'cosmos'; readonly endpoint: string; readonly key?: string; readonly database: string };

/** Opens the configured engine. @throws StoreUnavailable when it cannot be reached or written */
export async function openStore(config: StoreConfig): Promise<DocumentStore> {
  if (config.engine === 'sqlite') return openSqlite({ folder: config.folder });
  throw new Error('Azure Cosmos DB is not there yet');
}
