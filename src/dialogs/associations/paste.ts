import {
  MailHandoverPress,
  MailRecordPress,
  pastedCard,
  pastedEnoughCard,
  readPaste,
  type PasteInput,
} from '../../cards/associations/pasted.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { htmlText } from '../../domain/associations/html-text.ts';
import { tellingText } from '../../domain/associations/opened-mail.ts';
import type { OpenMail } from '../../usecases/associations/handle-mail.ts';
import type { DownloadFile } from '../../usecases/files/keep.ts';
import type { AttachedFile } from '../claims/files.ts';
import { handPastedOver, recordPasted } from '../../usecases/associations/answer-pasted.ts';
import { openPasted, pasteMail } from '../../usecases/associations/paste-mail.ts';
import { cardAction, FORBIDDEN, type Answer, type Speaking } from '../speaking.ts';

/** What was said, as it came: line breaks and all, and what the client sent as HTML besides. */
export interface Said {
  readonly text: string;
  readonly html: readonly string[];
}

/** Shorter than any such mail. */
const LEAST_TEXT = 60;
const MAX_HTML = 100_000;

/** Microsoft's mail about a partner of record, pasted or forwarded into the chat: what was read, and whether to report it. */
export async function readPasted(speaking: Speaking, said: Said): Promise<AdaptiveCard | undefined> {
  const { context, actor, person, reader } = speaking;
  const html = said.html.map((one) => htmlText(one.slice(0, MAX_HTML)));
  for (const text of [said.text, ...html]) {
    if (text.length < LEAST_TEXT) continue;
    const view = await pasteMail(context, person, text);
    if (view === 'too-many') return pastedEnoughCard(reader);
    if (view === undefined) continue;
    return pastedCard(view, view.pasted.done === null ? 'asks' : 'done-before', actor.name, reader);
  }
  return undefined;
}

const MAX_MAIL_BYTES = 1_048_576;

/**
 * The same for a mail that was attached as a file. @returns undefined for other files, which may be proof of something else
 */
export async function readAttachedMail(
  speaking: Speaking,
  files: readonly AttachedFile[],
  download: DownloadFile,
  openMail: OpenMail,
): Promise<AdaptiveCard | undefined> {
  const [file, ...others] = files;
  if (file === undefined || others.length > 0 || !/\.eml$/i.test(file.name)) return undefined;
  const got = await download(file.downloadUrl, MAX_MAIL_BYTES);
  const opened = got.ok ? await openMail(got.value) : undefined;
  const text = opened && tellingText(opened, speaking.context.clock.now());
  return text === undefined ? undefined : readPasted(speaking, { text, html: [] });
}

export const recordMailAction = cardAction({
  verb: 'dpor.mail.record',
  who: 'oneself',
  data: ['pasteId', 'partnerId'],
  inputs: ['sentOn'],
  schema: MailRecordPress,
  changes: true,
  run: (speaking, { data }) => answerPaste(speaking, data, recordPasted),
});

export const handMailOverAction = cardAction({
  verb: 'dpor.mail.handover',
  who: 'oneself',
  data: ['pasteId', 'partnerId'],
  inputs: ['sentOn'],
  schema: MailHandoverPress,
  changes: true,
  run: (speaking, { data }) => answerPaste(speaking, data, handPastedOver),
});

async function answerPaste(
  { context, actor, person, reader }: Speaking,
  data: PasteInput,
  work: typeof recordPasted,
): Promise<Answer> {
  const { partnerId, sentOn } = readPaste(data);
  if (partnerId === undefined) {
    const view = await openPasted(context, person, data.pasteId);
    return view === undefined
      ? FORBIDDEN
      : { card: pastedCard(view, 'which-location', actor.name, reader, data) };
  }
  const done = await work(context, actor, person, data.pasteId, { partnerId, sentOn });
  if (!done.ok) return FORBIDDEN;
  const { code, view } = done.value;
  return { card: pastedCard(view, code, actor.name, reader, data) };
}
