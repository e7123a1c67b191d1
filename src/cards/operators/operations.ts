import type { PartStanding, Tally } from '../../domain/referrals/part-standing.ts';
import { date, number, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { REFERRAL_KIND_NAMES } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';

interface Button {
  readonly title: string;
  readonly referralId: string;
}

interface OperationsData {
  readonly fallbackText: string;
  readonly head: Head;
  readonly facts: readonly { readonly title: string; readonly value: string }[];
  readonly partners: readonly { readonly line: string }[];
  readonly urgentTitle: string;
  readonly urgent: readonly {
    readonly customer: string;
    readonly about: string;
    readonly state: string;
  }[];
  /** Two in a row: a third one would be cut off on a phone. */
  readonly rows: readonly { readonly buttons: readonly Button[] }[];
  /** Title of the button; `''`: no claim waits. */
  readonly claims: string;
  /** Title of the button; `''`: no mail waits. */
  readonly mails: string;
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
  },
  reader: Reader,
): AdaptiveCard {
  const { all, partners, urgent, mails, claims } = survey;
  const isIdle = urgent.length + mails + claims === 0;
  const count = (value: number) => number(value, reader);
  return render({
    fallbackText: `Referrals: ${count(all.open)} open, ${count(all.overdue)} overdue`,
    head: head(
      'Operations',
      '',
      'Referrals',
      all.overdue === 0 ? '' : `${count(all.overdue)} overdue`,
      'Attention',
    ),
    facts: [
      { title: 'Open', value: count(all.open) },
      { title: 'Overdue', value: `${count(all.overdue)} (reminded, without an answer)` },
      { title: 'Accepted', value: count(all.accepted) },
      { title: 'FastTrack Center', value: count(all.fastTrack) },
      { title: 'Not eligible', value: count(all.notEligible) },
    ],
    partners: partners.map(({ name, partnerId, open, overdue, accepted }) => ({
      line: `${plain(name, 60)} ${partnerId}: ${count(open)} open${overdue === 0 ? '' : `, ${count(overdue)} overdue`}, ${count(accepted)} accepted`,
    })),
    urgentTitle: isIdle ? 'Nothing waits for you' : urgent.length === 0 ? '' : 'To look at, the latest first',
    urgent: urgent.map((standing) => urgentOf(standing, reader)),
    rows: rowsOf(urgent),
    claims: claims === 0 ? '' : `Review claims (${count(claims)})`,
    mails: mails === 0 ? '' : `Match mails (${count(mails)})`,
  });
}

/** One for each referral, though several of its parts may be listed. */
function rowsOf(urgent: readonly PartStanding[]): OperationsData['rows'] {
  const ids = [...new Set(urgent.map(({ referralId }) => referralId))];
  const buttons = ids.map((referralId): Button => ({ title: `Show ${clean(referralId, 30)}`, referralId }));
  const pairs = Array.from({ length: Math.ceil(buttons.length / 2) }, (_none, row) => row * 2);
  return pairs.map((at) => ({ buttons: buttons.slice(at, at + 2) }));
}

function urgentOf(standing: PartStanding, reader: Reader): OperationsData['urgent'][number] {
  const { referralId, part, kind, customerName, partnerName, status, offeredAt } = standing;
  const who = status === 'offered' ? `${plain(partnerName, 60)} · ` : '';
  return {
    customer: plain(customerName, 80),
    about: `${who}${REFERRAL_KIND_NAMES[kind]} ${referralId}, part ${part} · ${date(offeredAt, reader)}`,
    state: status === 'offered' ? 'Overdue' : status === 'ftc' ? 'With FastTrack' : 'Not eligible',
  };
}
