import type { DialogState } from 'botbuilder-dialogs';
import { z } from 'zod';
import { hashOf } from '../usecases/hash-of.ts';
import { isTalk } from '../dialogs/talk/interview.ts';
import { partitions } from '../usecases/partitions.ts';
import { ConflictError, create, remove, replace, type Documents } from '../usecases/ports.ts';
import { DialogStateDocument } from '../usecases/conversations/documents.ts';

const DOCUMENT = 'dialog';
/** An answer that comes later than this begins anew. */
const TTL_SECONDS = 86_400;

const Stack = z.object({ dialogStack: z.array(z.object({ id: z.string(), state: z.unknown() })) });

/** How far a conversation had come: its dialog, and what was answered. */
const LeftTalk = z.object({ dialog: z.string(), options: z.looseObject({}) });
export type LeftTalk = z.infer<typeof LeftTalk>;

const Outermost = z.looseObject({ options: z.looseObject({}) });

/** The conversation that is under way. @returns undefined where a single question is, or none */
export function talkIn({ dialogStack: [outermost] }: DialogState): LeftTalk | undefined {
  const state = Outermost.safeParse(outermost?.state);
  if (outermost === undefined || !isTalk(outermost.id) || !state.success) return undefined;
  return { dialog: outermost.id, options: structuredClone(state.data.options) };
}

/** The key of one person's dialog in one chat. */
export function dialogKey(conversationId: string, personId: string): string {
  return hashOf(`${conversationId} ${personId}`);
}

/** Progress of a dialog, as loaded; `save` writes it at the etag it was read at. */
export interface LoadedState {
  readonly state: DialogState;
  /** A conversation that was left for something else; changed in place. */
  left: LeftTalk | undefined;
  /** @returns false when another turn wrote in between: its progress stands, ours is dropped, and no rule depends on it */
  save(waiting: boolean): Promise<boolean>;
}

export async function loadDialogState(documents: Documents, key: string): Promise<LoadedState> {
  const partition = partitions.conversation(key);
  const stored = await documents.get(DialogStateDocument, partition, DOCUMENT);
  const parsed = Stack.safeParse(stored?.value.state);
  const state: DialogState = { dialogStack: parsed.success ? parsed.data.dialogStack : [] };
  const loaded: LoadedState = {
    state,
    left: LeftTalk.safeParse(stored?.value.left).data,
    async save(waiting) {
      const { left } = loaded;
      const plain: { state: unknown; left?: unknown } = {
        state: JSON.parse(JSON.stringify(waiting ? state : { dialogStack: [] })),
        ...(left === undefined ? {} : { left: JSON.parse(JSON.stringify(left)) as unknown }),
      };
      const extra = { ttlSeconds: TTL_SECONDS };
      const change =
        waiting || left !== undefined
          ? stored === undefined
            ? create(DialogStateDocument, DOCUMENT, plain, extra)
            : replace(DialogStateDocument, stored, plain, extra)
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
  return loaded;
}
