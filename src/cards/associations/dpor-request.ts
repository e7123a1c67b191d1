import { z } from 'zod';
import type { Subscription } from '../../domain/associations/customer.ts';
import { canBeSentOn, type DporRequest } from '../../domain/associations/dpor-request.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { CustomerId, PartnerId, SubscriptionId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { Day, dayOf } from '../../domain/shared/time.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { date, day, number, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { draftLink, letterText, type Letter } from '../kit/letter.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { bold, clean, plain } from '../kit/text.ts';
import type { AskTyped } from './ask-form.ts';
import { dporGuide, type DporGuide } from './dpor-guide.ts';
import { dporLetter } from './dpor-letter.ts';
import { askedLine } from './asked-line.ts';
import type { Fact } from './fact.ts';
import { productName } from './product.ts';

/** It comes from the client: no rights follow from it. */
export const DporRequestPress = z.strictObject({
  verb: z.literal('dpor.request'),
  data: z.strictObject({
    subscriptionId: z.union([SubscriptionId, z.literal('')]).optional(),
    /** Chosen where a person stands at several locations. */
    partnerId: PartnerId,
    /** From the form of a customer's card: chosen there, and typed there; what is typed goes first. */
    wanted: z.union([SubscriptionId, z.literal('')]).optional(),
    otherId: z.string().max(200).optional(),
    /** The day on which somebody says that they sent the letter. */
    sentOn: z.string().max(40).optional(),
    customerId: CustomerId.optional(),
  }),
});

/**
 * For which subscription to ask; on a button of its own it is named, on a customer's card chosen or typed.
 * @returns what was typed, when that is no subscription's ID
 */
export function readRequest({
  subscriptionId,
  wanted,
  otherId = '',
}: z.infer<typeof DporRequestPress>['data']): Result<SubscriptionId, AskTyped> {
  const typed = SubscriptionId.safeParse(otherId.trim());
  if (typed.success) return ok(typed.data);
  const chosen = SubscriptionId.safeParse(wanted || subscriptionId);
  return otherId.trim() === '' && chosen.success
    ? ok(chosen.data)
    : refuse({ otherId: otherId.slice(0, 60) });
}

/**
 * The day on which the letter was sent. @returns undefined where none was given; what was typed, when that is no day on which
 * it can have been sent
 */
export function readSentOn(sentOn = '', now: Date): Result<Day | undefined, string> {
  if (sentOn.trim() === '') return ok(undefined);
  const day = Day.safeParse(sentOn.trim());
  return day.success && canBeSentOn(day.data, now) ? ok(day.data) : refuse(sentOn.slice(0, 40));
}

interface Section {
  readonly title: Text;
  readonly steps: readonly Text[];
}

interface DporRequestData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly lines: readonly Text[];
  readonly facts: readonly Fact[];
  readonly who: Text;
  readonly hint: Text;
  /** Its lines are no Markdown, so that they are copied as they stand. */
  readonly letter: {
    readonly subject: Text;
    readonly lines: readonly {
      readonly line: string;
      readonly spacing: 'None' | 'Small';
      readonly isLink: boolean;
    }[];
    readonly mailto: string;
  };
  readonly sections: readonly Section[];
  /** Whether somebody can still say that they sent it. */
  readonly asksSent: boolean;
  readonly sentOn: string;
  readonly sentError: Text;
  readonly today: string;
  readonly subscriptionId: SubscriptionId;
  readonly partnerId: PartnerId;
  readonly customerId: CustomerId;
}

export interface DporRequestView {
  readonly customer: {
    readonly customerId: CustomerId;
    readonly name: string;
    /** BCP 47, of its letters; `''`: not known. */
    readonly language: string;
  };
  readonly subscription: Subscription;
  readonly location: Location;
  readonly request: DporRequest | undefined;
  readonly standing: 'open' | 'held' | 'csp';
}

const render = cardTemplate<DporRequestData>('dpor-request');
const NO_LETTER = { subject: NONE, lines: [], mailto: '' };

/**
 * Asks a customer for the DPOR of a subscription: the letter, how the customer does it and who there can, and how it stands.
 *
 * @param badDay typed as the day on which it was sent, and none on which it can have been
 */
