import { z } from 'zod';
import type { DporMail } from '../../domain/associations/dpor-mail.ts';
import type { PastedMail } from '../../domain/associations/mail-reading.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import { Day, dayOf } from '../../domain/shared/time.ts';
import { messageCard } from '../chat/message.ts';
import type { ActionData } from '../kit/action.ts';
import { dateTime, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { bold, clean, plain } from '../kit/text.ts';
import { saysText, serviceText } from './mail-text.ts';

const typed = z.string().max(2_000).optional();
const data = z.strictObject({
  pasteId: z.string().regex(/^[0-9a-f]{32}$/),
  /** Chosen, or of the only location. */
  partnerId: typed,
  sentOn: typed,
});

/** What the card of a pasted mail sends back. It comes from the client: no rights follow from it. */
export const MailRecordSubmit = z.strictObject({ verb: z.literal('dpor.mail.record'), data });
export const MailHandoverSubmit = z.strictObject({ verb: z.literal('dpor.mail.handover'), data });
export type PasteInput = z.infer<typeof data>;

export function readPaste(input: PasteInput): {
  readonly partnerId: PartnerId | undefined;
  readonly sentOn: Day | undefined;
} {
  return {
    partnerId: PartnerId.safeParse(input.partnerId).data,
    sentOn: Day.safeParse(input.sentOn).data,
  };
}

/** `asks`: whether to report it. Else what became of it. */
export type PasteStanding =
  | 'asks'
  | 'which-location'
  | 'undated'
  | 'told'
  | 'known'
  | 'nothing'
  | 'unmatched'
  | 'handed-over'
  | 'too-many'
  | 'done-before';

interface PastedData {
  readonly fallbackText: string;
  readonly head: Head;
  readonly lines: readonly string[];
  readonly facts: readonly { readonly title: string; readonly value: string }[];
  readonly asks: boolean;
  readonly partners: readonly { readonly title: string; readonly value: string }[];
  readonly partnerId: string;
  readonly asksDay: boolean;
  readonly today: string;
  readonly sentOn: string;
  readonly dayError: string;
  readonly small: string;
  readonly buttons: readonly {
    readonly title: string;
    readonly verb: string;
    readonly data: ActionData;
    readonly submit: ActionData;
  }[];
}

const render = cardTemplate<PastedData>('mail-pasted');

/**
 * What was read of a mail that somebody pasted, and whether to report it; nothing is said of what Porter knows about that
 * customer.
 *
 * @param teller whoever pasted it
 */
export function pastedCard(
  view: { readonly pasted: PastedMail; readonly said: DporMail; readonly locations: readonly Location[] },
  standing: PasteStanding,
  teller: string,
  reader: Reader,
  input: Pick<PasteInput, 'sentOn'> = {},
): AdaptiveCard {
  const { pasted, said, locations } = view;
  const asks = ASKING.some((one) => one === standing);
  const asksDay = asks && (said.sentAt === undefined || said.sentAt > reader.now);
  const line = `${TOLD.some((one) => one === standing) ? `Told by ${bold(teller)}, not confirmed. ` : ''}${LINES[standing]}`;
  const [only, ...more] = locations;
  const { state, color } = STATES[standing];
  const service = serviceText({ ...said, starts: mutable(said.starts), ends: mutable(said.ends) });
  return render({
    fallbackText: clean(
      `A mail about ${said.organization || 'a customer'}: ${line.replaceAll(/\*\*|\\/g, '')}`,
    ),
    head: head('Mail you pasted', '', said.organization || 'A customer without a name', state, color),
    lines: [
      only === undefined ? 'You hold no role at a partner, so there is nothing to report for you.' : line,
    ],
    facts: [
      { title: 'Says', value: saysText(said.what) },
      ...(service === '' ? [] : [{ title: 'Service', value: service }]),
      ...(said.sentAt === undefined ? [] : [{ title: 'Sent', value: dateTime(said.sentAt, reader) }]),
      ...(only === undefined || more.length > 0
        ? []
        : [{ title: 'Location', value: `${plain(only.name, 60)} ${only.partnerId}` }]),
    ],
    asks: asks && only !== undefined,
    partners: locations.map(({ name, partnerId }) => ({
      title: clean(`${name} ${partnerId}`, 80),
      value: partnerId,
    })),
    partnerId: '',
    asksDay,
    today: dayOf(reader.now),
    sentOn: Day.safeParse(input.sentOn).data ?? '',
    dayError: standing === 'undated' ? 'Give the day on which the mail came; it cannot lie ahead.' : '',
    small: asks ? 'A pasted text proves nothing, so your name is kept with it.' : '',
    buttons:
      asks && only !== undefined
        ? buttonsOf(standing, pasted.pasteId, more.length === 0 ? only.partnerId : undefined)
        : [],
  });
}

/** How to give Porter a mail, for somebody who asks. */
export function pasteHintCard(): AdaptiveCard {
  return messageCard({
    kind: 'Porter',
    subject: 'Mails about a partner of record',
    lines: [
      'Paste the mail in which Microsoft says that a customer added or removed you as their subscription advisor. I show what I read, and ask the operators of the programme if you report it.',
    ],
  });
}

/** Somebody has pasted more of them than are kept at a time. */
export function pastedEnoughCard(): AdaptiveCard {
  return messageCard({
    kind: 'Porter',
    subject: 'Mails about a partner of record',
    lines: [
      'You have pasted as many of these mails within a week as I can keep. Paste this one again in a few days.',
    ],
  });
}

function buttonsOf(standing: PasteStanding, pasteId: string, partnerId: PartnerId | undefined) {
  const ids: ActionData = partnerId === undefined ? { pasteId } : { pasteId, partnerId };
  const button = (title: string, verb: string) => ({ title, verb, data: ids, submit: { ...ids, verb } });
  return standing === 'unmatched'
    ? [button('Ask the operators', 'dpor.mail.handover')]
    : [button('Report change', 'dpor.mail.record')];
}

const ASKING: readonly PasteStanding[] = ['asks', 'which-location', 'undated', 'unmatched'];
/** Somebody's word, and nothing more yet. */
const TOLD: readonly PasteStanding[] = ['told', 'handed-over'];

const LINES: { readonly [standing in PasteStanding]: string } = {
  asks: 'This is what I read. Shall I report it? It changes nothing by itself: the operators, a mail of Microsoft’s own or an event has to say the same.',
  'which-location': 'Choose the location that it is about.',
  undated: 'The text does not say when it was sent.',
  told: 'The partner of record stays as it is until the operators, a mail of Microsoft’s own or an event says the same.',
  known: 'I have that already: your location holds this subscription.',
  nothing: 'There is nothing to take away: your location does not hold this subscription.',
  unmatched:
    'You have nothing to do with a customer of this name, as far as I know, so nothing was reported. The operators of the programme can look at it.',
  'handed-over': 'The operators of the programme have it now, and decide which subscription it means.',
  'too-many':
    'You or your location have reported as many mails today as I can take. Report this one tomorrow.',
  'done-before': 'You have told me what to do with this one before.',
};

const STATES: {
  readonly [standing in PasteStanding]: { readonly state: string; readonly color: Head['stateColor'] };
} = {
  asks: { state: 'Not reported', color: 'Accent' },
  'which-location': { state: 'Not reported', color: 'Accent' },
  undated: { state: 'Not reported', color: 'Accent' },
  told: { state: 'Not confirmed', color: 'Accent' },
  known: { state: 'No change', color: 'Default' },
  nothing: { state: 'No change', color: 'Default' },
  unmatched: { state: 'Not reported', color: 'Attention' },
  'handed-over': { state: 'With operators', color: 'Default' },
  'too-many': { state: 'Not reported', color: 'Attention' },
  'done-before': { state: 'Done', color: 'Default' },
};

function mutable({ written, days }: DporMail['starts']) {
  return { written, days: [...days] };
}
