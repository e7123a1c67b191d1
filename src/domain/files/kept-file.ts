import { z } from 'zod';
import { AadObjectId, PartnerId, PersonId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';

/** Porter's own: proof is a document of some pages, a picture or a mail. Teams itself takes far larger files. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;
/** Of one message. */
export const MAX_FILES = 5;
/** As text it grows by a third, and a commit holds 2 MB at most. */
export const CHUNK_BYTES = 512 * 1024;

/** Documents, pictures and mails: what can be proof, and what nobody runs by opening it. The content is not looked at. */
const KINDS_OF_FILE: ReadonlySet<string> = new Set(
  'pdf doc docx xls xlsx ppt pptx odt ods odp rtf txt csv md png jpg jpeg gif tif tiff webp heic eml msg'.split(
    ' ',
  ),
);

export const FileId = z.string().regex(/^[0-9a-f]{32}$/, '32 hexadecimal digits');

/** What is kept of a file besides its bytes. They are written first, so that a file that is there is whole. */
export const KeptFile = z.object({
  fileId: FileId,
  /** As its owner sent it, without what could be taken for a path. */
  name: z.string(),
  size: z.number().int().min(1),
  /** Of the bytes, in hexadecimal. */
  sha256: z.string(),
  /** 0: its bytes lie in Blob Storage. */
  chunks: z.number().int().min(0),
  /** Who sent it; `null`: an import. */
  owner: PersonId.nullable(),
  addedAt: Instant,
  addedBy: z.union([AadObjectId, z.literal('import')]),
  /** `''`: nothing yet; `draft:<draftId>`; `claim`: it is proof now, and stays; `statement`. */
  attachedTo: z.string(),
  /** The location whose day it was counted in; absent: none yet. */
  countedFor: PartnerId.optional(),
});
export type KeptFile = z.infer<typeof KeptFile>;

/** A part of a file's bytes, in base64. */
export const FileChunk = z.object({ data: z.string() });

/** Whether a file of that name may be kept. */
export function isKindOfProof(name: string): boolean {
  const extension = /\.([a-z0-9]{1,5})$/i.exec(name.trim())?.[1];
  return extension !== undefined && KINDS_OF_FILE.has(extension.toLowerCase());
}
