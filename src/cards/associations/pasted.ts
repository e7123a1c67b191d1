import { z } from 'zod';
import type { DporMail } from '../../domain/associations/dpor-mail.ts';
import type { PastedMail } from '../../domain/associations/mail-reading.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import { Day, dayOf } from '../../domain/shared/time.ts';
import { messageCard } from '../chat/message.ts';
import { say } from '../../words/say.ts';
import { asText, NONE, type Text } from '../../words/text.ts';
import { dateTime, type Reader } from '../kit/format.ts';
import type { Choice } from '../kit/choice.ts';
import { head, type StateColor, type Head } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';
import { button, type Button } from './button.ts';
import type { Fact } from './fact.ts';
import { partnerChoice } from './mail-form.ts';
import { saysText, serviceText, toldLine } from './mail-text.ts';

const typed = z.string().max(2_000).optional();
const data = z.strictObject({
  pasteId: z.string().regex(/^[0-9a-f]{32}$/),
  /** Chosen, or of the only location. */
  partnerId: typed,
  sentOn: typed,
});

/** What the card of a pasted mail sends back. It comes from the client: no rights follow from it. */
export const MailRecordPress = z.strictObject({ verb: z.literal('dpor.mail.record'), data });
export const MailHandoverPress = z.strictObject({ verb: z.literal('dpor.mail.handover'), data });
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
  readonly fallbackText: Text;
  readonly head: Head;
  readonly lines: readonly Text[];
  readonly facts: readonly Fact[];
  readonly asks: boolean;
  readonly partners: readonly Choice[];
  readonly partnerId: string;
  readonly asksDay: boolean;
  readonly today: string;
  readonly sentOn: string;
  readonly dayError: Text;
  readonly small: Text;
  readonly buttons: readonly Button[];
}

interface PastedView {
  readonly pasted: PastedMail;
  readonly said: DporMail;
  readonly locations: readonly Location[];
}

const render = cardTemplate<PastedData>('mail-pasted');

/**
 * What was read of a mail that somebody pasted, and whether to report it; nothing is said of what Porter knows about that
 * customer.
 *
 * @param teller whoever pasted it
 */
export function pastedCard(
  view: PastedView,
  standing: PasteStanding,
  teller: string,
  reader: Reader,
  input: Pick<PasteInput, 'sentOn'> = {},
): AdaptiveCard {
  const { said, locations } = view;
  const asks = ASKING.includes(standing) && locations.length > 0;
  const customer = clean(said.organization);
  return render(
    {
      fallbackText: fallbackOf(customer, say(reader, `mails.pasted.line.${standing}`), reader),
      head: head(
        say(reader, 'mails.pasted.kind'),
        '',
        customer === NONE ? say(reader, 'mails.pasted.unnamed') : customer,
        say(reader, `mails.pasted.state.${standing}`),
        COLORS[standing],
      ),
      lines: linesOf(view, standing, teller, reader),
      facts: factsOf(view, reader),
      asks,
      partners: locations.map(partnerChoice),
      partnerId: '',
      asksDay: asks && (said.sentAt === undefined || said.sentAt > reader.now),
      today: dayOf(reader.now),
      sentOn: Day.safeParse(input.sentOn).data ?? '',
      dayError: standing === 'undated' ? say(reader, 'mails.pasted.day-error') : NONE,
      small: ASKING.includes(standing) ? say(reader, 'mails.pasted.name-kept') : NONE,
      buttons: asks ? [buttonOf(view, standing, reader)] : [],
    },
    reader,
  );
}

function fallbackOf(customer: Text, line: Text, reader: Reader): Text {
  return customer === NONE
    ? say(reader, 'mails.pasted.fallback-unnamed', { line })
    : say(reader, 'mails.pasted.fallback', { customer, line });
}

function linesOf(
  { locations }: PastedView,
  standing: PasteStanding,
  teller: string,
  reader: Reader,
): readonly Text[] {
  if (locations.length === 0) return [say(reader, 'mails.pasted.no-role')];
  const line = say(reader, `mails.pasted.line.${standing}`);
  return TOLD.includes(standing) ? [toldLine({ toldByName: teller }, reader), line] : [line];
}

function factsOf({ said, locations }: PastedView, reader: Reader): readonly Fact[] {
  const [only, ...more] = locations;
  const { sentAt } = said;
  const service = serviceText({ ...said, starts: mutable(said.starts), ends: mutable(said.ends) }, reader);
  return [
    { title: say(reader, 'mails.fact.says'), value: saysText(said.what, reader) },
    ...(service === NONE ? [] : [{ title: say(reader, 'mails.fact.service'), value: service }]),
    ...(sentAt === undefined
      ? []
      : [{ title: say(reader, 'mails.fact.sent'), value: dateTime(sentAt, reader) }]),
    ...(only === undefined || more.length > 0
      ? []
      : [
          {
            title: say(reader, 'mails.fact.location'),
            value: asText(`${plain(only.name, 60)} ${only.partnerId}`),
          },
        ]),
  ];
}

/** How to give Porter a mail, for somebody who asks. */
export function pasteHintCard(reader: Reader): AdaptiveCard {
  return messageCard(
    {
      kind: say(reader, 'chat.porter'),
      subject: say(reader, 'mails.hint.subject'),
      lines: [say(reader, 'mails.hint')],
    },
    reader,
  );
}

/** Somebody has pasted more of them than are kept at a time. */
export function pastedEnoughCard(reader: Reader): AdaptiveCard {
  return messageCard(
    {
      kind: say(reader, 'chat.porter'),
      subject: say(reader, 'mails.hint.subject'),
      lines: [say(reader, 'mails.enough')],
    },
    reader,
  );
}

/** Names the only location; among several the choice on the card does. */
function buttonOf({ pasted, locations }: PastedView, standing: PasteStanding, reader: Reader): Button {
  const { pasteId } = pasted;
  const [only, ...more] = locations;
  const ids = only === undefined || more.length > 0 ? { pasteId } : { pasteId, partnerId: only.partnerId };
  return standing === 'unmatched'
    ? button(say(reader, 'mails.pasted.hand-over'), 'dpor.mail.handover', ids)
    : button(say(reader, 'mails.pasted.report'), 'dpor.mail.record', ids);
}

const ASKING: readonly PasteStanding[] = ['asks', 'which-location', 'undated', 'unmatched'];
/** Somebody's word, and nothing more yet. */
const TOLD: readonly PasteStanding[] = ['told', 'handed-over'];

const COLORS: { readonly [standing in PasteStanding]: StateColor } = {
  asks: 'Accent',
  'which-location': 'Accent',
  undated: 'Accent',
  told: 'Accent',
  known: 'Default',
  nothing: 'Default',
  unmatched: 'Attention',
  'handed-over': 'Default',
  'too-many': 'Attention',
  'done-before': 'Default',
};

function mutable({ written, days }: DporMail['starts']) {
  return { written, days: [...days] };
}
