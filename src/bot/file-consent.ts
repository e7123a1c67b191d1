import type { Attachment, TurnContext } from 'botbuilder';
import {
  consentAttachment,
  fileInfoAttachment,
  FileConsentValue,
  type FileConsent,
} from '../cards/files/consent.ts';
import { attachment, summaryOf, type AdaptiveCard } from '../cards/kit/template.ts';
import { consentAnswered } from '../dialogs/files/answered.ts';
import { ONLY_IN_PERSON } from '../dialogs/files/offer.ts';
import { FORBIDDEN, INVALID, type Refusal, type Speaking } from '../dialogs/speaking.ts';
import { clean } from '../cards/kit/text.ts';
import { isCopilot } from './host.ts';
import type { Reads } from '../words/language.ts';
import { say } from '../words/say.ts';
import type { UploadFile } from '../usecases/files/consent.ts';

export const FILE_CONSENT = 'fileConsent/invoke';

/** What is answered to the invoke itself; the person reads what is in the chat. */
export type ConsentReply = { readonly said: string } | Refusal;

/**
 * Asks, in the chat that the turn came from, whether a file may be put into the person's OneDrive. Copilot does not ask: there a
 * sentence says where files are had.
 */
export async function askForConsent(turn: TurnContext, consent: FileConsent, reader: Reads): Promise<void> {
  if (isCopilot(turn.activity)) {
    await turn.sendActivity(say(reader, 'sharing.files-in-teams'));
    return;
  }
  const summary = say(reader, 'files.consent.ask', { name: clean(consent.name) });
  await turn.sendActivity({ type: 'message', summary, attachments: [consentAttachment(consent)] });
}

/** The person has answered Teams' question about a file. */
export async function onFileConsent(
  turn: TurnContext,
  speaking: Speaking,
  upload: UploadFile,
): Promise<ConsentReply> {
  const answered = FileConsentValue.safeParse(turn.activity.value);
  if (!answered.success) return INVALID;
  if (speaking.shared === true || speaking.aside === true) return ONLY_IN_PERSON;
  const saved = say(speaking.reader, 'files.consent.saved');
  const outcome = await consentAnswered(speaking, answered.data, upload);
  switch (outcome.kind) {
    case 'saved':
      if (answered.data.action === 'accept') {
        await show(turn, saved, fileInfoAttachment(answered.data.uploadInfo));
      }
      await dropQuestion(turn);
      return { said: saved };
    case 'declined':
      await replaceQuestion(turn, outcome.card);
      return { said: summaryOf(outcome.card) };
    case 'failed':
      await show(turn, summaryOf(outcome.card), attachment(outcome.card));
      return { said: summaryOf(outcome.card) };
    case 'repeated':
      return { said: say(speaking.reader, 'files.consent.repeated') };
    case 'forbidden':
      return FORBIDDEN;
  }
}

async function show(turn: TurnContext, summary: string, attached: Attachment): Promise<void> {
  await turn.sendActivity({ type: 'message', summary, attachments: [attached] });
}

/** A question that was answered is asked no longer; where it cannot be taken away it does no harm. */
async function dropQuestion(turn: TurnContext): Promise<void> {
  const { replyToId } = turn.activity;
  if (replyToId !== undefined && replyToId !== '') {
    await turn.deleteActivity(replyToId).catch(() => undefined);
  }
}

async function replaceQuestion(turn: TurnContext, card: AdaptiveCard): Promise<void> {
  const { replyToId } = turn.activity;
  const message = { type: 'message', summary: summaryOf(card), attachments: [attachment(card)] };
  const replaced =
    replyToId !== undefined &&
    replyToId !== '' &&
    (await turn.updateActivity({ ...message, id: replyToId }).then(
      () => true,
      () => false,
    ));
  if (!replaced) await turn.sendActivity(message);
}
