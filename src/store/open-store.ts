import { openCosmos } from './cosmos.ts';
import type { DocumentStore } from './document-store.ts';
import { openSqlite } from './sqlite.ts';

export type StoreConfig =
  | { readonly engine: 'sqlite'; readonly folder: string }
  | {
      readonly engine: 'cosmos';
      readonly endpoint: string;
      readonly key?: string;
      readonly database: string;
    };

/** Opens the configured engine. @throws StoreUnavailable when it cannot be reached or written */
export function openStore(config: StoreConfig): Promise<DocumentStore> {
  return config.engine === 'sqlite' ? openSqlite(config) : openCosmos(config);
}
