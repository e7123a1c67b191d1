import { newDropped, type DroppedImport } from '../../../domain/imports/dropped.ts';
import type { Actor } from '../../../domain/memberships/person.ts';
import { ok, refuse, type Result } from '../../../domain/shared/result.ts';
import { audited } from '../../audit.ts';
import type { Context } from '../../context.ts';
import { decideAgain } from '../../decide-again.ts';
import { hashOf } from '../../hash-of.ts';
import { newJob } from '../../jobs.ts';
import { isOperator } from '../../operators/operator.ts';
import { partitions } from '../../partitions.ts';
import { create, replace, type Change, type Document } from '../../ports.ts';
import { DroppedImportDocument } from '../documents.ts';

const IMPORTS = partitions.program('imports');
/** Whoever has not confirmed by then drops the files again. */
export const TTL = { ttlSeconds: 7 * 86_400 };

type Forbidden = { readonly code: 'forbidden' };

export function findDropped(
  { documents }: Pick<Context, 'documents'>,
  importId: string,
): Promise<Document<DroppedImport> | undefined> {
  return documents.get(DroppedImportDocument, IMPORTS, `import:${importId}`);
}

/** How an import of one's own stands: one of somebody else is as one that is not there. */
export async function ownDropped(
  context: Context,
  actor: Pick<Actor, 'personId'>,
  importId: string,
): Promise<Result<DroppedImport, Forbidden>> {
  const [may, stored] = await Promise.all([
    isOperator(context.documents, actor),
    findDropped(context, importId),
  ]);
  return may && stored?.value.owner === actor.personId ? ok(stored.value) : refuse({ code: 'forbidden' });
}

/**
 * Has files read that an operator dropped into the chat; nothing is stored of what they say.
 *
 * @param opId the message that they came with: delivered twice it is one import
 */
export async function dropImport(
  context: Context,
  actor: Actor,
  files: DroppedImport['files'],
  opId: string,
): Promise<DroppedImport> {
  const { documents, clock, queues } = context;
  const importId = hashOf(`import ${actor.personId} ${opId}`).slice(0, 32);
  return decideAgain(queues, IMPORTS, async () => {
    const before = await findDropped(context, importId);
    if (before !== undefined) return before.value;
    const now = clock.now();
    const { personId: owner, aadObjectId: by } = actor;
    const dropped = newDropped({ importId, owner, by, files: [...files], droppedAt: now });
    await documents.commit(IMPORTS, [
      create(DroppedImportDocument, `import:${importId}`, dropped, TTL),
      newJob(`import:${importId}:check`, { task: 'import.run', importId }, now),
    ]);
    return dropped;
  });
}

/** Imports what was shown, for the operator who dropped it. Pressed twice it is one import. */
export async function confirmImport(
  context: Context,
  actor: Actor,
  importId: string,
): Promise<Result<DroppedImport, Forbidden>> {
  const { documents, clock, queues } = context;
  return decideAgain(queues, IMPORTS, async () => {
    const own = await ownDropped(context, actor, importId);
    const stored = await findDropped(context, importId);
    if (!own.ok || stored === undefined) return refuse({ code: 'forbidden' });
    if (stored.value.state !== 'checked') return ok(stored.value);
    const now = clock.now();
    const importing: DroppedImport = {
      ...stored.value,
      state: 'importing',
      version: stored.value.version + 1,
    };
    await documents.commit(IMPORTS, [
      changedDropped(stored, importing),
      newJob(`import:${importId}:run`, { task: 'import.run', importId }, now),
      audited(`import.confirm:${importId}`, {
        at: now,
        actor: actor.aadObjectId,
        action: 'import.confirm',
        subject: importId,
        outcome: 'done',
        detail: stored.value.counts.map(({ file }) => file).join(' '),
      }),
    ]);
    return ok(importing);
  });
}

export function changedDropped(stored: Document<DroppedImport>, value: DroppedImport): Change {
  return replace(DroppedImportDocument, stored, value, TTL);
}
