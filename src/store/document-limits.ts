import { DocumentTooLarge, InvalidId, MAX_DOCUMENT_BYTES, MAX_WRITES, type Write } from './document-store.ts';
import { INDEXES } from './indexes.ts';

/** What both engines refuse before anything is written, so that neither stores what the other could not. */

const MAX_ID_BYTES = 255;
const MAX_PARTITION_BYTES = 1_000;

/** Cosmos DB refuses these in ids: they are parts of the document's address. */
const FORBIDDEN_IN_IDS = /[/\\?#\p{Cc}]/u;

const PARTITION = /^[a-z][a-z-]*\/[^\p{Cc}]+$/u;

/** Whether a document of that id can exist at all; reads of others find nothing. */
export function isId(id: string): boolean {
  return (
    id !== '' &&
    id.isWellFormed() &&
    !FORBIDDEN_IN_IDS.test(id) &&
    (id.length * 3 <= MAX_ID_BYTES || Buffer.byteLength(id) <= MAX_ID_BYTES)
  );
}

/** Whether text is a partition, `<collection>/<key>`. */
export function isPartition(partition: string): boolean {
  return (
    PARTITION.test(partition) &&
    partition.isWellFormed() &&
    Buffer.byteLength(partition) <= MAX_PARTITION_BYTES
  );
}

/** A write whose preconditions can be checked: limits kept, the body as the JSON to store (`''` for a delete). */
export interface CheckedWrite {
  readonly write: Write;
  readonly json: string;
}

/**
 * @throws InvalidId for an id or partition that cannot be stored
 * @throws DocumentTooLarge for a body, or all bodies together, above {@link MAX_DOCUMENT_BYTES}: Cosmos DB takes 2 MB a
 *   transactional batch (Microsoft Learn, transactional-batch, 2026)
 * @throws RangeError for a programming error: no writes or more than {@link MAX_WRITES}, one id twice, a TTL that is no
 *   positive whole number of seconds, an id without its kind's prefix, a body without a value in a field it is ordered by
 */
export function checkWrites(partition: string, writes: readonly Write[]): readonly CheckedWrite[] {
  if (!isPartition(partition)) throw new InvalidId('the partition is not <collection>/<key>');
  if (writes.length === 0 || writes.length > MAX_WRITES) {
    throw new RangeError(`a commit has 1 to ${MAX_WRITES} writes, not ${writes.length}`);
  }
  if (writes.length > 1 && new Set(writes.map((write) => write.id)).size < writes.length) {
    throw new RangeError('a commit names a document twice');
  }
  const checked = writes.map(checkWrite);
  const chars = checked.reduce((sum, { json }) => sum + json.length, 0);
  if (chars * 3 > MAX_DOCUMENT_BYTES && bytesOf(checked) > MAX_DOCUMENT_BYTES) {
    throw new DocumentTooLarge(`a commit has more than ${MAX_DOCUMENT_BYTES} bytes`);
  }
  return checked;
}

function bytesOf(checked: readonly CheckedWrite[]): number {
  return checked.reduce((sum, { json }) => sum + Buffer.byteLength(json), 0);
}

function checkWrite(write: Write): CheckedWrite {
  if (!isId(write.id)) throw new InvalidId('an id is 1 to 255 bytes without / \\ ? # and control characters');
  if (write.op === 'delete') return { write, json: '' };
  const { ttlSeconds } = write;
  if (ttlSeconds !== undefined && !(Number.isSafeInteger(ttlSeconds) && ttlSeconds > 0)) {
    throw new RangeError('a TTL is a positive whole number of seconds');
  }
  const { prefix = '', orders = [] } = INDEXES[write.kind] ?? {};
  if (!write.id.startsWith(prefix)) throw new RangeError(`the id of a ${write.kind} begins with ${prefix}`);
  for (const field of orders.flat()) {
    const value = write.body[field];
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new RangeError(`a ${write.kind} is ordered by ${field}, which must be a text or a number`);
    }
  }
  return { write, json: JSON.stringify(write.body) };
}
