import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { DEFAULT_CLAIM_POLICY } from '../../domain/claims/policy.ts';
import { CHUNK_BYTES, type FileChunk, type KeptFile } from '../../domain/files/kept-file.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { DAY_MS } from '../../domain/shared/time.ts';
import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { newJob } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import {
  ConflictError,
  create,
  remove,
  replace,
  type Change,
  type Document,
  type Documents,
} from '../ports.ts';
import type { Blobs } from './blobs.ts';
import { FileChunkDocument, KeptFileDocument } from './documents.ts';

/** Gets a file from where Teams put it. @param url pre-authenticated: it is a secret, and goes into no log and no store */
export type DownloadFile = (url: string, mostBytes: number) => Promise<Result<Buffer, DownloadRefused>>;

export type DownloadRefused =
  /** Not SharePoint's: nothing was called. */
  | { readonly code: 'address' }
  | { readonly code: 'too-large' }
  | { readonly code: 'empty' }
  /** It is there no longer, or not for us. */
  | { readonly code: 'gone'; readonly status: number }
  /** It broke off, took too long, or the other side failed; 0: no answer. */
  | { readonly code: 'unavailable'; readonly status: number };

const FILE = 'file';

/** Where a file is: what is known of it among the documents, its bytes there too or in Blob Storage. */
export type Files = Pick<Context, 'documents' | 'blobs'>;

export function findKept(documents: Documents, fileId: string): Promise<Document<KeptFile> | undefined> {
  return documents.get(KeptFileDocument, partitions.file(fileId), FILE);
}

/**
 * Keeps a file's bytes, and says last that it is there: whatever fails on the way leaves nothing to be seen, and the same
 * again goes on where it stopped. Once there it never changes. Before all of them, or with the first, lies the job that takes
 * it away again if it never belongs to anything.
 */
export async function keepFile(
  context: Context,
  actor: Pick<Actor, 'personId' | 'aadObjectId'>,
  { fileId, name, bytes }: { readonly fileId: string; readonly name: string; readonly bytes: Buffer },
): Promise<KeptFile> {
  const { personId: owner, aadObjectId: addedBy } = actor;
  const file = { fileId, name, owner, addedBy, addedAt: context.clock.now(), attachedTo: '' };
  return keepBytes(context, file, bytes, [tidyJob(context, fileId)]);
}

/** {@link keepFile} for whatever is known of a file besides its bytes. @param besides committed before any of them can be lost */
export async function keepBytes(
  files: Files,
  known: Omit<KeptFile, 'size' | 'sha256' | 'chunks'>,
  bytes: Buffer,
  besides: readonly Change[] = [],
): Promise<KeptFile> {
  const { fileId } = known;
  const { documents } = files;
  const sha256 = sha256Of(bytes);
  const chunks = await putBytes(files, { fileId, sha256 }, bytes, besides);
  const file: KeptFile = { ...known, size: bytes.length, sha256, chunks };
  try {
    await documents.commit(partitions.file(fileId), [create(KeptFileDocument, FILE, file)]);
    return file;
  } catch (error) {
    // The same message delivered twice at once: the other one's is the same file.
    const there = error instanceof ConflictError ? await findKept(documents, fileId) : undefined;
    if (there === undefined) throw error;
    return there.value;
  }
}

/** The name of a file's bytes in Blob Storage says which they are, so that others can never stand under it. */
function blobName({ fileId, sha256 }: Pick<KeptFile, 'fileId' | 'sha256'>): string {
  return `${fileId}/${sha256}`;
}

/** @returns how many chunks they lie in; 0: in Blob Storage */
async function putBytes(
  { documents, blobs }: Files,
  of: Pick<KeptFile, 'fileId' | 'sha256'>,
  bytes: Buffer,
  besides: readonly Change[],
): Promise<number> {
  const partition = partitions.file(of.fileId);
  if (blobs === undefined) return putChunks(documents, partition, bytes, besides);
  if (besides.length > 0) await committed(() => documents.commit(partition, besides));
  await blobs.put(blobName(of), bytes);
  return 0;
}

async function putChunks(
  documents: Documents,
  partition: string,
  bytes: Buffer,
  besides: readonly Change[],
): Promise<number> {
  const chunks = Math.ceil(bytes.length / CHUNK_BYTES);
  for (let at = 0; at < chunks; at++) {
    const data = bytes.subarray(at * CHUNK_BYTES, (at + 1) * CHUNK_BYTES).toString('base64');
    const there = await documents.get(FileChunkDocument, partition, `chunk:${at}`);
    if (there === undefined) {
      const first = at === 0 ? besides : [];
      await documents.commit(partition, [create(FileChunkDocument, `chunk:${at}`, { data }), ...first]);
    } else if (there.value.data !== data) {
      await documents.commit(partition, [replace(FileChunkDocument, there, { data })]);
    }
  }
  return chunks;
}

