import type { Erasure, Traces } from '../../domain/erasure/erasure.ts';
import { scrubber, type Scrubber } from '../../domain/erasure/scrub.ts';
import { AS_ASKED } from '../../domain/notices/notice.ts';
import type { PersonId } from '../../domain/shared/ids.ts';
import { AuditDocument } from '../audit.ts';
import { DOCUMENTS } from '../documents.ts';
import { OperatorDocument, PointerDocument } from '../memberships/documents.ts';
import { mailKey } from '../memberships/person-id.ts';
import { NoticeDocument } from '../notices/documents.ts';
import { partitions } from '../partitions.ts';
import { ConflictError } from '../ports.ts';
import type { RawDocument, RawStore } from './raw-store.ts';

/** What was done to some records: those that carry the pseudonym now, those that are gone. */
export interface Changed {
  readonly kept: number;
  readonly removed: number;
}

const PAGE = 100;

/**
 * Empties the partition of a person: what was told and decided goes on under the pseudonym, so that counts and histories stay
 * true; a notice that was not sent is dead. Everything else is deleted, the jobs among it. So is where addresses of theirs
 * wait, and their entries among the operators.
 */
export async function leavePeople(raw: RawStore, erasure: Erasure, traces: Traces): Promise<Changed> {
  const scrub = scrubber(traces, erasure.pseudonym);
  const partition = partitions.person(traces.personId);
  let kept = 0;
  let removed = 0;
  for (const { name } of DOCUMENTS) {
    for await (const found of allOf(raw, partition, name)) {
      const isKept = name === NoticeDocument.name || name === AuditDocument.name;
      if (isKept) await underPseudonym(raw, erasure.pseudonym, found, scrub);
      await drop(raw, found);
      if (isKept) kept++;
      else removed++;
    }
  }
  for (const email of traces.emails) {
    const waiting = partitions.pointer('mail', mailKey(traces.tenantId, email));
    for await (const pointer of allOf(raw, waiting, PointerDocument.name)) {
      await drop(raw, pointer);
      removed++;
    }
  }
  removed += await leaveOperators(raw, scrub);
  return { kept, removed };
}

async function leaveOperators(raw: RawStore, scrub: Scrubber): Promise<number> {
  let removed = 0;
  for await (const operator of raw.scan('program', OperatorDocument.name)) {
    const { aadObjectId, email } = operator.body;
    if (!scrub.isTheirs(aadObjectId ?? email)) continue;
    await drop(raw, operator);
    removed++;
  }
  return removed;
}

async function underPseudonym(
  raw: RawStore,
  pseudonym: string,
  found: RawDocument,
  scrub: Scrubber,
): Promise<void> {
  const { kind, body } = found;
  const write = {
    op: 'create',
    id: scrub.text(found.id),
    kind,
    body: kind === NoticeDocument.name ? toldNobody(scrub.body(body)) : scrub.body(body),
  } as const;
  try {
    await raw.commit(pseudonymPartition(pseudonym), [write]);
  } catch (error) {
    // It got here before what was to follow did not.
    if (!(error instanceof ConflictError)) throw error;
  }
}

/** Where what was told to a person lies once they are erased. */
export function pseudonymPartition(pseudonym: string): string {
  // A pseudonym is a uuid, as a person's id is.
  return partitions.person(pseudonym as PersonId);
}

/** A notice that nobody holds any more: one that was sent was sent, any other ends. */
function toldNobody(body: RawDocument['body']): RawDocument['body'] {
  const isSent = body['state'] === 'sent';
  return {
    ...body,
    open: false,
    activityId: null,
    conversationId: null,
    extras: [],
    leaseUntil: null,
    ...(isSent ? {} : { state: 'dead', lastError: `${AS_ASKED}erased` }),
  };
}

async function* allOf(raw: RawStore, partition: string, kind: string): AsyncGenerator<RawDocument> {
  for (;;) {
    const { items } = await raw.query(partition, { kind, limit: PAGE });
    yield* items;
    if (items.length < PAGE) return;
  }
}

/** One that was changed meanwhile is met again in the next round. */
export async function drop(raw: RawStore, { partition, id, etag }: RawDocument): Promise<void> {
  try {
    await raw.commit(partition, [{ op: 'delete', id, etag }]);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}
