import { z } from 'zod';
import { OfferedFile } from '../../domain/files/offered-file.ts';
import { say } from '../../words/say.ts';
import type { Text as Said } from '../../words/text.ts';
import type { Reader } from '../kit/format.ts';
import { messageCard } from '../chat/message.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { clean } from '../kit/text.ts';

/** A file that Porter asks to put into somebody's OneDrive. */
export interface FileConsent {
  readonly file: OfferedFile;
  readonly name: string;
  /** What it is and what for, in a sentence; plain text. */
  readonly description: Said;
  readonly sizeInBytes: number;
}

/**
 * Teams' own card that asks whether a bot may put a file into the person's OneDrive; in a personal chat only. Source:
 * Microsoft Learn, "Send and receive files through a bot", 2026-10.
 */
export function consentAttachment({ file, name, description, sizeInBytes }: FileConsent) {
  return {
    contentType: 'application/vnd.microsoft.teams.card.file.consent',
    name,
    content: {
      description: clean(description, 300),
      sizeInBytes,
      acceptContext: file,
      declineContext: file,
    },
  };
}

const Text = z.string().max(8_192);
/** Only shown. */
const Shown = Text.nullish().transform((told) => told ?? '');
const UploadInfo = z.looseObject({
  contentUrl: Shown,
  name: Shown,
  uploadUrl: Text,
  uniqueId: Shown,
  fileType: Shown,
});
export type UploadInfo = z.infer<typeof UploadInfo>;

const answered = { type: z.literal('fileUpload'), context: OfferedFile };

/** `value` of a `fileConsent/invoke`. It comes from the client: no rights follow from it. */
export const FileConsentValue = z.discriminatedUnion('action', [
  z.looseObject({ ...answered, action: z.literal('accept'), uploadInfo: UploadInfo }),
  z.looseObject({ ...answered, action: z.literal('decline') }),
]);
export type FileConsentValue = z.infer<typeof FileConsentValue>;

/** Teams' own card of a file that is there, to open and to forward. */
export function fileInfoAttachment({ contentUrl, name, uniqueId, fileType }: UploadInfo) {
  return {
    contentType: 'application/vnd.microsoft.teams.card.file.info',
    contentUrl,
    name,
    content: { uniqueId, fileType },
  };
}

/** In place of Teams' question, once it was answered no. */
export function fileDeclinedCard(reader: Reader): AdaptiveCard {
  return messageCard(
    {
      kind: say(reader, 'files.file'),
      subject: say(reader, 'files.consent.not-saved'),
      lines: [say(reader, 'files.consent.declined')],
    },
    reader,
  );
}

/** Why there is no file, and what to do. */
export function fileFailedCard(why: Said, reader: Reader): AdaptiveCard {
  return messageCard(
    {
      kind: say(reader, 'files.file'),
      subject: say(reader, 'files.consent.not-saved'),
      state: say(reader, 'files.consent.failed'),
      stateColor: 'Attention',
      lines: [why],
    },
    reader,
  );
}
