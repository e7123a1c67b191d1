import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Container, OperationResponse } from '@azure/cosmos';
import { ConflictError, StoreUnavailable, type Etag } from '../usecases/ports.ts';
import { isExpired, toOperation, type Envelope } from './cosmos-envelope.ts';
import { isUnknownOutcome, ofStatus, translated } from './cosmos-errors.ts';
import { pauseBefore, whileThrottled } from './cosmos-throttled.ts';
import type { CheckedWrite } from './document-limits.ts';

export interface CosmosAccess {
  readonly container: Container;
  /** A point read, of what expired too. */
  readonly read: (partition: string, id: string) => Promise<Envelope | undefined>;
  /** A signal that ends an operation that takes too long. */
  readonly deadline: () => AbortSignal;
  readonly nowMs: () => number;
}

const ATTEMPTS = 3;
/** Who is asked to wait longer gives up, and whoever wanted it decides again later. */
const MAX_PAUSE_MS = 5_000;

/** The answer to the rest of a batch of which one operation failed. */
const FAILED_DEPENDENCY = 424;

/** No document ever has it: whoever writes at it reads again first. */
const OVERWRITTEN: Etag = 'overwritten';

/**
 * Commits one transactional batch. When the answer to it is lost, the very same batch is sent again: its preconditions keep
 * it from being done twice, and a conflict with documents that carry its own `op` was the success whose answer got lost.
 *
 * @throws ConflictError, DocumentTooLarge, StoreUnavailable
 */
export async function commitBatch(
  access: CosmosAccess,
  partition: string,
  writes: readonly CheckedWrite[],
): Promise<readonly Etag[]> {
  const op = randomUUID();
  const expired = new Map<string, Etag>();
  let lost: unknown;
  let answersLost = 0;
  while (answersLost < ATTEMPTS) {
    const now = access.nowMs();
    const operations = writes.map((one) => toOperation(partition, one, op, now, expired.get(one.write.id)));
    let refused: unknown;
    try {
      const { result = [] } = await whileThrottled(() =>
        access.container.items.batch(operations, partition, { abortSignal: access.deadline() }),
      );
      refused = refusal(result, writes);
      if (refused === undefined) return result.map(({ eTag }, place) => etagOf(eTag, writes[place]));
    } catch (error) {
      if (isUnknownOutcome(error)) {
        lost = error;
        answersLost++;
        const pause = pauseBefore(error, answersLost - 1);
        if (pause > MAX_PAUSE_MS) break;
        await delay(pause);
        continue;
      }
      refused = translated(error);
    }
    if (!(refused instanceof ConflictError)) throw refused;
    const own = await ownSuccess(access, partition, writes, op, answersLost > 0);
    if (own !== undefined) return own;
    if (!(await freeExpired(access, partition, writes, refused, expired))) throw refused;
  }
  throw new StoreUnavailable('Azure Cosmos DB did not answer whether it wrote', { cause: lost });
}

/** The error of the operation that failed, with its document; undefined when all was done. */
function refusal(results: readonly OperationResponse[], writes: readonly CheckedWrite[]): Error | undefined {
  if (results.length < writes.length)
    return new StoreUnavailable('Azure Cosmos DB answered a part of a commit');
  for (const [place, { statusCode }] of results.entries()) {
    if (statusCode === FAILED_DEPENDENCY) continue;
    const error = ofStatus(statusCode, writes[place]?.write.id);
    if (error !== undefined) return error;
  }
  return results.some(({ statusCode }) => statusCode === FAILED_DEPENDENCY)
    ? new StoreUnavailable('Azure Cosmos DB refused a commit without a reason')
    : undefined;
}

/**
 * The etags of a commit that had been done already (by an attempt of ours or one of the SDK's own), or undefined. One
 * document with its `op` proves all of it. Deletes leave nothing behind: they count as done when an answer was lost and
 * the documents are gone.
 */
async function ownSuccess(
  access: CosmosAccess,
  partition: string,
  writes: readonly CheckedWrite[],
  op: string,
  answerLost: boolean,
): Promise<readonly Etag[] | undefined> {
  const written = writes.filter(({ write }) => write.op !== 'delete');
  const first = (written[0] ?? writes[0])?.write.id ?? '';
  if (written.length === 0) {
    const gone = answerLost && (await access.read(partition, first)) === undefined;
    return gone ? writes.map(() => '') : undefined;
  }
  if (!answerLost && (await access.read(partition, first))?.op !== op) return undefined;
  const found = await Promise.all(written.map(({ write }) => access.read(partition, write.id)));
  const own = new Map(found.filter((one) => one?.op === op).map((one) => [one?.id, one?.etag]));
  if (own.size === 0) return undefined;
  return writes.map(({ write }) => (write.op === 'delete' ? '' : (own.get(write.id) ?? OVERWRITTEN)));
}

/** Notes the etag of an expired document that the account has not removed yet, if that is all that stands in the way. */
async function freeExpired(
  access: CosmosAccess,
  partition: string,
  writes: readonly CheckedWrite[],
  refused: ConflictError,
  expired: Map<string, Etag>,
): Promise<boolean> {
  const id = refused.documentId ?? '';
  if (expired.has(id) || !writes.some(({ write }) => write.op === 'create' && write.id === id)) return false;
  const found = await access.read(partition, id);
  if (found === undefined || !isExpired(found, access.nowMs())) return false;
  expired.set(id, found.etag);
  return true;
}

function etagOf(etag: string | undefined, written: CheckedWrite | undefined): Etag {
  return written?.write.op === 'delete' ? '' : (etag ?? OVERWRITTEN);
}
