import { z } from 'zod';
import type { Rights } from '../../domain/memberships/rights.ts';
import { BENEFIT_SEATS_FLOOR, CPOR_SEATS_FLOOR } from '../../domain/referrals/policy.ts';
import { DeclineReason, type Offer, type Part, type Referral } from '../../domain/referrals/referral.ts';
import { ReferralId } from '../../domain/shared/ids.ts';
import { ok, refuse, unreachable, type Result } from '../../domain/shared/result.ts';
import { countryName, dateTime, languageName, number, timeLeft, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { DECLINE_REASON_NAMES, industryName, REFERRAL_KIND_NAMES, WORKLOAD_NAMES } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { bold, clean, listed, paragraphs, plain } from '../kit/text.ts';

interface Fact {
  readonly title: string;
  readonly value: string;
}

interface ReferralOfferData {
  readonly fallbackText: string;
  readonly head: Head;
  /** Who decided and when; `''` while the offer is open. */
  readonly outcome: string;
  readonly facts: readonly Fact[];
  readonly note: string;
  /** What to do next. */
  readonly next: string;
  readonly canDecide: boolean;
  readonly form: DeclineForm;
  readonly referralId: string;
  readonly part: number;
  readonly round: number;
}

interface DeclineForm {
  /** Shown in the card itself, not behind a button: it came back with an error. */
  readonly open: boolean;
  readonly reason: string;
  readonly reasonError: string;
  readonly notes: string;
  readonly notesError: string;
  readonly choices: readonly Fact[];
}

/** What was typed into a decline that could not be taken, and what is wrong with it. */
export interface DeclineTyped {
  readonly reason: string;
  readonly notes: string;
  readonly reasonError?: string;
  readonly notesError?: string;
}

const render = cardTemplate<ReferralOfferData>('referral-offer');

/**
 * A referral as one location's people see it, in the state it is in now. The customer's contact and notes are on it
 * only once this location has accepted.
 */
export function referralOfferCard(
  view: {
    readonly referral: Referral;
    readonly part: Part;
    readonly offer: Offer;
    readonly location: Rights['location'];
  },
  reader: Reader,
  typed?: DeclineTyped,
): AdaptiveCard {
  const { referral, part, offer, location } = view;
  const { state, color } = stateOf(offer, reader);
  const open = offer.status === 'offered';
  const kind = REFERRAL_KIND_NAMES[referral.kind];
  return render({
    fallbackText: clean(`${kind}: ${referral.customer.name}, ${fallbackOf(offer, reader)}`),
    head: head(kind, location.name, referral.customer.name, state, color),
    outcome: outcomeOf(offer, reader),
    facts: factsOf(referral, part, offer, reader),
    note: offer.status === 'accepted' ? incentiveNote(referral.customer.seats, reader) : '',
    next: nextOf(offer),
    canDecide: open,
    form: formOf(open ? typed : undefined),
    referralId: referral.referralId,
    part: part.part,
    round: offer.round,
  });
}

const at = {
  referralId: ReferralId,
  part: z.number().int().min(1),
  offer: z.number().int().min(1).optional(),
};

/** What the card sends back. It comes from the client: no rights follow from it. */
export const ReferralShowSubmit = z.strictObject({
  verb: z.literal('referral.show'),
  data: z.strictObject(at),
});
export const ReferralAcceptSubmit = z.strictObject({
  verb: z.literal('referral.accept'),
  /** A client may send the inputs of the form beside it along. */
  data: z.strictObject({ ...at, reason: z.string().optional(), notes: z.string().optional() }),
});
export const ReferralDeclineSubmit = z.strictObject({
  verb: z.literal('referral.decline'),
  /** The inputs are judged apart, so that a bad one brings the form back. */
  data: z.strictObject({ ...at, reason: z.string().optional(), notes: z.string().optional() }),
});
export type DeclineInput = z.infer<typeof ReferralDeclineSubmit>['data'];

const MOST_NOTES = 4_000;

/** The decision's input, or the form as it comes back: what was typed and what to say beside each field. */
export function readDecline(
  submit: Pick<DeclineInput, 'reason' | 'notes'>,
): Result<{ readonly reason: DeclineReason; readonly notes: string }, DeclineTyped> {
  const reason = DeclineReason.safeParse(submit.reason);
  const notes = submit.notes ?? '';
  const tooLong = notes.length > MOST_NOTES;
  if (reason.success && !tooLong) return ok({ reason: reason.data, notes });
  return refuse({
    reason: reason.success ? reason.data : '',
    notes: notes.slice(0, MOST_NOTES),
    reasonError: reason.success ? '' : 'Choose a reason from the list.',
    notesError: tooLong ? `Notes hold at most ${MOST_NOTES} characters; the rest was cut off here.` : '',
  });
}

export const NOTES_NEEDED = 'With the reason Other, say in a few words why.';

function stateOf(offer: Offer, reader: Reader): { state: string; color: StateColor } {
  switch (offer.status) {
    case 'offered':
      return {
        state: offer.respondBy === null ? 'Open' : timeLeft(offer.respondBy, reader),
        color: 'Accent',
      };
    case 'accepted':
      return { state: 'Accepted', color: 'Good' };
    case 'declined':
      return { state: 'Declined', color: 'Default' };
    case 'timed-out':
      return { state: 'Timed out', color: 'Attention' };
    case 'withdrawn':
      return { state: 'Withdrawn', color: 'Default' };
    case 'ftc':
      return { state: 'With FastTrack', color: 'Default' };
    case 'not-eligible':
      return { state: 'Not eligible', color: 'Default' };
    default:
      return unreachable(offer.status);
  }
}

function fallbackOf(offer: Offer, reader: Reader): string {
  if (offer.status === 'offered' && offer.respondBy !== null) {
    return `answer by ${dateTime(offer.respondBy, reader)}`;
  }
  return stateOf(offer, reader).state.toLowerCase();
}

function outcomeOf(offer: Offer, reader: Reader): string {
  const when = offer.decidedAt === null ? '' : dateTime(offer.decidedAt, reader);
  const who = bold(offer.decidedBy?.name ?? '') || 'Somebody';
  switch (offer.status) {
    case 'accepted':
      return `${who} accepted on ${when}.`;
    case 'declined':
      return `${who} declined on ${when}: ${declineReason(offer)}.`;
    case 'timed-out':
      return `Nobody answered in time. The offer ended on ${offer.respondBy === null ? when : dateTime(offer.respondBy, reader)}.`;
    case 'withdrawn':
      return `The referral was withdrawn on ${when}${offer.reason === '' ? '' : `: ${plain(offer.reason)}`}.`;
    case 'offered':
    case 'ftc':
    case 'not-eligible':
      return '';
    default:
      return unreachable(offer.status);
  }
}

function declineReason(offer: Offer): string {
  const reason = DeclineReason.safeParse(offer.reason);
  const name = reason.success ? DECLINE_REASON_NAMES[reason.data].toLowerCase() : 'no reason given';
  return offer.notes.trim() === '' ? name : `${name} (${plain(offer.notes, 300)})`;
}

function factsOf(referral: Referral, part: Part, offer: Offer, reader: Reader): Fact[] {
  const { customer } = referral;
  const size = `${number(customer.seats, reader)} seats`;
  const where = `${countryName(customer.country, reader)}, ${languageName(customer.language, reader)}`;
  const facts: Fact[] = [];
  if (offer.status === 'accepted') facts.push(...contactFacts(referral));
  facts.push({ title: 'Customer', value: `${size} · ${industryName(customer.industry)} · ${where}` });
  facts.push({ title: 'Workloads', value: part.workloads.map((id) => WORKLOAD_NAMES[id]).join(', ') });
  if (offer.status === 'offered') {
    facts.push({ title: 'Why you', value: whyYou(offer) });
    if (offer.respondBy !== null) facts.push({ title: 'Answer by', value: dateTime(offer.respondBy, reader) });
  }
  return facts;
}

function contactFacts({ customer: { contact }, notes }: Referral): Fact[] {
  const ways = contact === null ? [] : [contact.name, contact.email, contact.phone].filter((way) => way !== '');
  return [
    {
      title: 'Contact',
      value: ways.length === 0 ? 'None was given with the referral' : ways.map((way) => plain(way)).join(' · '),
    },
    ...(notes.trim() === '' ? [] : [{ title: 'Notes', value: paragraphs(notes, 1_000) }]),
  ];
}

function whyYou(offer: Offer): string {
  if (offer.why !== 'claim') return 'Your location meets every criterion and was next in turn';
  const claimed = listed(offer.claimed.map((id) => WORKLOAD_NAMES[id]));
  return claimed === ''
    ? 'You hold an approved CPOR claim on this customer'
    : `You hold an approved CPOR claim on ${claimed} here`;
}

function nextOf(offer: Offer): string {
  switch (offer.status) {
    case 'offered':
      return 'Accept to see the customer’s contact and notes.';
    case 'accepted':
      return 'Next: call the customer within 2 business days.';
    case 'declined':
    case 'timed-out':
      return 'It is being offered to another partner. There is nothing left to do.';
    case 'withdrawn':
      return 'There is nothing left to do.';
    case 'ftc':
    case 'not-eligible':
      return '';
    default:
      return unreachable(offer.status);
  }
}

/** Source: FPC Customer Referrals FAQ, questions on incentives and on the CPOR high-water mark. */
function incentiveNote(seats: number, reader: Reader): string {
  const own = `Referrals pay no incentive themselves. With ${number(seats, reader)} seats this customer is `;
  if (seats < BENEFIT_SEATS_FLOOR) return `${own}below the ${BENEFIT_SEATS_FLOOR} from which FastTrack applies.`;
  if (seats <= CPOR_SEATS_FLOOR) return `${own}not above the ${CPOR_SEATS_FLOOR} from which CPOR pays.`;
  return `${own}above the ${CPOR_SEATS_FLOOR} from which CPOR pays, from the first licence on.`;
}

function formOf(typed: DeclineTyped | undefined): DeclineForm {
  return {
    open: typed !== undefined,
    reason: typed?.reason ?? '',
    reasonError: typed?.reasonError ?? '',
    notes: clean(typed?.notes ?? ''),
    notesError: typed?.notesError ?? '',
    choices: DeclineReason.options.map((value) => ({ title: DECLINE_REASON_NAMES[value], value })),
  };
}