/** The bytes as they were sent. @throws when they are not those that were kept */
export async function readKept(
  files: Files,
  fileId: string,
): Promise<{ readonly file: KeptFile; readonly bytes: Buffer } | undefined> {
  const found = await findKept(files.documents, fileId);
  if (found === undefined) return undefined;
  const file = found.value;
  const bytes =
    file.chunks === 0
      ? await blobsOf(files).read(blobName(file))
      : await readChunks(files.documents, fileId, file.chunks);
  if (bytes === undefined || sha256Of(bytes) !== file.sha256) {
    throw new Error('the bytes of a kept file are not those that were kept');
  }
  return { file, bytes };
}

async function readChunks(documents: Documents, fileId: string, chunks: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let at = 0; at < chunks; at++) {
    const chunk = await documents.get(FileChunkDocument, partitions.file(fileId), `chunk:${at}`);
    parts.push(Buffer.from(chunk?.value.data ?? '', 'base64'));
  }
  return Buffer.concat(parts);
}

/** Of a file that lies there. @throws when it was configured once and no more */
function blobsOf({ blobs }: Files): Blobs {
  if (blobs === undefined) throw new Error('a kept file lies in Blob Storage, which is not configured');
  return blobs;
}

/**
 * Says where one's file belongs. What is proof of a claim stays, and a file belongs to one draft only.
 *
 * @param countedFor the location whose day it was counted in
 * @returns undefined when there is no such file of theirs that may go there
 */
export async function markAttached(
  documents: Documents,
  { personId }: Pick<Actor, 'personId'>,
  fileId: string,
  attachedTo: string,
  countedFor?: PartnerId,
): Promise<KeptFile | undefined> {
  for (;;) {
    const found = await findKept(documents, fileId);
    if (found?.value.owner !== personId) return undefined;
    const before = found.value.attachedTo;
    if (before === attachedTo) return found.value;
    if (before !== '' && !(attachedTo === 'claim' && before.startsWith('draft:'))) return undefined;
    const file = { ...found.value, attachedTo, ...(countedFor === undefined ? {} : { countedFor }) };
    try {
      await documents.commit(partitions.file(fileId), [replace(KeptFileDocument, found, file)]);
      return file;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}

/**
 * Deletes what is there of a file, as long as it belongs to what is said: `''` or `draft:<draftId>`. One that has become
 * proof meanwhile stays.
 */
export async function dropFile(
  files: Files,
  fileId: string,
  attachedTo: string,
): Promise<Result<void, 'kept'>> {
  const { documents } = files;
  const found = await findKept(documents, fileId);
  if (found !== undefined && found.value.attachedTo !== attachedTo) return refuse('kept');
  const blobs = found?.value.chunks === 0 ? blobsOf(files) : files.blobs;
  const partition = partitions.file(fileId);
  try {
    if (found !== undefined) await documents.commit(partition, [remove(found)]);
  } catch (error) {
    if (error instanceof ConflictError) return refuse('kept');
    throw error;
  }
  // From the last: those that are left are found from the first, should it break off.
  const chunks = await chunksOf(documents, fileId);
  for (const chunk of chunks.toReversed()) await documents.commit(partition, [remove(chunk)]);
  // Also where nothing is known of a file any more: it may have broken off right before this.
  if (found === undefined || found.value.chunks === 0) await blobs?.remove(`${fileId}/`);
  return ok(undefined);
}

async function chunksOf(
  documents: Documents,
  fileId: string,
): Promise<readonly Document<z.infer<typeof FileChunk>>[]> {
  const chunks: Document<z.infer<typeof FileChunk>>[] = [];
  for (;;) {
    const id = `chunk:${chunks.length}`;
    const chunk = await documents.get(FileChunkDocument, partitions.file(fileId), id);
    if (chunk === undefined) return chunks;
    chunks.push(chunk);
  }
}

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** How long a file may belong to nothing. */
export function looseFileMs({ claims }: Pick<Context, 'claims'>): number {
  return (claims?.policy ?? DEFAULT_CLAIM_POLICY).looseFileDays * DAY_MS;
}

function tidyJob(context: Context, fileId: string): Change {
  const dueAt = new Date(context.clock.now().getTime() + looseFileMs(context));
  return newJob('tidy', { task: 'file.tidy', fileId }, dueAt);
}
