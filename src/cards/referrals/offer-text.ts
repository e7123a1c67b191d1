import type { Party } from '../../domain/referrals/parties.ts';
import { DeclineReason, type Offer, type Part, type Referral } from '../../domain/referrals/referral.ts';
import { unreachable } from '../../domain/shared/result.ts';
import type { Workload } from '../../domain/shared/catalogue.ts';
import { written } from '../../domain/shared/written.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import { countryName, date, dateTime, dollars, languageName, listOf, type Reader } from '../kit/format.ts';
import { declineReasonName, industryText, somebody, WORKLOAD_NAMES } from '../kit/labels.ts';
import { bold, paragraphs, plain } from '../kit/text.ts';

export interface Fact {
  readonly title: Text;
  readonly value: Text;
}

/** Who decided and when; `''` while the offer is open. */
export function outcomeOf(offer: Offer, reader: Reader): Text {
  const when = offer.decidedAt === null ? NONE : dateTime(offer.decidedAt, reader);
  const name = bold(offer.decidedBy?.name ?? '') || somebody(reader);
  switch (offer.status) {
    case 'accepted':
      return say(reader, 'referrals.offer.accepted', { name, when });
    case 'declined':
      return declinedText(offer, name, when, reader);
    case 'timed-out':
      return say(reader, 'referrals.offer.timed-out', {
        when: offer.respondBy === null ? when : dateTime(offer.respondBy, reader),
      });
    case 'withdrawn':
      return offer.reason === ''
        ? say(reader, 'referrals.offer.withdrawn', { when })
        : say(reader, 'referrals.offer.withdrawn-why', { when, reason: plain(offer.reason) });
    case 'offered':
    case 'ftc':
    case 'not-eligible':
      return NONE;
    default:
      return unreachable(offer.status);
  }
}

function declinedText(offer: Offer, name: Text, when: Text, reader: Reader): Text {
  const reason = declineReason(offer, reader);
  const how = offer.handedBack === true ? 'handed-back' : 'declined';
  return reason === NONE
    ? say(reader, `referrals.offer.${how}`, { name, when })
    : say(reader, `referrals.offer.${how}-why`, { name, when, reason });
}

/** "**Won** · deployment workshop · about $12,000 · **Alex Kim**, Mon 30 Nov, 17:00 (Berlin)" or `''`. */
export function resultOf({ outcome, status }: Offer, reader: Reader): Text {
  if (outcome === null || status !== 'accepted') return NONE;
  const { result, services, value, name, at } = outcome;
  return dotted(
    say(reader, `referrals.offer.${result}`),
    plain(services, 300),
    value === null ? NONE : say(reader, 'referrals.offer.value', { value: dollars(value, reader) }),
    signed(name, at, reader),
  );
}

/** "**Alex Kim**, Mon 30 Nov, 17:00 (Berlin)". */
export function signed(name: string, at: Date, reader: Reader): Text {
  return say(reader, 'referrals.offer.by', {
    name: bold(name) || somebody(reader),
    when: dateTime(at, reader),
  });
}

export function factsOf(referral: Referral, part: Part, offer: Offer, reader: Reader): Fact[] {
  const workloads =
    offer.status === 'accepted' || offer.status === 'offered' ? part.workloads : offer.workloads;
  const facts: Fact[] = [];
  if (offer.status === 'accepted') facts.push(...contactFacts(referral, reader));
  facts.push(customerFact(referral, reader));
  facts.push({ title: say(reader, 'referrals.fact.workloads'), value: workloadsText(workloads, reader) });
  if (offer.status === 'offered') {
    facts.push({ title: say(reader, 'referrals.fact.why'), value: whyYou(offer, reader) });
    if (offer.respondBy !== null) {
      facts.push({
        title: say(reader, 'referrals.fact.answer-by'),
        value: dateTime(offer.respondBy, reader),
      });
    }
  }
  if (offer.status === 'accepted' && offer.assignee !== null) {
    const value = plain(offer.assignee.name) || somebody(reader);
    facts.push({ title: say(reader, 'referrals.fact.handled-by'), value });
  }
  return facts;
}

