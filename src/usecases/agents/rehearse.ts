import { AuditDocument } from '../audit.ts';
import type { Context } from '../context.ts';
import type { Change } from '../ports.ts';

/** What a press would come to: it would write something, or it answers without. */
export type Rehearsal<T> = { readonly would: 'change' } | { readonly would: 'answer'; readonly answer: T };

/** Thrown in the place of the first write; every check that comes before it has passed. */
class WouldChange extends Error {}

/**
 * Runs a use case up to its first write and keeps nothing, so that what an agent asks for meets the usual checks of that very
 * use case before its person is asked, and no second rule is needed. That it was refused is not written down either.
 */
export async function rehearsed<T>(
  context: Context,
  run: (context: Context) => Promise<T>,
): Promise<Rehearsal<T>> {
  const documents: Context['documents'] = {
    ...readsOf(context),
    commit(_partition, changes) {
      if (changes.every(isAudit)) return Promise.resolve(changes.map(() => ''));
      return Promise.reject(new WouldChange());
    },
  };
  try {
    return { would: 'answer', answer: await run({ ...context, documents }) };
  } catch (error) {
    if (error instanceof WouldChange) return { would: 'change' };
    throw error;
  }
}

/** Runs a use case and tells whether it wrote anything but that it was refused. */
export async function watched<T>(
  context: Context,
  run: (context: Context) => Promise<T>,
): Promise<{ readonly answer: T; readonly changed: boolean }> {
  let changed = false;
  const documents: Context['documents'] = {
    ...readsOf(context),
    async commit(partition, changes) {
      const etags = await context.documents.commit(partition, changes);
      changed ||= !changes.every(isAudit);
      return etags;
    },
  };
  return { answer: await run({ ...context, documents }), changed };
}

function readsOf({ documents }: Context): Omit<Context['documents'], 'commit'> {
  return {
    get: documents.get.bind(documents),
    list: documents.list.bind(documents),
    count: documents.count.bind(documents),
    scan: documents.scan.bind(documents),
  };
}

function isAudit(change: Change): boolean {
  return change.op === 'create' && change.kind.name === AuditDocument.name;
}
