import { awaitsMatching } from '../../domain/referrals/decide.ts';
import type { Matching } from '../../domain/referrals/matching.ts';
import { isLive } from '../../domain/referrals/parties.ts';
import { currentOffer, OfferWhy, type Part, type Referral } from '../../domain/referrals/referral.ts';
import { MAX_PARTNERS } from '../../domain/referrals/split.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import { date, dateTime, number, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { referralKindName } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';
import { customerFact, workloadsText, type Fact } from '../referrals/offer-text.ts';
import { offerState } from '../referrals/state.ts';
import { MAX_REASON, type ChangeTyped } from './press.ts';
import { verdictLines } from './verdict-lines.ts';

interface PartLine {
  readonly who: Text;
  readonly about: Text;
  readonly state: Text;
  readonly color: StateColor;
}

interface Change {
  readonly title: Text;
  readonly verb: 'referral.withdraw' | 'referral.reassign';
  readonly part: number;
  readonly offer: number;
}

interface OperatorReferralData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly outcome: Text;
  readonly facts: readonly Fact[];
  readonly parts: readonly PartLine[];
  readonly matchings: readonly {
    readonly title: Text;
    readonly considered: Text;
    readonly lines: readonly { readonly line: Text }[];
  }[];
  readonly form: {
    readonly open: boolean;
    readonly reason: Text;
    readonly partnerId: Text;
    readonly reasonError: Text;
    readonly partnerError: Text;
  };
  /** The buttons of each part in a row of their own: a third one would be cut off. */
  readonly changes: readonly { readonly buttons: readonly Change[] }[];
  readonly canChange: boolean;
  readonly canAsk: boolean;
  readonly referralId: string;
}

const render = cardTemplate<OperatorReferralData>('referral-why');

/** Most buttons of a card. */
const MAX_CHANGES = 6;

/**
 * A referral as programme staff see it: who has which part, why, and what can be changed.
 *
 * @param matchings latest first; undefined where they were not read, and can be asked for
 * @param outcome what the press before did, ours; `''`: nothing
 */
export function operatorReferralCard(
  referral: Referral,
  matchings: readonly Matching[] | undefined,
  reader: Reader,
  outcome: Text = NONE,
  typed?: ChangeTyped,
): AdaptiveCard {
  const { referralId, parts } = referral;
  const kind = referralKindName(referral.kind, reader);
  const customer = clean(referral.customer.name);
  const changes = changesOf(parts, reader);
  const open = typed !== undefined && changes.length > 0;
  return render(
    {
      fallbackText: say(reader, 'operators.referral.fallback', { kind, customer, parts: parts.length }),
      head: head(kind, '', customer),
      outcome,
      facts: [
        customerFact(referral, reader),
        { title: say(reader, 'operators.referral.fact.referral'), value: plain(referralId) },
        {
          title: say(reader, 'operators.referral.fact.requested'),
          value: date(referral.requestedAt, reader),
        },
      ],
      parts: parts.map((part) => partLine(part, reader)),
      matchings: (matchings ?? []).map((matching) => matchingOf(matching, reader)),
      form: formOf(typed, open, reader),
      changes,
      canChange: changes.length > 0,
      canAsk: matchings === undefined && !open,
      referralId,
    },
    reader,
  );
}

function formOf(typed: ChangeTyped | undefined, open: boolean, reader: Reader): OperatorReferralData['form'] {
  const { reason = '', partnerId = '', reasonError, partnerError } = typed ?? {};
  return {
    open,
    reason: clean(reason),
    partnerId: clean(partnerId),
    reasonError: reasonErrorText(reasonError, reader),
    partnerError: partnerErrorText(partnerError, reader),
  };
}

function reasonErrorText(error: ChangeTyped['reasonError'], reader: Reader): Text {
  if (error === undefined) return NONE;
  return error === 'missing'
    ? say(reader, 'operators.error.reason-needed')
    : say(reader, 'operators.error.reason-long', { most: number(MAX_REASON, reader) });
}

