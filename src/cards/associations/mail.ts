import type { Candidate } from '../../domain/associations/match-mail.ts';
import type { MailReading, MailState } from '../../domain/associations/mail-reading.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { unreachable } from '../../domain/shared/result.ts';
import { dayOf } from '../../domain/shared/time.ts';
import type { Choice } from '../kit/choice.ts';
import { dateTime, day, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { bold, clean, plain } from '../kit/text.ts';
import type { MatchTyped } from './mail-submit.ts';
import { saysText, serviceText, whyText } from './mail-text.ts';
import { nameOf } from './mails.ts';
import { productName, shortId } from './product.ts';

interface MailData {
  readonly fallbackText: string;
  readonly head: Head;
  readonly what: string;
  readonly facts: readonly { readonly title: string; readonly value: string }[];
  readonly small: string;
  readonly isOpen: boolean;
  readonly form: Required<MatchTyped> & {
    readonly open: boolean;
    readonly idLabel: string;
    readonly candidates: readonly Choice[];
    readonly partners: readonly Choice[];
    /** It was addressed to no mailbox that is known, or its addresses could not be read. */
    readonly asksPartner: boolean;
    /** It does not tell when it was sent. */
    readonly asksDay: boolean;
    /** The latest day that it may have been sent on. */
    readonly latest: string;
  };
  readonly mailId: string;
}

const render = cardTemplate<MailData>('mail');

/** One mail for an operator: what was read of it, what it may mean, and what became of it. */
export function mailCard(
  view: {
    readonly reading: MailReading;
    readonly locations: readonly Location[];
    readonly candidates: readonly Candidate[];
  },
  reader: Reader,
  typed?: MatchTyped,
): AdaptiveCard {
  const { reading, locations, candidates } = view;
  const { state, color } = standingOf(reading);
  const isOpen = reading.state === 'unmatched';
  const service = serviceText(reading);
  return render({
    fallbackText: clean(`Mail about ${nameOf(reading)}: ${state}`),
    head: head('Mail to match', '', nameOf(reading), state, color),
    what: whatText(reading, reader),
    facts: [
      { title: 'Says', value: saysText(reading.what) },
      ...(service === '' ? [] : [{ title: 'Service', value: service }]),
      ...(locations.length === 0
        ? []
        : [
            {
              title: 'Partner',
              value: locations.map(({ name, partnerId }) => `${plain(name, 60)} ${partnerId}`).join('; '),
            },
          ]),
      {
        title: 'Sent',
        value: reading.sentAt === null ? 'Not known' : dateTime(reading.sentAt, reader),
      },
      ...(reading.sentAt === null ? [{ title: 'Arrived', value: dateTime(reading.receivedAt, reader) }] : []),
      ...(reading.decision === null
        ? []
        : [{ title: 'Subscription', value: reading.decision.subscriptionId }]),
    ],
    small:
      reading.source === 'chat'
        ? toldText(reading)
        : reading.state === 'unmatched'
          ? 'It is kept as it arrived. Nothing in it was loaded or followed.'
          : '',
    isOpen,
    form: {
      open: isOpen && typed !== undefined,
      candidates: candidates.map(({ customer, subscription }) => ({
        title: clean(
          [
            customer.name,
            productName(subscription.product).replaceAll('\\', ''),
            [subscription.starts, subscription.ends]
              .flatMap((one) => (one === null ? [] : [day(one, reader)]))
              .join(' to '),
            shortId(subscription.subscriptionId),
            subscription.dporPartnerId === null ? 'held by nobody' : `held by ${subscription.dporPartnerId}`,
          ]
            .filter((part) => part !== '')
            .join(' · '),
          200,
        ),
        value: subscription.subscriptionId,
      })),
      candidate: typed?.candidate ?? '',
      idLabel: candidates.length === 0 ? 'Subscription ID it means' : 'Or another subscription ID',
      subscriptionId: clean(typed?.subscriptionId ?? ''),
      subscriptionError: typed?.subscriptionError ?? '',
      asksPartner: isOpen && locations.length === 0,
      partners: locations.map(({ name, partnerId }) => ({
        title: clean(`${name} ${partnerId}`, 80),
        value: partnerId,
      })),
      partnerId: typed?.partnerId ?? '',
      partnerError: typed?.partnerError ?? '',
      what: typed?.what || reading.what || 'added',
      asksDay: isOpen && reading.sentAt === null,
      latest: dayOf(reading.receivedAt),
      sentOn: typed?.sentOn ?? '',
      dayError: typed?.dayError ?? '',
    },
    mailId: reading.mailId,
  });
}

/** Whose word it is. */
function toldText({ told, state }: MailReading): string {
  const by = told === undefined ? 'somebody of this partner' : plain(told.name, 80);
  return state === 'unmatched' ? `Told by ${by}, not confirmed.` : `Told by ${by}, who pasted it.`;
}

const STATES: { readonly [state in MailState]: { readonly state: string; readonly color: StateColor } } = {
  unmatched: { state: 'Unmatched', color: 'Accent' },
  matched: { state: 'Matched', color: 'Good' },
  taken: { state: 'Matched', color: 'Good' },
  refused: { state: 'Refused', color: 'Attention' },
  nothing: { state: 'No change', color: 'Default' },
  repeat: { state: 'Known', color: 'Default' },
  'set-aside': { state: 'Set aside', color: 'Default' },
  confirmed: { state: 'Confirmed', color: 'Good' },
};

/** Of a mail that waits: why, in a word or two. */
function standingOf({ state, why }: MailReading): { readonly state: string; readonly color: StateColor } {
  if (state !== 'unmatched') return STATES[state];
  if (why === 'not-authentic') return { state: 'Not authentic', color: 'Attention' };
  return why === 'undated' ? { state: 'Undated', color: 'Accent' } : STATES[state];
}

function whatText(reading: MailReading, reader: Reader): string {
  const { state, why, decidedBy } = reading;
  const by =
    decidedBy === null ? '' : ` ${bold(decidedBy.name)} said so on ${dateTime(decidedBy.at, reader)}.`;
  switch (state) {
    case 'unmatched':
      return why === null ? 'It waits to be matched.' : whyText(why, reader);
    case 'matched':
      return `It is matched, and its change is being taken in.${by}`;
    case 'taken':
      return `Its change was taken in. Whoever lost or gained the subscription by it is told.${by}`;
    case 'refused':
      return `${why === null ? 'The rules refuse its change.' : whyText(why, reader)}${by}`;
    case 'nothing':
      return `There was nothing to take away: this partner does not hold the subscription.${by}`;
    case 'repeat':
      return 'The same mail had come before, so it changes nothing.';
    case 'set-aside':
      return `It tells of no change of a partner of record.${by}`;
    case 'confirmed':
      return 'An event or a mail of Microsoft’s own has said the same since, so nobody needs to decide it.';
    default:
      return unreachable(state);
  }
}
