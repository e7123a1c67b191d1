import { z } from 'zod';
import type { Rights } from '../../domain/memberships/rights.ts';
import { acceptanceOf, rateAfterDecline, type QuarterFigures } from '../../domain/referrals/acceptance.ts';
import { lookedAfterBy } from '../../domain/referrals/desk.ts';
import { partiesOf } from '../../domain/referrals/parties.ts';
import { currentOffer, type Offer, type Part, type Referral } from '../../domain/referrals/referral.ts';
import type { AadObjectId } from '../../domain/shared/ids.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { dateTime, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { mailtoOf } from '../kit/letter.ts';
import { referralKindName } from '../kit/labels.ts';
import { SUPPORT } from '../kit/support.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, paragraphs, plain } from '../kit/text.ts';
import { OFFER_IDS, readLetGo, type DeskTyped, type LetGoTyped } from './desk.ts';
import { firstTalkOf, incentiveNote } from './first-talk.ts';
import { formsOf, type DeskForms } from './forms.ts';
import { historyLine, type HistoryEntry } from './history.ts';
import { introduction } from './introduction.ts';
import { factsOf, nextOf, outcomeOf, partiesLine, resultOf, signed, type Fact } from './offer-text.ts';
import { flooredPercent, quarterName } from './rate.ts';
import { offerState } from './state.ts';

interface ReferralOfferData {
  readonly fallbackText: Text;
  readonly head: Head;
  /** Who decided and when; `''` while the offer is open. */
  readonly outcome: Text;
  /** Won or lost; `''` until somebody says so. */
  readonly result: Text;
  readonly facts: readonly Fact[];
  /** Who else takes part; `''` for nobody. */
  readonly parties: Text;
  /** The latest notes, newest first. */
  readonly journal: readonly { readonly text: Text; readonly by: Text }[];
  readonly note: Text;
  /** That it is theirs now; `''` once they work on it. */
  readonly lead: Text;
  /** What it means for incentives, to be read in one's own time. */
  readonly incentives: Text;
  /** What to do next. */
  readonly next: Text;
  readonly canDecide: boolean;
  /** Accepted and still theirs: notes, outcome, hand over and hand back. */
  readonly canWork: boolean;
  /** Whether colleagues and history were read along. */
  readonly hasDesk: boolean;
  /** A history, and nothing to do that it could stand beside. */
  readonly hasHistory: boolean;
  readonly history: readonly { readonly what: Text; readonly when: Text }[];
  readonly firstTalk: readonly Text[];
  readonly letter: {
    readonly subject: Text;
    readonly paragraphs: readonly Text[];
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

/** Of the notes, on the card itself; and of the history, behind its button. */
const MAX_NOTES_SHOWN = 3;
const MAX_HISTORY_SHOWN = 15;

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
  const kind = referralKindName(referral.kind, reader);
  const parties = canDecide || canWork ? partiesOf(referral, part.part) : [];
  const history = (desk?.history ?? []).slice(0, MAX_HISTORY_SHOWN);
  const letter = canWork ? introduction(referral, part, offer, location, parties) : undefined;
  return render(
    {
      fallbackText: fallbackOf(view, kind, reader),
      head: head(kind, location.name, referral.customer.name, state, color),
      outcome: outcomeOf(offer, reader),
      result: resultOf(offer, reader),
      facts: factsOf(referral, part, offer, reader),
      parties: partiesLine(parties, reader),
      journal: journalOf(offer, reader),
      note: noteOf(view, canDecide, canWork, reader),
      lead: canWork && isNew(offer) ? say(reader, 'referrals.offer.yours') : NONE,
      incentives: canWork ? incentiveNote(referral.customer.seats, reader) : NONE,
      next: nextOf(offer, reader),
      canDecide,
      canWork,
      hasDesk: desk !== undefined,
      hasHistory: !canWork && history.length > 0,
      history: history.map((entry) => historyLine(entry, reader)),
      firstTalk: canWork ? firstTalkOf(referral.kind, reader) : [],
      letter: {
        subject: plain(letter?.subject ?? ''),
        paragraphs: (letter?.paragraphs ?? []).map((text) => paragraphs(text)),
        mailto: letter === undefined ? '' : mailtoOf(letter),
      },
      openForm: openFormOf(typed, canDecide, canWork),
      forms: formsOf(
        typed,
        {
          effect: effectOf(view, reader),
          colleagues: (desk?.colleagues ?? []).filter(
            ({ aadObjectId }) => aadObjectId !== lookedAfterBy(offer)?.by,
          ),
          followUp: offer.followUp ?? '',
          outcome: offer.outcome,
        },
        reader,
      ),
      canClaim: canWork && view.canClaim === true,
      partnerId: location.partnerId,
      customerId: referral.customer.customerId,
      referralId: referral.referralId,
      part: part.part,
      round: offer.round,
    },
    reader,
  );
}

/** What the card sends back. It comes from the client: no rights follow from it. */
export const ReferralAcceptPress = z.strictObject({
  verb: z.literal('referral.accept'),
  /** A client may send the inputs of the form beside it along. */
  data: z.strictObject({ ...OFFER_IDS, reason: z.string().optional(), notes: z.string().optional() }),
});
export const ReferralDeclinePress = z.strictObject({
  verb: z.literal('referral.decline'),
  /** The inputs are judged apart, so that a bad one brings the form back. */
  data: z.strictObject({ ...OFFER_IDS, reason: z.string().optional(), notes: z.string().optional() }),
});
export type DeclineInput = z.infer<typeof ReferralDeclinePress>['data'];
export const readDecline = readLetGo;

function fallbackOf({ referral, offer }: OfferCardView, kind: Text, reader: Reader): Text {
  const customer = clean(referral.customer.name);
  if (offer.status === 'offered' && offer.respondBy !== null) {
    const when = dateTime(offer.respondBy, reader);
    return say(reader, 'referrals.offer.fallback-open', { kind, customer, when });
  }
  const { state } = offerState(offer, reader);
  return say(reader, 'referrals.offer.fallback', { kind, customer, state });
}

/** Of an open offer how wrong contacts are corrected; of one's own that a hand-back would break the rate, if it would. */
function noteOf(view: OfferCardView, canDecide: boolean, canWork: boolean, reader: Reader): Text {
  if (canDecide) return say(reader, 'referrals.offer.wrong-contacts', { support: SUPPORT });
  const { figures } = view;
  return canWork && figures !== undefined && acceptanceOf(figures) === 'near' ? effectOf(view, reader) : NONE;
}

/** Nothing has been done about it yet. */
function isNew({ followUp, outcome, journal }: Offer): boolean {
  return followUp === null && outcome === null && journal.length === 0;
}

function journalOf(offer: Offer, reader: Reader): ReferralOfferData['journal'] {
  if (offer.status !== 'accepted') return [];
  return offer.journal
    .slice(-MAX_NOTES_SHOWN)
    .toReversed()
    .map(({ text, name, at }) => ({ text: paragraphs(text, 500), by: signed(name, at, reader) }));
}

function effectOf({ figures }: OfferCardView, reader: Reader): Text {
  if (figures === undefined) return NONE;
  return say(reader, 'referrals.rate.effect', {
    quarter: quarterName(figures.quarter, reader),
    rate: flooredPercent(rateAfterDecline(figures), reader),
  });
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