export function dporRequestCard(
  view: DporRequestView,
  sender: string,
  reader: Reader,
  badDay?: string,
): AdaptiveCard {
  const { customer, subscription, location, standing } = view;
  // A row may name a customer that nobody imported.
  const name = customer.name === '' ? say(reader, 'dpor.request.unnamed') : clean(customer.name);
  const { partnerId } = location;
  const guide = dporGuide({ ...subscription, partnerId }, reader);
  const isCsp = standing === 'csp';
  const { state, color } = stateOf(view, reader);
  return render(
    {
      fallbackText: say(reader, 'dpor.request.fallback', { customer: name, state }),
      head: head(say(reader, 'dpor.request.kind'), location.name, name, state, color),
      lines: linesOf(view, reader),
      facts: factsOf(view, reader),
      who: isCsp ? NONE : guide.who,
      hint: isCsp ? NONE : guide.hint,
      letter: standing === 'open' ? letterShown(dporLetter(view, sender), guide.link) : NO_LETTER,
      sections: isCsp ? [] : sectionsOf(guide, standing, reader),
      asksSent: standing === 'open' && (!isOpen(view.request) || view.request?.sent === undefined),
      sentOn: clean(badDay ?? ''),
      sentError: badDay === undefined ? NONE : say(reader, 'dpor.request.day-error'),
      today: dayOf(reader.now),
      subscriptionId: subscription.subscriptionId,
      partnerId,
      customerId: customer.customerId,
    },
    reader,
  );
}

function factsOf({ subscription, location, standing }: DporRequestView, reader: Reader): readonly Fact[] {
  const { product, subscriptionId, ends } = subscription;
  return [
    { title: say(reader, 'dpor.fact.product'), value: productName(product) },
    { title: say(reader, 'dpor.fact.subscription'), value: clean(subscriptionId) },
    ...(ends === null ? [] : [{ title: say(reader, 'dpor.fact.until'), value: day(ends, reader) }]),
    ...(standing === 'csp'
      ? []
      : [{ title: say(reader, 'dpor.fact.partner-id'), value: clean(location.partnerId) }]),
  ];
}

function letterShown(letter: Letter, link: string): DporRequestData['letter'] {
  return { subject: plain(letter.subject), lines: linesIn(letter, link), mailto: draftLink(letter) };
}

/** Every line of the letter; what follows an empty one stands apart. Its link is ours alone, and has to wrap. */
function linesIn(letter: Letter, link: string): DporRequestData['letter']['lines'] {
  return letterText(letter)
    .toWellFormed()
    .split('\n\n')
    .flatMap((paragraph) =>
      paragraph
        .split('\n')
        .map(
          (line, at) =>
            ({ line, spacing: at === 0 ? 'Small' : 'None', isLink: line !== '' && line === link }) as const,
        ),
    );
}

function stateOf(
  { request, standing }: DporRequestView,
  reader: Reader,
): { readonly state: Text; readonly color: StateColor } {
  if (standing === 'csp')
    return { state: say(reader, 'dpor.request.state.not-possible'), color: 'Attention' };
  const isSent = request?.sent !== undefined;
  if (standing === 'held') {
    const key = isSent ? 'dpor.request.state.answered' : 'dpor.request.state.now-you';
    return { state: say(reader, key), color: 'Good' };
  }
  return isOpen(request) && isSent
    ? { state: say(reader, 'dpor.asked.state.asked'), color: 'Accent' }
    : { state: say(reader, 'dpor.asked.state.not-yet'), color: 'Default' };
}

function isOpen(request: DporRequest | undefined): boolean {
  return request !== undefined && request.answeredAt === null;
}

function linesOf(view: DporRequestView, reader: Reader): readonly Text[] {
  const { request, standing } = view;
  if (standing === 'csp') return [say(reader, 'dpor.request.csp')];
  const asked = request === undefined ? [] : [askedLine(request, reader)];
  if (standing === 'held') return [holdsText(view, reader), ...asked];
  if (!isOpen(request)) return [say(reader, 'dpor.request.send'), say(reader, 'dpor.request.local')];
  return [...asked, say(reader, request?.sent === undefined ? 'dpor.request.send' : 'dpor.request.wait')];
}

function holdsText({ subscription, location }: DporRequestView, reader: Reader): Text {
  const since = subscription.dporChangedAt;
  const own = { location: bold(location.name) };
  return since === null
    ? say(reader, 'dpor.request.held', own)
    : say(reader, 'dpor.request.held-since', { ...own, day: date(since, reader) });
}

function sectionsOf(guide: DporGuide, standing: 'open' | 'held', reader: Reader): readonly Section[] {
  const section = (what: 'attach' | 'change' | 'remove'): Section => ({
    title: say(reader, `dpor.request.section.${what}`),
    steps: guide[what].map((step, at) =>
      say(reader, 'dpor.request.step', { number: number(at + 1, reader), step }),
    ),
  });
  const support = { title: say(reader, 'dpor.request.section.support'), steps: [guide.support] };
  const others = [section('change'), section('remove'), support];
  return standing === 'held' ? others : [section('attach'), ...others];
}
