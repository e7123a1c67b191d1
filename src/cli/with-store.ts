import { readStoreConfig } from '../config.ts';
import type { DocumentStore } from '../store/document-store.ts';
import { openStore, type StoreConfig } from '../store/open-store.ts';
import { StoreUnavailable } from '../usecases/ports.ts';
import { isSystemError } from './system-error.ts';

/**
 * Runs a command on the configured store and closes it. What goes wrong with the store or the file system is told in one
 * line; anything else is a fault of ours and keeps its stack.
 *
 * @param action gives the exit code
 */
export async function withStore(
  action: (store: DocumentStore, config: StoreConfig) => Promise<number>,
): Promise<number> {
  const config = readStoreConfig(process.env);
  if (!config.ok) {
    for (const fault of config.error) console.error(fault);
    return 1;
  }
  let store: DocumentStore | undefined;
  try {
    store = await openStore(config.value);
    return await action(store, config.value);
  } catch (error) {
    if (!(error instanceof StoreUnavailable) && !isSystemError(error)) throw error;
    console.error(`Stopped: ${error.message}`);
    return 1;
  } finally {
    await store?.close();
  }
}
