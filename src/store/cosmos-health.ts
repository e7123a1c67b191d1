import type { Container } from '@azure/cosmos';
import type { Trouble } from './document-store.ts';

/** An answer is as good as new for so long. */
const KEPT_MS = 2_000;

/** Tries to write a document of its own, at most every two seconds. */
export function cosmosTrouble(
  container: Container,
  deadline: () => AbortSignal,
): () => Promise<Trouble | undefined> {
  let last: { readonly at: number; readonly trouble: Promise<Trouble | undefined> } | undefined;
  const tryWrite = async (): Promise<Trouble | undefined> => {
    try {
      await container.items.upsert({ id: 'probe', pk: 'health/store' }, { abortSignal: deadline() });
      return undefined;
    } catch {
      return 'unreachable';
    }
  };
  return () => {
    const now = performance.now();
    if (last === undefined || now - last.at > KEPT_MS) last = { at: now, trouble: tryWrite() };
    return last.trouble;
  };
}
