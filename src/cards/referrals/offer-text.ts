import type { Party } from '../../domain/referrals/parties.ts';
import { DeclineReason, type Offer, type Part, type Referral } from '../../domain/referrals/referral.ts';
import { unreachable } from '../../domain/shared/result.ts';
import { written } from '../../domain/shared/written.ts';
import { countryName, date, dateTime, languageName, number, type Reader } from '../kit/format.ts';
import { DECLINE_REASON_NAMES, SOMEBODY, WORKLOAD_NAMES, industryName } from '../kit/labels.ts';
import { bold, listed, paragraphs, plain } from '../kit/text.ts';

export interface Fact {
  readonly title: string;
  readonly value: string;
}

/** Who decided and when; `''` while the offer is open. */
export function outcomeOf(offer: Offer, reader: Reader): string {
  const when = offer.decidedAt === null ? '' : dateTime(offer.decidedAt, reader);
  const who = bold(offer.decidedBy?.name ?? '') || SOMEBODY;
  switch (offer.status) {
    case 'accepted':
      return `${who} accepted on ${when}.`;
    case 'declined':
      return offer.handedBack === true
        ? `${who} handed it back on ${when}: ${declineReason(offer)}.`
        : `${who} declined on ${when}: ${declineReason(offer)}.`;
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

/** "**Won**: deployment workshop, about $12,000." or `''`. */
export function resultOf({ outcome, status }: Offer, reader: Reader): string {
  if (outcome === null || status !== 'accepted') return '';
  const services = plain(outcome.services, 300);
  const value = outcome.value === null ? '' : `about $${number(outcome.value, reader, 2)}`;
  const what = [services, value].filter((text) => text !== '').join(', ');
  const name = outcome.result === 'won' ? '**Won**' : '**Lost**';
  return `${name}${what === '' ? '' : `: ${what}`}. ${bold(outcome.name) || SOMEBODY}, ${dateTime(outcome.at, reader)}.`;
}

export function factsOf(referral: Referral, part: Part, offer: Offer, reader: Reader): Fact[] {
  const { customer } = referral;
  const size = `${number(customer.seats, reader)} seats`;
  const where = `${countryName(customer.country, reader)}, ${languageName(customer.language, reader)}`;
  const workloads =
    offer.status === 'accepted' || offer.status === 'offered' ? part.workloads : offer.workloads;
  const facts: Fact[] = [];
  if (offer.status === 'accepted') facts.push(...contactFacts(referral));
  facts.push({ title: 'Customer', value: `${size} · ${industryName(customer.industry)} · ${where}` });
  facts.push({ title: 'Workloads', value: workloads.map((id) => WORKLOAD_NAMES[id]).join(', ') });
  if (offer.status === 'offered') {
    facts.push({ title: 'Why you', value: whyYou(offer) });
    if (offer.respondBy !== null)
      facts.push({ title: 'Answer by', value: dateTime(offer.respondBy, reader) });
  }
  if (offer.status === 'accepted' && offer.assignee !== null) {
    facts.push({ title: 'Handled by', value: plain(offer.assignee.name) || SOMEBODY });
  }
  return facts;
}

/** The other parties of a split, each with its workloads; `''` for none. */
export function partiesLine(parties: readonly Party[]): string {
  if (parties.length === 0) return '';
  const named = parties.map((party) => {
    const workloads = listed(party.workloads.map((id) => WORKLOAD_NAMES[id]));
    return `${partyName(party)} (${workloads}${party.status === 'offered' ? ', not answered yet' : ''})`;
  });
  return `Shared with ${listed(named)}.`;
}

export function nextOf(offer: Offer, reader: Reader): string {
  switch (offer.status) {
    case 'offered':
      return 'Accept to see the customer’s contact and notes.';
    case 'accepted':
      if (offer.followUp !== null)
        return `Next: follow up on ${date(new Date(`${offer.followUp}T12:00:00Z`), { ...reader, timeZone: 'UTC' })}.`;
      if (offer.outcome !== null) return '';
      return offer.journal.length > 0
        ? 'Next: set a follow-up day, or the outcome.'
        : 'Next: call the customer within 2 business days.';
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

function contactFacts({ customer: { contact }, notes }: Referral): Fact[] {
  const ways =
    contact === null ? [] : [contact.name, contact.email, contact.phone].filter((way) => way !== '');
  return [
    {
      title: 'Contact',
      value:
        ways.length === 0 ? 'None was given with the referral' : ways.map((way) => plain(way)).join(' · '),
    },
    ...(written(notes) === '' ? [] : [{ title: 'Notes', value: paragraphs(notes, 1_000) }]),
  ];
}

function whyYou(offer: Offer): string {
  if (offer.why === 'operator') return 'The operators of the programme chose your location';
  if (offer.why === 'dpor') {
    return 'You are the customer’s Digital Partner of Record, and your location meets every criterion';
  }
  if (offer.why !== 'claim') return 'Your location meets every criterion and was next in turn';
  const claimed = listed(offer.claimed.map((id) => WORKLOAD_NAMES[id]));
  return claimed === ''
    ? 'You hold an approved CPOR claim on this customer'
    : `You hold an approved CPOR claim on ${claimed} here`;
}

function declineReason(offer: Offer): string {
  const reason = DeclineReason.safeParse(offer.reason);
  const name = reason.success ? DECLINE_REASON_NAMES[reason.data].toLowerCase() : 'no reason given';
  return written(offer.notes) === '' ? name : `${name} (${plain(offer.notes, 300)})`;
}

function partyName({ status, name }: Party): string {
  if (status === 'ftc') return '**FastTrack Center**';
  return bold(name) || 'another partner, being looked for';
}
