import type { Candidate } from '../../domain/associations/match-mail.ts';
import type { MailReading } from '../../domain/associations/mail-reading.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { dayOf } from '../../domain/shared/time.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import type { Choice } from '../kit/choice.ts';
import { dotted } from '../kit/dotted.ts';
import { day, type Reader } from '../kit/format.ts';
import { clean } from '../kit/text.ts';
import type { MatchError, MatchTyped } from './mail-press.ts';
import { spanText } from './mail-text.ts';
import { productTitle, shortId } from './product.ts';

/** What a mail may mean: what `cards/pieces/mail-form.json` shows. */
export interface MailForm extends Required<Omit<MatchTyped, 'error'>> {
  readonly open: boolean;
  readonly idLabel: Text;
  readonly candidates: readonly Choice[];
  readonly partners: readonly Choice[];
  /** It was addressed to no mailbox that is known, or its addresses could not be read. */
  readonly asksPartner: boolean;
  /** It does not tell when it was sent. */
  readonly asksDay: boolean;
  /** The latest day that it may have been sent on. */
  readonly latest: string;
  readonly subscriptionError: Text;
  readonly partnerError: Text;
  readonly dayError: Text;
}

/** A mail with what it may mean. */
export interface MailView {
  readonly reading: MailReading;
  readonly locations: readonly Location[];
  readonly candidates: readonly Candidate[];
}

/** @param typed what was typed into it and cannot be taken */
export function mailForm(
  { reading, locations, candidates }: MailView,
  typed: MatchTyped | undefined,
  reader: Reader,
): MailForm {
  const isOpen = reading.state === 'unmatched';
  return {
    open: isOpen && typed !== undefined,
    candidates: candidates.map((candidate) => candidateChoice(candidate, reader)),
    candidate: typed?.candidate ?? '',
    idLabel: say(reader, candidates.length === 0 ? 'mails.form.id' : 'mails.form.another-id'),
    subscriptionId: clean(typed?.subscriptionId ?? ''),
    asksPartner: isOpen && locations.length === 0,
    partners: locations.map(partnerChoice),
    partnerId: typed?.partnerId ?? '',
    what: typed?.what || reading.what || 'added',
    asksDay: isOpen && reading.sentAt === null,
    latest: dayOf(reading.receivedAt),
    sentOn: typed?.sentOn ?? '',
    ...errorsOf(typed?.error, reader),
  };
}

/** Which of the partner's locations. */
export function partnerChoice({ name, partnerId }: Pick<Location, 'name' | 'partnerId'>): Choice {
  return { title: clean(`${name} ${partnerId}`, 80), value: partnerId };
}

function candidateChoice({ customer, subscription }: Candidate, reader: Reader): Choice {
  const { product, starts, ends, subscriptionId, dporPartnerId } = subscription;
  const holder =
    dporPartnerId === null
      ? say(reader, 'mails.mail.held-by-nobody')
      : say(reader, 'mails.mail.held-by', { partnerId: clean(dporPartnerId) });
  const dayText = (one: typeof starts) => (one === null ? NONE : day(one, reader));
  const title = dotted(
    clean(customer.name),
    productTitle(product),
    spanText(dayText(starts), dayText(ends), reader),
    shortId(subscriptionId, reader),
    holder,
  );
  return { title: clean(title, 200), value: subscriptionId };
}

/** The error beside its field. */
function errorsOf(
  error: MatchError | undefined,
  reader: Reader,
): Pick<MailForm, 'subscriptionError' | 'partnerError' | 'dayError'> {
  const none = { subscriptionError: NONE, partnerError: NONE, dayError: NONE };
  if (error === undefined) return none;
  const text = say(reader, `mails.form.error.${error}`);
  if (error === 'which-partner') return { ...none, partnerError: text };
  return error === 'which-day' ? { ...none, dayError: text } : { ...none, subscriptionError: text };
}
