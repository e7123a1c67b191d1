import type { Day } from '../shared/time.ts';
import { comparableName } from './customer-name.ts';
import type { Customer, Subscription } from './customer.ts';
import type { MailDate } from './dpor-mail.ts';
import { isSameProduct } from './product.ts';

/** A customer that a mail may mean, with all its subscriptions. */
export interface KnownCustomer {
  readonly customer: Customer;
  readonly subscriptions: readonly Subscription[];
}

export interface Candidate {
  readonly customer: Customer;
  readonly subscription: Subscription;
}

/** Why no single subscription is meant. */
export type Unmatched = 'no-customer' | 'no-subscription' | 'several';

export interface Matched {
  /** The one that is meant. */
  readonly one: Candidate | undefined;
  /** Those it could be, best first: of the product and dates if any, else all of the customer. */
  readonly candidates: readonly Candidate[];
  readonly why: Unmatched | undefined;
}

/**
 * The subscription that a mail means, by customer's name, service and dates: the product is the same, no date says
 * otherwise, and no other agrees in as many dates. A date that one side does not know excludes nothing.
 */
export function matchMail(
  mail: {
    readonly organization: string;
    readonly service: string;
    readonly starts: MailDate;
    readonly ends: MailDate;
  },
  known: readonly KnownCustomer[],
): Matched {
  const name = comparableName(mail.organization);
  const same = known.filter(({ customer }) => name !== '' && comparableName(customer.name) === name);
  const all = same.flatMap(({ customer, subscriptions }) =>
    subscriptions.map((subscription) => ({ customer, subscription })),
  );
  if (same.length === 0) return { one: undefined, candidates: [], why: 'no-customer' };

  const fitting = all
    .filter(({ subscription }) => mail.service !== '' && isSameProduct(subscription.product, mail.service))
    .map((candidate) => ({ candidate, agreement: agreementOf(mail, candidate.subscription) }))
    .filter(({ agreement }) => agreement >= 0)
    .toSorted((a, b) => b.agreement - a.agreement);
  const [best, next] = fitting;
  if (best === undefined) return { one: undefined, candidates: all, why: 'no-subscription' };
  const candidates = fitting.map(({ candidate }) => candidate);
  return best.agreement === next?.agreement
    ? { one: undefined, candidates, why: 'several' }
    : { one: best.candidate, candidates, why: undefined };
}

/** How many of the two dates agree; -1 when one says otherwise. */
function agreementOf(mail: { readonly starts: MailDate; readonly ends: MailDate }, of: Subscription): number {
  const agreed = [agrees(mail.starts, of.starts), agrees(mail.ends, of.ends)];
  return agreed.includes(false) ? -1 : agreed.filter((one) => one === true).length;
}

function agrees({ written, days }: MailDate, day: Day | null): boolean | undefined {
  if (written === '' || day === null) return undefined;
  return days.includes(day);
}
