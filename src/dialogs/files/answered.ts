import { fileDeclinedCard, fileFailedCard, type FileConsentValue } from '../../cards/files/consent.ts';
import { plain } from '../../cards/kit/text.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import type { OfferedFile } from '../../domain/files/offered-file.ts';
import { takeConsent, type UploadFile } from '../../usecases/files/consent.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import type { Speaking } from '../speaking.ts';
import { inRoom } from './in-room.ts';
import { madeFile } from './make.ts';

/** What became of Teams' question whether a file may be put into somebody's OneDrive. */
export type ConsentOutcome =
  /** It is there, under the name that Teams chose. */
  | { readonly kind: 'saved' }
  /** They said no, or it cannot be: said in place of the question or below it. */
  | { readonly kind: 'declined' | 'failed'; readonly card: AdaptiveCard }
  /** The same answer was delivered before, and is taken care of. */
  | { readonly kind: 'repeated' }
  | { readonly kind: 'forbidden' };

/** Makes the file anew, for the rights that its reader has now, and puts it where Teams made room for it. */
export async function consentAnswered(
  speaking: Speaking,
  answered: FileConsentValue,
  upload: UploadFile,
): Promise<ConsentOutcome> {
  if (answered.action === 'decline') return { kind: 'declined', card: fileDeclinedCard(speaking.reader) };
  const { context: file, uploadInfo } = answered;
  const outcome = await inRoom(speaking, file, () => handOver(speaking, file, uploadInfo.uploadUrl, upload));
  return outcome ?? failed(speaking, say(speaking.reader, 'files.consent.busy'));
}

function failed({ reader }: Speaking, why: Text): ConsentOutcome {
  return { kind: 'failed', card: fileFailedCard(why, reader) };
}

async function handOver(
  speaking: Speaking,
  file: OfferedFile,
  uploadUrl: string,
  upload: UploadFile,
): Promise<ConsentOutcome> {
  const { context, actor, opId } = speaking;
  const made = await madeFile(speaking, file);
  if (!made.ok) {
    const { error } = made;
    return error.code === 'forbidden' ? { kind: 'forbidden' } : failed(speaking, plain(error.why));
  }
  if (!(await takeConsent(context, actor, file, opId))) return { kind: 'repeated' };
  const uploaded = await upload(uploadUrl, made.value.bytes);
  return uploaded.ok
    ? { kind: 'saved' }
    : failed(speaking, say(speaking.reader, `files.consent.${uploaded.error.code}`));
}
