import { movesOf, type Lead, type LeadMove } from '../../domain/leads/lead.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import { countryName, dateTime, day, money, number, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, paragraphs, plain } from '../kit/text.ts';
import { signed } from '../referrals/offer-text.ts';
import { MAX_REASON } from './press.ts';
import { leadState } from './state.ts';

/** A lead as somebody of its location sees it. */
export interface LeadShown {
  readonly lead: Lead;
  readonly partnerName: string;
  /** Who gave the answer that it has; `''`: not known. */
  readonly answeredBy: string;
}

/** What a card says besides the lead itself. */
export interface LeadGiven {
  readonly note?: Text;
  /** A reason that was too long, as far as the input takes it. */
  readonly reason?: string;
  readonly reasonError?: Text;
}

interface LeadData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly note: Text;
  readonly name: Text;
  readonly facts: readonly { readonly title: Text; readonly value: Text }[];
  readonly notes: Text;
  readonly answered: Text;
  readonly next: Text;
  readonly partnerId: string;
  readonly leadId: string;
  readonly mayDecide: boolean;
  readonly mayClose: boolean;
  readonly reason: string;
  readonly reasonError: Text;
  readonly maxReason: number;
}

const render = cardTemplate<LeadData>('lead');
const MAX_SHOWN = 1_500;

/** A co-sell lead with what can be answered to it. */
export function leadCard(
  { lead, partnerName, answeredBy }: LeadShown,
  reader: Reader,
  given: LeadGiven = {},
): AdaptiveCard {
  const { customerName, partnerId, leadId } = lead;
  const { state, color } = leadState(lead, reader);
  const moves = movesOf(lead);
  return render(
    {
      fallbackText: say(reader, 'leads.summary', { customer: clean(customerName, 100), state: clean(state) }),
      head: head(say(reader, 'leads.kind'), partnerName, customerName, state, color),
      note: given.note ?? outdatedNote(lead, reader),
      name: plain(lead.name, 200),
      facts: factsOf(lead, reader),
      notes: paragraphs(lead.notes, MAX_SHOWN),
      answered: answeredText(lead, answeredBy, reader),
      next: nextOf(lead, reader),
      partnerId,
      leadId,
      mayDecide: moves.includes('accept'),
      mayClose: moves.includes('won'),
      reason: given.reason ?? '',
      reasonError: given.reasonError ?? NONE,
      maxReason: MAX_REASON,
    },
    reader,
  );
}

function outdatedNote({ answer }: Lead, reader: Reader): Text {
  return answer?.state === 'outdated'
    ? say(reader, 'leads.note.outdated', { answer: answerName(answer.move, reader) })
    : NONE;
}

function answerName(move: LeadMove, reader: Reader): Text {
  return say(reader, `leads.button.${move}`);
}

/** "Accept · **Alex Kim**, Mon 30 Nov, 17:00 (Berlin)" or `''`. */
function answeredText({ answer }: Lead, name: string, reader: Reader): Text {
  if (answer === null || answer.state === 'outdated') return NONE;
  return dotted(answerName(answer.move, reader), signed(name, answer.at, reader));
}

function nextOf({ status, answer, expiresAt }: Lead, reader: Reader): Text {
  if (answer?.state === 'sending') {
    return say(reader, 'leads.next.sending', { answer: answerName(answer.move, reader) });
  }
  switch (status) {
    case 'New':
      return expiresAt === null
        ? say(reader, 'leads.next.new')
        : say(reader, 'leads.next.new-by', { when: dateTime(expiresAt, reader) });
    case 'Active':
      return say(reader, 'leads.next.active');
    case 'Closed':
      return say(reader, 'leads.next.closed');
  }
}

/** What is not known is left out. */
function factsOf(lead: Lead, reader: Reader): LeadData['facts'] {
  const { country, city, size, contact, dealValue, currency, closesOn } = lead;
  const place = dotted(plain(city, 100), country === '' ? NONE : countryName(country, reader));
  const value = dealValue === null || currency === '' ? NONE : money(dealValue, currency, reader);
  const reached = dotted(
    plain(contact?.name ?? '', 200),
    plain(contact?.email ?? '', 254),
    plain(contact?.phone ?? '', 40),
  );
  const facts = [
    { title: say(reader, 'leads.fact.place'), value: place },
    { title: say(reader, 'leads.fact.employees'), value: sizeText(size, reader) },
    { title: say(reader, 'leads.fact.value'), value },
    { title: say(reader, 'leads.fact.closes'), value: closesOn === null ? NONE : day(closesOn, reader) },
    { title: say(reader, 'leads.fact.contact'), value: reached },
  ];
  return facts.filter((fact) => fact.value !== '');
}

/** "51to250employees" reads "51 to 250"; what is written otherwise stays as it is. */
function sizeText(size: string, reader: Reader): Text {
  const [, from, to] = /^(\d{1,9})to(\d{1,9})employees$/i.exec(size) ?? [];
  if (from === undefined || to === undefined) return plain(size, 60);
  return say(reader, 'leads.employees', {
    from: number(Number(from), reader),
    to: number(Number(to), reader),
  });
}
