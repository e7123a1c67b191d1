import { mailCard } from '../../cards/associations/mail.ts';
import {
  DporMatchPress,
  MailDismissPress,
  MailId,
  MailShowPress,
  MailsPress,
  readMatch,
  typedOf,
} from '../../cards/associations/mail-press.ts';
import { mailsCard } from '../../cards/associations/mails.ts';
import { pasteHintCard } from '../../cards/associations/pasted.ts';
import { listMails, openMailReading } from '../../usecases/associations/mails.ts';
import { matchMailTo, setMailAside } from '../../usecases/associations/match-mail.ts';
import { cardAction, FORBIDDEN, type Command } from '../speaking.ts';

/** `mails`: what waits to be matched, for programme staff; for everybody else how to give Porter such a mail. */
export const mailsCommand: Command = {
  words: ['mails'],
  about: 'chat.about.mails',
  group: 'staff',
  who: ['operator'],
  async run({ context, person, reader }) {
    const found = await listMails(context, person);
    return found.ok ? mailsCard(found.value, reader) : pasteHintCard(reader);
  },
};

export const listMailsAction = cardAction({
  verb: 'dpor.mails',
  who: 'operator',
  data: ['after'],
  inputs: [],
  schema: MailsPress,
  changes: false,
  async run({ context, person, reader }, { data: { after } }) {
    const found = await listMails(context, person, after);
    return found.ok ? { card: mailsCard(found.value, reader) } : FORBIDDEN;
  },
});

export const showMailAction = cardAction({
  verb: 'dpor.mail.show',
  who: 'impartial-operator',
  data: ['mailId'],
  inputs: [],
  schema: MailShowPress,
  changes: false,
  async run({ context, person, reader }, { data }) {
    const mailId = MailId.safeParse(data.mailId);
    if (!mailId.success) return FORBIDDEN;
    const found = await openMailReading(context, person, mailId.data);
    return found.ok ? { card: mailCard(found.value, reader) } : FORBIDDEN;
  },
});

export const matchMailAction = cardAction({
  verb: 'dpor.match',
  who: 'impartial-operator',
  data: ['mailId'],
  inputs: ['subscriptionId', 'candidate', 'partnerId', 'what', 'sentOn'],
  schema: DporMatchPress,
  changes: true,
  async run({ context, person, actor, reader, opId }, { data }) {
    const read = readMatch(data);
    if (!read.ok) {
      const found = await openMailReading(context, person, data.mailId);
      return found.ok ? { card: mailCard(found.value, reader, read.error) } : FORBIDDEN;
    }
    const matched = await matchMailTo(context, actor, data.mailId, read.value, opId);
    if (!matched.ok) return FORBIDDEN;
    const { value } = matched;
    const typed = value.code === 'mismatch' ? { ...typedOf(data), error: value.mismatch } : undefined;
    return { card: mailCard(value.view, reader, typed) };
  },
});

export const dismissMailAction = cardAction({
  verb: 'dpor.mail.dismiss',
  who: 'impartial-operator',
  data: ['mailId'],
  inputs: [],
  schema: MailDismissPress,
  changes: true,
  async run({ context, actor, reader, opId }, { data: { mailId } }) {
    const done = await setMailAside(context, actor, mailId, opId);
    return done.ok ? { card: mailCard(done.value.view, reader) } : FORBIDDEN;
  },
});
