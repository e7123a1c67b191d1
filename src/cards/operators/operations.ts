import type { PartStanding, Tally } from '../../domain/referrals/part-standing.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import { date, number, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { referralKindName } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';
import type { Fact } from '../referrals/offer-text.ts';

interface Button {
  readonly title: Text;
  readonly referralId: string;
}

interface OperationsData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly facts: readonly Fact[];
  readonly partners: readonly { readonly line: Text }[];
  readonly urgentTitle: Text;
  readonly urgent: readonly {
    readonly customer: Text;
    readonly about: Text;
    readonly state: Text;
  }[];
  /** Two in a row: a third one would be cut off on a phone. */
  readonly rows: readonly { readonly buttons: readonly Button[] }[];
  /** Title of the button; `''`: no claim waits. */
  readonly claims: Text;
  /** Title of the button; `''`: no case is open. */
  readonly cases: Text;
  /** Title of the button; `''`: no mail waits. */
  readonly mails: Text;
}

const render = cardTemplate<OperationsData>('operations');

/** How referrals stand over all partners, and what an operator may want to look at. */
export function operationsCard(
  survey: {
    readonly all: Tally;
    readonly partners: readonly Tally[];
    readonly urgent: readonly PartStanding[];
    readonly mails: number;
    readonly claims: number;
    readonly cases: number;
  },
  reader: Reader,
): AdaptiveCard {
  const { all, partners, urgent, mails, claims, cases } = survey;
  const isIdle = urgent.length + mails + claims + cases === 0;
  const { open, overdue } = all;
  return render(
    {
      fallbackText: say(reader, 'operators.operations.fallback', { open, overdue }),
      head: head(
        say(reader, 'operators.operations.kind'),
        '',
        say(reader, 'operators.operations.subject'),
        overdue === 0 ? NONE : say(reader, 'operators.operations.overdue', { count: overdue }),
        'Attention',
      ),
      facts: factsOf(all, reader),
      partners: partners.map((tally) => ({ line: partnerLine(tally, reader) })),
      urgentTitle: isIdle
        ? say(reader, 'operators.operations.idle')
        : urgent.length === 0
          ? NONE
          : say(reader, 'operators.operations.urgent'),
      urgent: urgent.map((standing) => urgentOf(standing, reader)),
      rows: rowsOf(urgent, reader),
      claims: claims === 0 ? NONE : say(reader, 'operators.operations.claims', { count: claims }),
      cases: cases === 0 ? NONE : say(reader, 'operators.operations.cases', { count: cases }),
      mails: mails === 0 ? NONE : say(reader, 'operators.operations.mails', { count: mails }),
    },
    reader,
  );
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

/** One for each referral, though several of its parts may be listed. */
function rowsOf(urgent: readonly PartStanding[], reader: Reader): OperationsData['rows'] {
  const ids = [...new Set(urgent.map(({ referralId }) => referralId))];
  const buttons = ids.map((referralId): Button => ({
    title: say(reader, 'operators.operations.show', { referral: clean(referralId, 30) }),
    referralId,
  }));
  const pairs = Array.from({ length: Math.ceil(buttons.length / 2) }, (_none, row) => row * 2);
  return pairs.map((at) => ({ buttons: buttons.slice(at, at + 2) }));
}

function urgentOf(standing: PartStanding, reader: Reader): OperationsData['urgent'][number] {
  const { referralId, part, kind, customerName, partnerName, status, offeredAt } = standing;
  const about = say(reader, 'operators.operations.about', {
    kind: referralKindName(kind, reader),
    referral: plain(referralId),
    part: number(part, reader),
  });
  return {
    customer: plain(customerName, 80),
    about: dotted(status === 'offered' ? plain(partnerName, 60) : NONE, about, date(offeredAt, reader)),
    state: say(reader, status === 'offered' ? 'operators.state.overdue' : `referrals.state.${status}`),
  };
}
