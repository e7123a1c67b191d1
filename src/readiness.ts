import type { DocumentStore, Trouble } from './store/document-store.ts';
import type { Clock, Log } from './usecases/ports.ts';

/** What `/health/ready` tells. */
export async function readiness(
  store: DocumentStore,
  trouble: () => Promise<Trouble | undefined>,
  clock: Clock,
) {
  const reason = await trouble();
  return reason === undefined ? { store: store.engine, ...(await store.backlog(clock.now())) } : { reason };
}

/** Why the store cannot be worked with, if so; that it fares otherwise than before is logged once, by its code. */
export function watchTrouble(store: DocumentStore, log: Log) {
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