/** Size, industry, country and language of the customer. */
export function customerFact({ customer }: Pick<Referral, 'customer'>, reader: Reader): Fact {
  return {
    title: say(reader, 'referrals.fact.customer'),
    value: dotted(
      say(reader, 'referrals.seats', { count: customer.seats }),
      industryText(customer.industry, reader),
      countryName(customer.country, reader),
      languageName(customer.language, reader),
    ),
  };
}

/** "Exchange, Teams and SharePoint". */
export function workloadsText(workloads: readonly Workload[], reader: Reads): Text {
  return listOf(
    workloads.map((id) => WORKLOAD_NAMES[id]),
    reader,
  );
}

/** The other parties of a split, each with its workloads; `''` for none. */
export function partiesLine(parties: readonly Party[], reader: Reader): Text {
  if (parties.length === 0) return NONE;
  const named = parties.map((party) =>
    say(reader, party.status === 'offered' ? 'referrals.offer.party-open' : 'referrals.offer.party', {
      name: partyName(party, reader),
      workloads: workloadsText(party.workloads, reader),
    }),
  );
  return say(reader, 'referrals.offer.shared', { parties: listOf(named, reader) });
}

/** What to do next; `''`: nothing is to be said. */
export function nextOf(offer: Offer, reader: Reader): Text {
  switch (offer.status) {
    case 'offered':
      return say(reader, 'referrals.offer.next.accept');
    case 'accepted':
      return nextOfAccepted(offer, reader);
    case 'declined':
    case 'timed-out':
      return say(reader, 'referrals.offer.next.elsewhere');
    case 'withdrawn':
      return say(reader, 'referrals.offer.next.nothing');
    case 'ftc':
    case 'not-eligible':
      return NONE;
    default:
      return unreachable(offer.status);
  }
}

function nextOfAccepted({ followUp, outcome, journal }: Offer, reader: Reader): Text {
  if (followUp !== null) {
    return say(reader, 'referrals.offer.next.follow-up', { day: weekday(followUp, reader) });
  }
  if (outcome !== null) return NONE;
  return say(reader, journal.length > 0 ? 'referrals.offer.next.outcome' : 'referrals.offer.next.call');
}

/** "Mon 30 Nov" of a calendar day, whatever the reader's zone. */
export function weekday(day: string, reader: Reader): Text {
  return date(new Date(`${day}T12:00:00Z`), { ...reader, timeZone: 'UTC' });
}

function contactFacts({ customer: { contact }, notes }: Referral, reader: Reader): Fact[] {
  const ways =
    contact === null ? NONE : dotted(plain(contact.name), plain(contact.email), plain(contact.phone));
  return [
    {
      title: say(reader, 'referrals.fact.contact'),
      value: ways || say(reader, 'referrals.offer.no-contact'),
    },
    ...(written(notes) === ''
      ? []
      : [{ title: say(reader, 'referrals.fact.notes'), value: paragraphs(notes, 1_000) }]),
  ];
}

function whyYou({ why, claimed }: Offer, reader: Reader): Text {
  if (why === 'operator' || why === 'dpor') return say(reader, `referrals.offer.why.${why}`);
  if (why !== 'claim') return say(reader, 'referrals.offer.why.turn');
  return claimed.length === 0
    ? say(reader, 'referrals.offer.why.claim')
    : say(reader, 'referrals.offer.why.claim-on', { workloads: workloadsText(claimed, reader) });
}

/** The reason with the notes on it; `''` when neither was given. */
function declineReason(offer: Offer, reader: Reader): Text {
  const known = DeclineReason.safeParse(offer.reason);
  const reason = known.success ? declineReasonName(known.data, reader) : NONE;
  if (written(offer.notes) === '') return reason;
  const notes = plain(offer.notes, 300);
  return reason === NONE ? notes : say(reader, 'referrals.offer.reason-notes', { reason, notes });
}

function partyName({ status, name }: Party, reader: Reader): Text {
  if (status === 'ftc') return say(reader, 'referrals.offer.fasttrack');
  return bold(name) || say(reader, 'referrals.offer.party-unknown');
}
