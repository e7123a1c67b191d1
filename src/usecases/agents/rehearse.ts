import type { z } from 'zod';
import { AuditDocument, AuditRow } from '../audit.ts';
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
  const reading = unkept(context).documents;
  const documents: Context['documents'] = {
    ...reading,
    commit(partition, changes) {
      return isOfPress(changes) ? Promise.reject(new WouldChange()) : reading.commit(partition, changes);
    },
  };
  try {
    return { would: 'answer', answer: await run({ ...context, documents }) };
  } catch (error) {
    if (error instanceof WouldChange) return { would: 'change' };
    throw error;
  }
}

/** Runs a use case and tells whether it wrote anything of its own, and not only that it was refused or came too late. */
export async function watched<T>(
  context: Context,
  run: (context: Context) => Promise<T>,
): Promise<{ readonly answer: T; readonly changed: boolean }> {
  let changed = false;
  const documents: Context['documents'] = {
    ...readsOf(context),
    async commit(partition, changes) {
      const etags = await context.documents.commit(partition, changes);
      changed ||= isOfPress(changes);
      return etags;
    },
  };
  return { answer: await run({ ...context, documents }), changed };
}

/** The same to read with: what is written is not kept. */
export function unkept(context: Context): Context {
  const commit: Context['documents']['commit'] = (_partition, changes) =>
    Promise.resolve(changes.map(() => ''));
  return { ...context, documents: { ...readsOf(context), commit } };
}

function readsOf({ documents }: Context): Omit<Context['documents'], 'commit'> {
  return {
    get: documents.get.bind(documents),
    list: documents.list.bind(documents),
    listWith: documents.listWith.bind(documents),
    count: documents.count.bind(documents),
    scan: documents.scan.bind(documents),
  };
}

/**
 * Whether a commit does what was pressed. Where audit rows lie in it, one says so: the others say that the press was refused or
 * came too late, or what had become due by itself and is written down on this occasion, as the end of an offer.
 */
function isOfPress(changes: readonly Change[]): boolean {
  const rows = changes.flatMap(auditIn);
  return rows.length === 0 || rows.some(({ actor, outcome }) => outcome === 'done' && actor !== 'job');
}

const Said = AuditRow.pick({ actor: true, outcome: true });

function auditIn(change: Change): z.infer<typeof Said>[] {
  if (change.op !== 'create' || change.kind.name !== AuditDocument.name) return [];
  return [Said.parse(change.value)];
}
