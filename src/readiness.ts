import type { DocumentStore, Trouble } from './store/document-store.ts';
import type { Clock } from './usecases/ports.ts';

/** What `/health/ready` tells. */
export async function readiness(
  store: DocumentStore,
  trouble: () => Promise<Trouble | undefined>,
  clock: Clock,
) {
  const reason = await trouble();
  return reason === undefined ? { store: store.engine, ...(await store.backlog(clock.now())) } : { reason };
}
