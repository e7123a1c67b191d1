import { awaitsMatching } from '../../domain/referrals/decide.ts';
import type { Matching } from '../../domain/referrals/matching.ts';
import { isLive } from '../../domain/referrals/parties.ts';
import { currentOffer, type Part, type Referral } from '../../domain/referrals/referral.ts';
import { MOST_PARTNERS } from '../../domain/referrals/split.ts';
import { countryName, date, dateTime, languageName, number, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { industryName, REFERRAL_KIND_NAMES, WORKLOAD_NAMES } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, listed, plain } from '../kit/text.ts';
import { offerState } from '../referrals/state.ts';
import type { ChangeTyped } from './submit.ts';
import { verdictLines } from './verdict-lines.ts';

interface PartLine {
  readonly who: string;
  readonly about: string;
  readonly state: string;
  readonly color: StateColor;
}

interface Change {
  readonly title: string;
  readonly verb: 'referral.withdraw' | 'referral.reassign';
  readonly part: number;
  readonly offer: number;
}

interface OperatorReferralData {
  readonly fallbackText: string;
  readonly head: Head;
  readonly outcome: string;
  readonly facts: readonly { readonly title: string; readonly value: string }[];
  readonly parts: readonly PartLine[];
  readonly matchings: readonly {
    readonly title: string;
    readonly considered: string;
    readonly lines: readonly { readonly line: string }[];
  }[];
  readonly form: Required<ChangeTyped> & { readonly open: boolean };
  /** The buttons of each part in a row of their own: a third one would be cut off. */
  readonly changes: readonly { readonly buttons: readonly Change[] }[];
  readonly canChange: boolean;
  readonly canAsk: boolean;
  readonly referralId: string;
}

const render = cardTemplate<OperatorReferralData>('referral-why');

/** Most buttons of a card. */
const MOST_CHANGES = 6;

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
  outcome = '',
  typed?: ChangeTyped,
): AdaptiveCard {
  const { customer, referralId, parts } = referral;
  const kind = REFERRAL_KIND_NAMES[referral.kind];
  const changes = changesOf(parts);
  const open = typed !== undefined && changes.length > 0;
  return render({
    fallbackText: clean(
      `${kind}: ${customer.name}, ${parts.length === 1 ? 'one part' : `${parts.length} parts`}`,
    ),
    head: head(kind, '', customer.name),
    outcome,
    facts: [
      {
        title: 'Customer',
        value: `${number(customer.seats, reader)} seats · ${industryName(customer.industry)} · ${countryName(customer.country, reader)}, ${languageName(customer.language, reader)}`,
      },
      { title: 'Referral', value: referralId },
      { title: 'Requested', value: date(referral.requestedAt, reader) },
    ],
    parts: parts.map((part) => partLine(part, reader)),
    matchings: (matchings ?? []).map((matching) => matchingOf(matching, reader)),
    form: {
      open,
      reason: clean(typed?.reason ?? ''),
      partnerId: clean(typed?.partnerId ?? ''),
      reasonError: typed?.reasonError ?? '',
      partnerError: typed?.partnerError ?? '',
    },
    changes,
    canChange: changes.length > 0,
    canAsk: matchings === undefined && !open,
    referralId,
  });
}

function partLine(part: Part, reader: Reader): PartLine {
  const offer = currentOffer(part);
  const workloads = part.workloads.map((id) => WORKLOAD_NAMES[id]).join(', ');
  if (offer === undefined || awaitsMatching(part)) {
    return { who: `Part ${part.part}`, about: workloads, state: 'Being matched', color: 'Accent' };
  }
  const { state, color } = offerState(offer, reader);
  const name = plain(offer.partnerName, 80);
  const who = offer.partnerId === 'FTC' || name === '' ? name : `${name} ${offer.partnerId}`;
  const by =
    offer.status === 'offered' && offer.respondBy !== null
      ? ` · answer by ${dateTime(offer.respondBy, reader)}`
      : '';
  return {
    who: [`Part ${part.part}`, who].filter(Boolean).join(' · '),
    about: `${workloads}${by}`,
    state,
    color,
  };
}

/** Of as many parts as a card has room for: those with a partner, since they are three at most, then the others. */
function changesOf(parts: readonly Part[]): OperatorReferralData['changes'] {
  const rows = parts
    .map((part) => ({ buttons: buttonsOf(part) }))
    .filter(({ buttons }) => buttons.length > 0);
  const byNeed = rows.toSorted((a, b) => b.buttons.length - a.buttons.length);
  let room = MOST_CHANGES;
  return byNeed.filter(({ buttons }) => (room -= buttons.length) >= 0);
}

function buttonsOf(part: Part): Change[] {
  const offer = currentOffer(part);
  if (offer === undefined || awaitsMatching(part)) return [];
  const at = { part: part.part, offer: offer.round };
  const withdraw = { title: `Withdraw part ${part.part}`, verb: 'referral.withdraw', ...at } as const;
  const reassign = { title: `Reassign part ${part.part}`, verb: 'referral.reassign', ...at } as const;
  if (isLive(offer)) return [withdraw, reassign];
  return offer.status === 'ftc' ? [reassign] : [];
}

function matchingOf(matching: Matching, reader: Reader): OperatorReferralData['matchings'][number] {
  const { part, round, at, chosen, considered, locations } = matching;
  const judged = considered?.length ?? 0;
  return {
    title: `Matching ${round} of part ${part}, ${dateTime(at, reader)}`,
    considered:
      considered === null
        ? 'Whom it passed over is being written down. Ask again in a moment.'
        : judged < locations
          ? `${number(judged, reader)} of ${number(locations, reader)} locations are listed: claim and DPOR holders, those that serve such customers, and the next in turn.`
          : `All ${number(locations, reader)} locations are listed, with the first criterion that each failed.`,
    lines: [
      ...chosen.map(({ part: own, name, workloads, why }) => ({
        line: `Part ${own}: ${name === '' ? 'nobody' : plain(name, 80)}, ${listed(workloads.map((id) => WORKLOAD_NAMES[id]))}. ${WHY[why] ?? ''}`,
      })),
      ...verdictLines(considered ?? []),
    ],
  };
}

const WHY: { readonly [why: string]: string } = {
  claim: 'It holds an approved CPOR claim on the customer.',
  dpor: 'It is DPOR of the customer and meets every criterion, so it comes before the next in turn. The programme’s texts only say that FastTrack defers to the DPOR; that matching does is inferred from it.',
  'round-robin': 'It was next in turn.',
  operator: 'An operator named it.',
  'nobody-eligible': 'No location meets every criterion.',
  'all-paused': 'Every location that meets the criteria is paused.',
  'most-partners': `A referral is shared by ${MOST_PARTNERS} partners at most.`,
  'below-benefit-floor': 'The FastTrack Benefit does not cover so few seats.',
};
