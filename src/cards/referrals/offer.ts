import { z } from 'zod';
import type { Rights } from '../../domain/memberships/rights.ts';
import { rateAfterDecline, type QuarterFigures } from '../../domain/referrals/acceptance.ts';
import { lookedAfterBy } from '../../domain/referrals/desk.ts';
import { partiesOf } from '../../domain/referrals/parties.ts';
import { currentOffer, type Offer, type Part, type Referral } from '../../domain/referrals/referral.ts';
import type { AadObjectId } from '../../domain/shared/ids.ts';
import { dateTime, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { mailtoOf } from '../kit/letter.ts';
import { REFERRAL_KIND_NAMES, SOMEBODY } from '../kit/labels.ts';
import { SUPPORT } from '../kit/support.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { bold, clean, paragraphs, plain } from '../kit/text.ts';
import { OFFER_IDS, readLetGo, type DeskTyped, type LetGoTyped } from './desk.ts';
import { firstTalkOf, incentiveNote } from './first-talk.ts';
import { formsOf, type DeskForms } from './forms.ts';
import { historyLine, type HistoryEntry } from './history.ts';
import { introduction } from './introduction.ts';
import { factsOf, nextOf, outcomeOf, partiesLine, resultOf, type Fact } from './offer-text.ts';
import { flooredPercent, quarterName } from './rate.ts';
import { offerState } from './state.ts';

interface ReferralOfferData {
  readonly fallbackText: string;
  readonly head: Head;
  /** Who decided and when; `''` while the offer is open. */
  readonly outcome: string;
  /** Won or lost; `''` until somebody says so. */
  readonly result: string;
  readonly facts: readonly Fact[];
  /** Who else takes part; `''` for nobody. */
  readonly parties: string;
  /** The latest notes, newest first. */
  readonly journal: readonly { readonly text: string; readonly by: string }[];
  readonly note: string;
  /** What to do next. */
  readonly next: string;
  readonly canDecide: boolean;
  /** Accepted and still theirs: notes, outcome, hand over and hand back. */
  readonly canWork: boolean;
  /** Whether colleagues and history were read along. */
  readonly hasDesk: boolean;
  /** A history, and nothing to do that it could stand beside. */
  readonly hasHistory: boolean;
  readonly history: readonly { readonly what: string; readonly when: string }[];
  readonly firstTalk: readonly string[];
  readonly letter: {
    readonly subject: string;
    readonly paragraphs: readonly string[];
    readonly mailto: string;
  };
  /** The form shown in the card itself, not behind a button: it came back with an error. */
  readonly openForm: DeskTyped['form'] | 'decline' | '';
  readonly forms: DeskForms;
  readonly canClaim: boolean;
  readonly partnerId: string;
  readonly customerId: string;
  readonly referralId: string;
  readonly part: number;
  readonly round: number;
}

export interface OfferCardView {
  readonly referral: Referral;
  readonly part: Part;
  readonly offer: Offer;
  readonly location: Rights['location'];
  /** The quarter of the offer, to say what declining would do; absent: not said. */
  readonly figures?: QuarterFigures | undefined;
  /** What only the card of one referral shows; absent: a button leads there. */
  readonly desk?: DeskShown | undefined;
  /** The reader has an incentive role there, and so may claim. */
  readonly canClaim?: boolean;
}

export interface DeskShown {
  /** Who may look after it: those who may act on it, by name. */
  readonly colleagues: readonly { readonly aadObjectId: AadObjectId; readonly name: string }[];
  /** Newest first. */
  readonly history: readonly HistoryEntry[];
}

/** The lists of contacts are corrected by import only. */
const WRONG_CONTACTS = `Were the wrong people told? Contacts come from the programme’s records; its support corrects them: ${SUPPORT}.`;

/** Of the notes, on the card itself; and of the history, behind its button. */
const MOST_NOTES_SHOWN = 3;
const MOST_HISTORY_SHOWN = 15;

const render = cardTemplate<ReferralOfferData>('referral-offer');

/**
 * A referral as one location's people see it, in the state it is in now. The customer's contact and notes, and what
 * follows Accept, are on it only once this location has accepted.
 */
export function referralOfferCard(
  view: OfferCardView,
  reader: Reader,
  typed?: LetGoTyped | DeskTyped,
): AdaptiveCard {
  const { referral, part, offer, location, desk } = view;
  const { state, color } = offerState(offer, reader);
  const canDecide = offer.status === 'offered';
  const canWork = offer.status === 'accepted' && currentOffer(part) === offer;
  const kind = REFERRAL_KIND_NAMES[referral.kind];
  const parties = canDecide || canWork ? partiesOf(referral, part.part) : [];
  const history = (desk?.history ?? []).slice(0, MOST_HISTORY_SHOWN);
  const letter = canWork ? introduction(referral, part, offer, location, parties) : undefined;
  return render({
    fallbackText: clean(`${kind}: ${referral.customer.name}, ${fallbackOf(offer, reader)}`),
    head: head(kind, location.name, referral.customer.name, state, color),
    outcome: outcomeOf(offer, reader),
    result: resultOf(offer, reader),
    facts: factsOf(referral, part, offer, reader),
    parties: partiesLine(parties),
    journal: journalOf(offer, reader),
    note: canWork ? incentiveNote(referral.customer.seats, reader) : canDecide ? WRONG_CONTACTS : '',
    next: nextOf(offer, reader),
    canDecide,
    canWork,
    hasDesk: desk !== undefined,
    hasHistory: !canWork && history.length > 0,
    history: history.map((entry) => historyLine(entry, reader)),
    firstTalk: canWork ? firstTalkOf(referral.kind) : [],
    letter: {
      subject: plain(letter?.subject ?? ''),
      paragraphs: (letter?.paragraphs ?? []).map((text) => paragraphs(text)),
      mailto: letter === undefined ? '' : mailtoOf(letter),
    },
    openForm: openFormOf(typed, canDecide, canWork),
    forms: formsOf(typed, {
      effect: effectOf(view, reader),
      colleagues: (desk?.colleagues ?? []).filter(
        ({ aadObjectId }) => aadObjectId !== lookedAfterBy(offer)?.by,
      ),
      followUp: offer.followUp ?? '',
      outcome: offer.outcome,
    }),
    canClaim: canWork && view.canClaim === true,
    partnerId: location.partnerId,
    customerId: referral.customer.customerId,
    referralId: referral.referralId,
    part: part.part,
    round: offer.round,
  });
}

/** What the card sends back. It comes from the client: no rights follow from it. */
export const ReferralAcceptSubmit = z.strictObject({
  verb: z.literal('referral.accept'),
  /** A client may send the inputs of the form beside it along. */
  data: z.strictObject({ ...OFFER_IDS, reason: z.string().optional(), notes: z.string().optional() }),
});
export const ReferralDeclineSubmit = z.strictObject({
  verb: z.literal('referral.decline'),
  /** The inputs are judged apart, so that a bad one brings the form back. */
  data: z.strictObject({ ...OFFER_IDS, reason: z.string().optional(), notes: z.string().optional() }),
});
export type DeclineInput = z.infer<typeof ReferralDeclineSubmit>['data'];
export type DeclineTyped = LetGoTyped;
export const readDecline = readLetGo;

function fallbackOf(offer: Offer, reader: Reader): string {
  if (offer.status === 'offered' && offer.respondBy !== null) {
    return `answer by ${dateTime(offer.respondBy, reader)}`;
  }
  return offerState(offer, reader).state.toLowerCase();
}

function journalOf(offer: Offer, reader: Reader): ReferralOfferData['journal'] {
  if (offer.status !== 'accepted') return [];
  return offer.journal
    .slice(-MOST_NOTES_SHOWN)
    .toReversed()
    .map(({ text, name, at }) => ({
      text: paragraphs(text, 500),
      by: `${bold(name) || SOMEBODY}, ${dateTime(at, reader)}`,
    }));
}

function effectOf({ figures }: OfferCardView, reader: Reader): string {
  if (figures === undefined) return '';
  return `Declining would bring ${quarterName(figures.quarter)} to ${flooredPercent(rateAfterDecline(figures), reader)}.`;
}

/** A form is open only where what it does still applies. */
function openFormOf(
  typed: LetGoTyped | DeskTyped | undefined,
  canDecide: boolean,
  canWork: boolean,
): ReferralOfferData['openForm'] {
  if (typed === undefined) return '';
  if ('form' in typed) return canWork ? typed.form : '';
  return canDecide ? 'decline' : '';
}
