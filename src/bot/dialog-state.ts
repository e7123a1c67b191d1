import type { DialogState } from 'botbuilder-dialogs';
import { z } from 'zod';
import { hashOf } from '../usecases/hash-of.ts';
import { partitions } from '../usecases/partitions.ts';
import { ConflictError, create, remove, replace, type Documents } from '../usecases/ports.ts';
import { DialogStateDocument } from '../usecases/conversations/documents.ts';

const DOCUMENT = 'dialog';
/** An answer that comes later than this begins anew. */
const TTL_SECONDS = 86_400;

const Stack = z.object({ dialogStack: z.array(z.object({ id: z.string(), state: z.unknown() })) });

/** The key of one person's dialog in one chat. */
export function dialogKey(conversationId: string, personId: string): string {
  return hashOf(`${conversationId} ${personId}`);
}

/** Progress of a dialog, as loaded; `save` writes it at the etag it was read at. */
export interface LoadedState {
  readonly state: DialogState;
  /** @returns false when another turn wrote in between: its progress stands, ours is dropped, and no rule depends on it */
  save(waiting: boolean): Promise<boolean>;
}

export async function loadDialogState(documents: Documents, key: string): Promise<LoadedState> {
  const partition = partitions.conversation(key);
  const stored = await documents.get(DialogStateDocument, partition, DOCUMENT);
  const parsed = Stack.safeParse(stored?.value.state);
  const state: DialogState = { dialogStack: parsed.success ? parsed.data.dialogStack : [] };
  return {
    state,
    async save(waiting) {
      const plain: unknown = JSON.parse(JSON.stringify(state));
      const extra = { ttlSeconds: TTL_SECONDS };
      const change = waiting
        ? stored === undefined
          ? create(DialogStateDocument, DOCUMENT, { state: plain }, extra)
          : replace(DialogStateDocument, stored, { state: plain }, extra)
        : stored && remove(stored);
      if (change === undefined) return true;
      try {
        await documents.commit(partition, [change]);
        return true;
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        return false;
      }
    },
  };
}
