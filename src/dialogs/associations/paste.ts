import {
  MailHandoverSubmit,
  MailRecordSubmit,
  pastedCard,
  readPaste,
  type PasteInput,
  type PasteStanding,
} from '../../cards/associations/pasted.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { htmlText } from '../../domain/associations/html-text.ts';
import {
  handPastedOver,
  openPasted,
  pasteMail,
  recordPasted,
  type PasteOutcome,
} from '../../usecases/associations/paste-mail.ts';
import { cardAction, FORBIDDEN, type Answer, type Speaking } from '../speaking.ts';

/** What was said, as it came: line breaks and all, and what the client sent as HTML besides. */
export interface Said {
  readonly text: string;
  readonly html: readonly string[];
}

/** Shorter than any such mail. */
const LEAST_TEXT = 60;
const MOST_HTML = 100_000;

/** Microsoft's mail about a partner of record, pasted or forwarded into the chat: what was read, and whether to record it. */
export async function readPasted(speaking: Speaking, said: Said): Promise<AdaptiveCard | undefined> {
  const { context, person, reader } = speaking;
  const html = said.html.map((one) => htmlText(one.slice(0, MOST_HTML)));
  for (const text of [said.text, ...html]) {
    if (text.length < LEAST_TEXT) continue;
    const view = await pasteMail(context, person, text);
    if (view !== undefined)
      return pastedCard(view, view.pasted.done === null ? 'asks' : 'done-before', reader);
  }
  return undefined;
}

export const recordMailAction = cardAction({
  verb: 'dpor.mail.record',
  schema: MailRecordSubmit,
  changes: true,
  run: (speaking, { data }) => answerPaste(speaking, data, recordPasted),
});

export const handMailOverAction = cardAction({
  verb: 'dpor.mail.handover',
  schema: MailHandoverSubmit,
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
    return view === undefined ? FORBIDDEN : { card: pastedCard(view, 'which-location', reader, data) };
  }
  const done = await work(context, actor, person, data.pasteId, { partnerId, sentOn });
  if (!done.ok) return FORBIDDEN;
  return { card: pastedCard(done.value.view, standingOf(done.value), reader, data) };
}

function standingOf(outcome: PasteOutcome): PasteStanding {
  if (outcome.code !== 'recorded') return outcome.code;
  const { taken } = outcome;
  if (taken.state === 'refused') return taken.why;
  return taken.state === 'taken' ? 'recorded' : 'nothing';
}