function partnerErrorText(error: ChangeTyped['partnerError'], reader: Reader): Text {
  if (error === undefined) return NONE;
  if (error === 'no-partner-id') return say(reader, 'operators.error.partner-id');
  return error === 'most-partners'
    ? say(reader, 'operators.unfit.most-partners', { most: MAX_PARTNERS })
    : say(reader, `operators.unfit.${error}`);
}

function partLine(part: Part, reader: Reader): PartLine {
  const offer = currentOffer(part);
  const named = say(reader, 'operators.referral.part', { part: number(part.part, reader) });
  const workloads = workloadsText(part.workloads, reader);
  if (offer === undefined || awaitsMatching(part)) {
    const state = say(reader, 'operators.state.matching');
    return { who: named, about: workloads, state, color: 'Accent' };
  }
  const { state, color } = offerState(offer, reader);
  const name = clean(offer.partnerName, 80);
  const who = offer.partnerId === 'FTC' || name === '' ? name : `${name} ${offer.partnerId}`;
  const by =
    offer.status === 'offered' && offer.respondBy !== null
      ? say(reader, 'operators.referral.answer-by', { when: dateTime(offer.respondBy, reader) })
      : NONE;
  return { who: dotted(named, plain(who)), about: dotted(workloads, by), state, color };
}

/** Of as many parts as a card has room for: those with a partner, since they are three at most, then the others. */
function changesOf(parts: readonly Part[], reader: Reader): OperatorReferralData['changes'] {
  const rows = parts
    .map((part) => ({ buttons: buttonsOf(part, reader) }))
    .filter(({ buttons }) => buttons.length > 0);
  const byNeed = rows.toSorted((a, b) => b.buttons.length - a.buttons.length);
  let room = MAX_CHANGES;
  return byNeed.filter(({ buttons }) => (room -= buttons.length) >= 0);
}

function buttonsOf(part: Part, reader: Reader): Change[] {
  const offer = currentOffer(part);
  if (offer === undefined || awaitsMatching(part)) return [];
  const at = { part: part.part, offer: offer.round };
  const named = { part: number(part.part, reader) };
  const withdraw: Change = {
    title: say(reader, 'operators.referral.withdraw', named),
    verb: 'referral.withdraw',
    ...at,
  };
  const reassign: Change = {
    title: say(reader, 'operators.referral.reassign', named),
    verb: 'referral.reassign',
    ...at,
  };
  if (isLive(offer)) return [withdraw, reassign];
  return offer.status === 'ftc' ? [reassign] : [];
}

function matchingOf(matching: Matching, reader: Reader): OperatorReferralData['matchings'][number] {
  const { part, round, at, chosen, considered } = matching;
  return {
    title: say(reader, 'operators.referral.matching', {
      round: number(round, reader),
      part: number(part, reader),
      when: dateTime(at, reader),
    }),
    considered: consideredText(matching, reader),
    lines: [
      ...chosen.map((one) => ({ line: chosenLine(one, reader) })),
      ...verdictLines(considered ?? [], reader),
    ],
  };
}

function consideredText({ considered, locations: count }: Matching, reader: Reader): Text {
  if (considered === null) return say(reader, 'operators.referral.matching-pending');
  return considered.length < count
    ? say(reader, 'operators.referral.matching-some', { listed: number(considered.length, reader), count })
    : say(reader, 'operators.referral.matching-all', { count });
}

function chosenLine({ part, name, workloads, why }: Matching['chosen'][number], reader: Reader): Text {
  const told = {
    part: number(part, reader),
    workloads: workloadsText(workloads, reader),
    why: whyText(why, reader),
  };
  return name === ''
    ? say(reader, 'operators.referral.chosen-nobody', told)
    : say(reader, 'operators.referral.chosen', { ...told, name: plain(name, 80) });
}

/** Matchings that were written down earlier may name reasons that are no longer known. */
function whyText(stored: string, reader: Reader): Text {
  const why = OfferWhy.safeParse(stored).data;
  if (why === undefined) return NONE;
  return why === 'most-partners'
    ? say(reader, 'operators.why.most-partners', { most: MAX_PARTNERS })
    : say(reader, `operators.why.${why}`);
}
