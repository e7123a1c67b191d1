import type { Log } from '../usecases/ports.ts';
import type { DocumentStore, Trouble } from './document-store.ts';

/** Why the store cannot be worked with, if so; that it fares otherwise than before is logged once, by its code. */
export function watchTrouble(store: DocumentStore, log: Log): () => Promise<Trouble | undefined> {
  let before: Trouble | undefined;
  return async () => {
    const reason = await store.trouble();
    if (reason !== before) {
      before = reason;
      if (reason === undefined) log.info({ reason: 'none' }, 'store in order again');
      else log.error({ reason }, 'store in trouble');
    }
    return reason;
  };
}
