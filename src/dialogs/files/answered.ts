import { fileDeclinedCard, fileFailedCard, type FileConsentValue } from '../../cards/files/consent.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import type { OfferedFile } from '../../domain/files/offered-file.ts';
import { unreachable } from '../../domain/shared/result.ts';
import { takeConsent, type UploadFile, type UploadRefused } from '../../usecases/files/consent.ts';
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
  if (answered.action === 'decline') return { kind: 'declined', card: fileDeclinedCard() };
  const { context: file, uploadInfo } = answered;
  const outcome = await inRoom(speaking, file, () => handOver(speaking, file, uploadInfo.uploadUrl, upload));
  return outcome ?? { kind: 'failed', card: fileFailedCard(BUSY) };
}

const BUSY = 'I am reading many files right now. Press the button on the card again in a minute.';

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
    return error.code === 'forbidden'
      ? { kind: 'forbidden' }
      : { kind: 'failed', card: fileFailedCard(error.why) };
  }
  if (!(await takeConsent(context, actor, file, opId))) return { kind: 'repeated' };
  const uploaded = await upload(uploadUrl, made.value.bytes);
  return uploaded.ok ? { kind: 'saved' } : { kind: 'failed', card: fileFailedCard(whyNot(uploaded.error)) };
}

function whyNot(refused: UploadRefused): string {
  switch (refused.code) {
    case 'address':
      return 'Teams named a place for the file that is not in SharePoint or OneDrive, so I did not send it there. Please tell the operators of the programme.';
    case 'expired':
      return 'The place that Teams kept for the file is there no longer. Press the button on the card again and allow it once more.';
    case 'not-taken':
      return 'Your OneDrive did not take the file: it may be full, or not set up for you. Ask your Microsoft 365 administrator, or write the mail from the card instead.';
    case 'unavailable':
      return 'Your OneDrive did not answer. Press the button on the card again in a minute.';
    default:
      return unreachable(refused);
  }
}
