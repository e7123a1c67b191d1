import type { Container } from '@azure/cosmos';
import { codeOf } from './cosmos-errors.ts';
import type { Trouble } from './document-store.ts';

/** An answer is as good as new for so long. */
const KEPT_MS = 2_000;
const NOT_FOUND = 404;
const FORBIDDEN = 403;

export interface CosmosHealth {
  /** Tries to write a document of its own, at most every two seconds. */
  trouble(): Promise<Trouble | undefined>;
  /** The container is not there any more, as far as the last try knows. */
  isGone(): boolean;
}

export function cosmosHealth(container: Container, deadline: () => AbortSignal): CosmosHealth {
  let last: { readonly at: number; readonly trouble: Promise<Trouble | undefined> } | undefined;
  let isGone = false;

  async function tryWrite(): Promise<Trouble | undefined> {
    try {
      await container.items.upsert({ id: 'probe', pk: 'health/store' }, { abortSignal: deadline() });
      return undefined;
    } catch (error) {
      const code = codeOf(error);
      // A document is made where it is missing, so what is not found is the container.
      isGone = code === NOT_FOUND;
      if (isGone) return 'gone';
      return code === FORBIDDEN ? 'read-only' : 'unreachable';
    }
  }

  return {
    isGone: () => isGone,
    trouble() {
      const now = performance.now();
      if (last === undefined || now - last.at > KEPT_MS) last = { at: now, trouble: tryWrite() };
      return last.trouble;
    },
  };
}
