import type { Erasure, Traces } from '../../domain/erasure/erasure.ts';
import { scrubber, type Scrubber } from '../../domain/erasure/scrub.ts';
import { MailDocument } from '../events/documents.ts';
import { KeptFileDocument } from '../files/documents.ts';
import { dropFile, type Files } from '../files/keep.ts';
import { RowDocument } from '../imports/documents.ts';
import { ContactDocument } from '../memberships/documents.ts';
import { partitions, type Collection } from '../partitions.ts';
import { ConflictError } from '../ports.ts';
import { ErasureDocument, ErasureSecretDocument, TombstoneDocument } from './documents.ts';
import type { Changed } from './leave-people.ts';
import type { RawDocument, RawStore, RawWrite } from './raw-store.ts';
import { scrubbedMail } from './scrub-mail.ts';

/** What says itself who was erased, until it is done. */
const OF_ERASURES: ReadonlySet<string> = new Set([
  ErasureDocument.name,
  TombstoneDocument.name,
  ErasureSecretDocument.name,
]);

/** What is kept for a while only, or is nothing but what somebody typed: it goes at once. */
const PASSING: ReadonlySet<string> = new Set([
  'dialog-state',
  'not-understood',
  'pasted-mail',
  'digest-told',
  'agent-confirmation',
  'dpor-report',
  'claim-intent',
  'dropped-import',
]);

/** Takes a person out of one collection, of files only what is said of them. Doing it again finds nothing more. @returns what it changed */
export async function sweep(
  raw: RawStore,
  files: Files,
  collection: Collection,
  { pseudonym }: Erasure,
  traces: Traces,
  now: Date,
): Promise<Changed> {
  const scrub = scrubber(traces, pseudonym);
  const own = partitions.person(traces.personId);
  let kept = 0;
  let removed = 0;
  const kind = collection === 'files' ? KeptFileDocument.name : undefined;
  for await (const found of raw.scan(collection, kind)) {
    if (found.partition === own || OF_ERASURES.has(found.kind)) continue;
    if (await isLooseFile(files, found, scrub)) {
      removed++;
      continue;
    }
    const writes = writesFor(found, scrub, now);
    if (writes.length === 0) continue;
    const isGone = writes.every(({ op }) => op === 'delete');
    // One that was changed meanwhile is met again in the next round, which this makes sure of.
    await committed(raw, found.partition, writes);
    if (isGone) removed++;
    else kept++;
  }
  return { kept, removed };
}

/** A file of theirs that is no proof of anything goes with them, bytes and all. */
async function isLooseFile(files: Files, { kind, body }: RawDocument, scrub: Scrubber) {
  const { fileId, owner, attachedTo } = body;
  if (kind !== KeptFileDocument.name || typeof fileId !== 'string' || typeof attachedTo !== 'string')
    return false;
  if (!scrub.isTheirs(owner) || attachedTo === 'claim' || attachedTo === 'statement') return false;
  return (await dropFile(files, fileId, attachedTo)).ok;
}

function writesFor(found: RawDocument, scrub: Scrubber, now: Date): readonly RawWrite[] {
  const { id, kind, etag } = found;
  const body = kind === MailDocument.name ? withoutThem(found.body, scrub) : scrub.body(found.body);
  const scrubbedId = scrub.text(id);
  if (body === found.body && scrubbedId === id) return [];
  const gone = { op: 'delete', id, etag } as const;
  if (PASSING.has(kind) || isEntry(found, scrub)) return [gone];
  const lives = ttlOf(found, now);
  if (scrubbedId === id) return [{ op: 'replace', id, kind, etag, body, ...lives }];
  return [gone, { op: 'create', id: scrubbedId, kind, body, ...lives }];
}

/** What was to go by itself one day still goes on that day. */
function ttlOf({ expiresAt }: RawDocument, now: Date): { readonly ttlSeconds?: number } {
  if (expiresAt === undefined) return {};
  return { ttlSeconds: Math.max(1, Math.ceil((expiresAt.getTime() - now.getTime()) / 1_000)) };
}

/** Of a roster, or of the people that an import lists: the whole of it is about them. */
function isEntry({ kind, body }: RawDocument, scrub: Scrubber): boolean {
  if (kind === ContactDocument.name) return scrub.isTheirs(body['aadObjectId'] ?? body['email']);
  if (kind !== RowDocument.name || body['file'] !== 'people') return false;
  const cells: unknown = body['cells'];
  return typeof cells === 'object' && cells !== null && 'email' in cells && scrub.isTheirs(cells.email);
}

/** A mail lies there byte for byte, in base64. */
function withoutThem(body: RawDocument['body'], scrub: Scrubber): RawDocument['body'] {
  const { raw } = body;
  if (typeof raw !== 'string') return body;
  const bytes = Buffer.from(raw, 'base64');
  const scrubbed = scrubbedMail(bytes, scrub);
  return scrubbed === bytes ? body : { ...body, raw: scrubbed.toString('base64') };
}

async function committed(raw: RawStore, partition: string, writes: readonly RawWrite[]): Promise<void> {
  try {
    await raw.commit(partition, writes);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}
