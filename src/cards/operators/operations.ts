import type { PartStanding, Tally } from '../../domain/referrals/part-standing.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import { date, number, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { referralKindName } from '../kit/labels.ts';
import { BARE, tap, type ListRow } from '../kit/list-row.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';
import type { Fact } from '../referrals/offer-text.ts';

interface OperationsData {
  readonly fallbackText: Text;
  readonly head: Head;
  /** What waits besides referrals, each opened by a tap. */
  readonly desks: readonly ListRow[];
  readonly facts: readonly Fact[];
  readonly partners: readonly { readonly line: Text }[];
  /** What was asked lately and not answered. */
  readonly unanswered: readonly { readonly line: Text }[];
  readonly urgentTitle: Text;
  /** Parts to look at; a tap shows why they went where they went. */
  readonly rows: readonly ListRow[];
}

/** What waits for programme staff besides referrals, and what opens it. */
const DESKS = { claims: 'claims.queue', cases: 'cases.list', mails: 'dpor.mails' } as const;
type Desk = keyof typeof DESKS;
const DESK_NAMES = ['claims', 'cases', 'mails'] as const satisfies readonly Desk[];

/** Of a question, a line or two. */
const MAX_UNANSWERED = 120;

const render = cardTemplate<OperationsData>('operations');

/** The home of programme staff: what waits for them of each kind, and how referrals stand over all partners. */
export function operationsCard(
  survey: {
    readonly all: Tally;
    readonly partners: readonly Tally[];
    readonly urgent: readonly PartStanding[];
    /** Parts to look at, though not all are given. */
    readonly referrals: number;
    readonly waiting: { readonly [desk in Desk]: number };
    /** What was asked lately and not answered. */
    readonly unanswered: readonly string[];
  },
  reader: Reader,
): AdaptiveCard {
  const { all, partners, urgent, referrals, waiting, unanswered } = survey;
  const count = Object.values(waiting).reduce((sum, one) => sum + one, referrals);
  const { open, overdue } = all;
  return render(
    {
      fallbackText: say(reader, 'operators.operations.fallback', { open, overdue }),
      head: head(
        say(reader, 'operators.operations.kind'),
        '',
        say(reader, 'operators.operations.subject'),
        say(reader, 'today.state', { count }),
        count > 0 ? 'Accent' : 'Default',
      ),
      desks: DESK_NAMES.map((desk) => deskRow(desk, waiting[desk], reader)),
      facts: factsOf(all, reader),
      partners: partners.map((tally) => ({ line: partnerLine(tally, reader) })),
      unanswered: unanswered.map((text) => ({ line: plain(text, MAX_UNANSWERED) })),
      urgentTitle:
        urgent.length > 0
          ? say(reader, 'operators.operations.urgent', { count: referrals })
          : count === 0
            ? say(reader, 'operators.operations.idle')
            : NONE,
      rows: urgent.map((standing) => urgentOf(standing, reader)),
    },
    reader,
  );
}

function deskRow(desk: Desk, count: number, reader: Reader): ListRow {
  const title = say(reader, `operators.operations.${desk}`);
  return {
    ...BARE,
    subject: title,
    title: dotted(title, number(count, reader)),
    state: number(count, reader),
    color: count > 0 ? 'Accent' : 'Default',
    ...tap(DESKS[desk], {}),
  };
}

function factsOf({ open, overdue, accepted, fastTrack, notEligible }: Tally, reader: Reader): Fact[] {
  const count = (value: number) => number(value, reader);
  return [
    { title: say(reader, 'operators.operations.fact.open'), value: count(open) },
    {
      title: say(reader, 'operators.operations.fact.overdue'),
      value: say(reader, 'operators.operations.reminded', { count: count(overdue) }),
    },
    { title: say(reader, 'operators.operations.fact.accepted'), value: count(accepted) },
    { title: say(reader, 'operators.operations.fact.fasttrack'), value: count(fastTrack) },
    { title: say(reader, 'operators.operations.fact.not-eligible'), value: count(notEligible) },
  ];
}

function partnerLine(tally: Tally, reader: Reader): Text {
  const { partnerId, open, overdue, accepted } = tally;
  const name = plain(`${clean(tally.name, 60)} ${partnerId}`);
  return overdue === 0
    ? say(reader, 'operators.operations.partner', { name, open, accepted })
    : say(reader, 'operators.operations.partner-overdue', { name, open, overdue, accepted });
}

function urgentOf(standing: PartStanding, reader: Reader): ListRow {
  const { referralId, part, kind, customerName, partnerName, status, offeredAt } = standing;
  const about = say(reader, 'operators.operations.about', {
    kind: referralKindName(kind, reader),
    referral: plain(referralId),
    part: number(part, reader),
  });
  const day = date(offeredAt, reader);
  const state = say(reader, status === 'offered' ? 'operators.state.overdue' : `referrals.state.${status}`);
  return {
    ...BARE,
    subject: plain(customerName, 80),
    title: clean(dotted(clean(customerName, 80), about, state), 120),
    about: dotted(
      status === 'offered' ? plain(partnerName, 60) : NONE,
      about,
      say(reader, status === 'offered' ? 'referrals.list.offered' : 'operators.operations.matched', { day }),
    ),
    state,
    color: 'Attention',
    ...tap('referral.why', { referralId }),
  };
}
