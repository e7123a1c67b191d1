import { z } from 'zod';
import type { Subscription } from '../../domain/associations/customer.ts';
import { canBeSentOn, type DporRequest } from '../../domain/associations/dpor-request.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { CustomerId, PartnerId, SubscriptionId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { Day, dayOf } from '../../domain/shared/time.ts';
import { date, day, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { draftLink, letterText, type Letter } from '../kit/letter.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { bold, clean, plain } from '../kit/text.ts';
import type { AskTyped } from './ask-form.ts';
import { dporGuide, type DporGuide } from './dpor-guide.ts';
import { dporLetter } from './dpor-letter.ts';
import { askedLine } from './asked-line.ts';
import { productName } from './product.ts';

/** It comes from the client: no rights follow from it. */
export const DporRequestSubmit = z.strictObject({
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
}: z.infer<typeof DporRequestSubmit>['data']): Result<SubscriptionId, AskTyped> {
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
  readonly title: string;
  readonly steps: readonly string[];
}

interface DporRequestData {
  readonly fallbackText: string;
  readonly head: Head;
  readonly lines: readonly string[];
  readonly facts: readonly { readonly title: string; readonly value: string }[];
  readonly who: string;
  readonly hint: string;
  /** Its lines are no Markdown, so that they are copied as they stand. */
  readonly letter: {
    readonly subject: string;
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
  readonly sentError: string;
  readonly today: string;
  readonly subscriptionId: SubscriptionId;
  readonly partnerId: PartnerId;
  readonly customerId: CustomerId;
}

export interface DporRequestView {
  readonly customer: { readonly customerId: CustomerId; readonly name: string };
  readonly subscription: Subscription;
  readonly location: Location;
  readonly request: DporRequest | undefined;
  readonly standing: 'open' | 'held' | 'csp';
}

const render = cardTemplate<DporRequestData>('dpor-request');
const NO_LETTER = { subject: '', lines: [], mailto: '' };

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
  // a row may name a customer that nobody imported
  const name = customer.name || 'A customer not imported yet';
  const { subscriptionId } = subscription;
  const { partnerId } = location;
  const guide = dporGuide({ ...subscription, partnerId });
  const isCsp = standing === 'csp';
  const letter = standing === 'open' ? dporLetter(view, sender) : undefined;
  const { state, color } = stateOf(view);
  return render({
    fallbackText: clean(`${name}: ${state}`),
    head: head('Request DPOR', location.name, name, state, color),
    lines: linesOf(view, reader),
    facts: [
      { title: 'Product', value: productName(subscription.product) },
      { title: 'Subscription', value: subscriptionId },
      ...(subscription.ends === null ? [] : [{ title: 'Until', value: day(subscription.ends, reader) }]),
      ...(isCsp ? [] : [{ title: 'PartnerID', value: partnerId }]),
    ],
    who: isCsp ? '' : `${guide.who} ${guide.notWho}`,
    hint: isCsp ? '' : guide.hint,
    letter:
      letter === undefined
        ? NO_LETTER
        : { subject: plain(letter.subject), lines: linesIn(letter, guide.link), mailto: draftLink(letter) },
    sections: isCsp ? [] : sectionsOf(guide, standing),
    asksSent: standing === 'open' && (!isOpen(view.request) || view.request?.sent === undefined),
    sentOn: clean(badDay ?? ''),
    sentError: badDay === undefined ? '' : 'Give the day on which you sent it; it cannot lie ahead.',
    today: dayOf(reader.now),
    subscriptionId,
    partnerId,
    customerId: customer.customerId,
  });
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

function stateOf({ request, standing }: DporRequestView): {
  readonly state: string;
  readonly color: StateColor;
} {
  if (standing === 'csp') return { state: 'Not possible', color: 'Attention' };
  if (standing === 'held') {
    return request?.sent === undefined
      ? { state: 'Now you', color: 'Good' }
      : { state: 'Answered', color: 'Good' };
  }
  return isOpen(request) && request?.sent !== undefined
    ? { state: 'Asked', color: 'Accent' }
    : { state: 'Not asked yet', color: 'Default' };
}

function isOpen(request: DporRequest | undefined): boolean {
  return request !== undefined && request.answeredAt === null;
}

function linesOf({ subscription, location, request, standing }: DporRequestView, reader: Reader): string[] {
  const asked = request === undefined ? '' : `${askedLine(request, reader)}.`;
  if (standing === 'csp') {
    return [
      'This subscription is sold through CSP. Such subscriptions have no partner of record: the credit goes to the CSP partner by itself, and there is nothing to ask for.',
    ];
  }
  if (standing === 'held') {
    const since = subscription.dporChangedAt;
    const holds = `${bold(location.name)} is the partner of record of this subscription${since === null ? '' : ` since ${date(since, reader)}`}.`;
    return [asked === '' ? holds : `${holds} ${asked}`];
  }
  return [
    `${isOpen(request) ? `${asked} ` : ''}${request?.sent !== undefined && isOpen(request) ? '' : 'Send the customer the letter, and tell me when you have: I write to nobody outside of Teams. '}When the customer has done it, you are told.`,
  ];
}

function sectionsOf(guide: DporGuide, standing: 'open' | 'held'): readonly Section[] {
  const numbered = (steps: readonly string[]) => steps.map((step, at) => `${at + 1}\\. ${step}`);
  const attach = { title: 'Where there is none yet', steps: numbered(guide.attach) };
  const change = { title: 'Where another partner holds it', steps: numbered(guide.change) };
  const remove = { title: 'To remove it', steps: numbered(guide.remove) };
  return standing === 'held' ? [change, remove] : [attach, change, remove];
}
