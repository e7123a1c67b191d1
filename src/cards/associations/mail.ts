import type { MailReading, MailState } from '../../domain/associations/mail-reading.ts';
import { say } from '../../words/say.ts';
import { asText, NONE, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import { dateTime, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { bold, clean, plain } from '../kit/text.ts';
import type { Fact } from './fact.ts';
import { mailForm, type MailForm, type MailView } from './mail-form.ts';
import type { MatchTyped } from './mail-press.ts';
import { aboutWhom, saysText, serviceText, whyText } from './mail-text.ts';

interface MailData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly what: Text;
  readonly facts: readonly Fact[];
  readonly small: Text;
  readonly isOpen: boolean;
  readonly form: MailForm;
  readonly mailId: string;
}

const render = cardTemplate<MailData>('mail');

/** One mail for an operator: what was read of it, what it may mean, and what became of it. */
export function mailCard(view: MailView, reader: Reader, typed?: MatchTyped): AdaptiveCard {
  const { reading } = view;
  const subject = aboutWhom(reading, reader);
  const { state, color } = standingOf(reading, reader);
  return render(
    {
      fallbackText: say(reader, 'mails.mail.fallback', { subject: clean(subject), state }),
      head: head(say(reader, 'mails.mail.kind'), '', subject, state, color),
      what: whatText(reading, reader),
      facts: factsOf(view, reader),
      small: smallText(reading, reader),
      isOpen: reading.state === 'unmatched',
      form: mailForm(view, typed, reader),
      mailId: reading.mailId,
    },
    reader,
  );
}

function factsOf({ reading, locations }: MailView, reader: Reader): readonly Fact[] {
  const { what, sentAt, receivedAt, decision } = reading;
  const service = serviceText(reading, reader);
  const partners = dotted(
    ...locations.map(({ name, partnerId }) => asText(`${plain(name, 60)} ${partnerId}`)),
  );
  const sent = sentAt === null ? say(reader, 'mails.mail.not-known') : dateTime(sentAt, reader);
  const facts: readonly Fact[] = [
    { title: say(reader, 'mails.fact.says'), value: saysText(what, reader) },
    { title: say(reader, 'mails.fact.service'), value: service },
    { title: say(reader, 'mails.fact.partner'), value: partners },
    { title: say(reader, 'mails.fact.sent'), value: sent },
    {
      title: say(reader, 'mails.fact.arrived'),
      value: sentAt === null ? dateTime(receivedAt, reader) : NONE,
    },
    {
      title: say(reader, 'mails.fact.subscription'),
      value: decision === null ? NONE : clean(decision.subscriptionId),
    },
  ];
  return facts.filter(({ value }) => value !== NONE);
}

/** Of a pasted mail whose word it is; of another that waits, that nothing was done with it. */
function smallText({ source, told, state }: MailReading, reader: Reader): Text {
  const isOpen = state === 'unmatched';
  if (source !== 'chat') return isOpen ? say(reader, 'mails.mail.kept') : NONE;
  if (told === undefined) {
    return say(reader, isOpen ? 'mails.mail.told-by-somebody' : 'mails.mail.pasted-by-somebody');
  }
  const name = plain(told.name, 80);
  return say(reader, isOpen ? 'mails.mail.told-by' : 'mails.mail.pasted-by', { name });
}

const COLORS: { readonly [state in MailState]: StateColor } = {
  unmatched: 'Accent',
  matched: 'Good',
  taken: 'Good',
  refused: 'Attention',
  nothing: 'Default',
  repeat: 'Default',
  'set-aside': 'Default',
  confirmed: 'Good',
};

/** Of a mail that waits: why, in a word or two. */
function standingOf(
  { state, why }: MailReading,
  reader: Reader,
): { readonly state: Text; readonly color: StateColor } {
  if (state === 'unmatched' && why === 'not-authentic') {
    return { state: say(reader, 'mails.state.not-authentic'), color: 'Attention' };
  }
  if (state === 'unmatched' && why === 'undated') {
    return { state: say(reader, 'mails.state.undated'), color: 'Accent' };
  }
  return { state: say(reader, `mails.state.${state}`), color: COLORS[state] };
}

/** States that a person's decision leads to, and that name them. */
const DECIDED: readonly MailState[] = ['matched', 'taken', 'refused', 'nothing', 'set-aside'];

function whatText({ state, why, decidedBy }: MailReading, reader: Reader): Text {
  const isWhy = state === 'unmatched' || state === 'refused';
  const what = isWhy && why !== null ? whyText(why, reader) : say(reader, `mails.what.${state}`);
  if (decidedBy === null || !DECIDED.includes(state)) return what;
  const { name, at } = decidedBy;
  return say(reader, 'mails.mail.decided', { what, name: bold(name), when: dateTime(at, reader) });
}
