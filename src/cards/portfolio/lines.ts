import type { Tie } from '../../domain/associations/association.ts';
import { DelegationKind } from '../../domain/portfolio/delegations.ts';
import type { Gap } from '../../domain/portfolio/gaps.ts';
import type { UsageFigures, UsageTrend } from '../../domain/portfolio/usage.ts';
import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { WORKLOADS, type Workload } from '../../domain/shared/catalogue.ts';
import { say } from '../../words/say.ts';
import { asText, type Text } from '../../words/text.ts';
import { productName } from '../associations/product.ts';
import type { ActionData } from '../kit/action.ts';
import { day, dollars, number, relativeDay, type Reader } from '../kit/format.ts';
import { ASSOCIATION_NAMES, WORKLOAD_NAMES } from '../kit/labels.ts';
import { plain } from '../kit/text.ts';

/** "Teams by CPOR: 1,010 of 1,250 seats in use, +80 since 1 Sep 2026". */
export function usageText(trend: UsageTrend, ties: readonly Tie[], reader: Reader): Text {
  const { latest, before } = trend;
  const line = figureText(trend, latest, ties, reader);
  const change = before === null ? undefined : changeOf(latest, before);
  return change === undefined || before === null
    ? say(reader, 'portfolio.usage.date', { line, day: day(latest.date, reader) })
    : say(reader, 'portfolio.usage.trend', {
        line,
        change: signed(change, reader),
        day: day(before.date, reader),
      });
}

function figureText(
  { target, association }: UsageTrend,
  { activeUsers, seats, acr }: UsageFigures,
  ties: readonly Tie[],
  reader: Reader,
): Text {
  const of = { target: targetText(target, ties), association: asText(ASSOCIATION_NAMES[association]) };
  if (acr !== null) return say(reader, 'portfolio.usage.acr', { ...of, acr: number(acr, reader, 2) });
  if (activeUsers === null) return say(reader, 'portfolio.usage.seats', { ...of, seats: seats ?? 0 });
  return seats === null
    ? say(reader, 'portfolio.usage.users', { ...of, users: activeUsers })
    : say(reader, 'portfolio.usage.users-of', { ...of, users: number(activeUsers, reader), seats });
}

/** A workload by its name, a subscription by its product. */
function targetText(target: string, ties: readonly Tie[]): Text {
  const workload = WORKLOADS.find((one): one is Workload => one === target);
  if (workload !== undefined) return asText(WORKLOAD_NAMES[workload]);
  const tie = ties.find((one) => one.target === target);
  return tie === undefined || tie.product === '' ? plain(target, 60) : asText(productName(tie.product));
}

function changeOf(latest: UsageFigures, before: UsageFigures): number | undefined {
  if (latest.acr !== null && before.acr !== null) return latest.acr - before.acr;
  return latest.activeUsers !== null && before.activeUsers !== null
    ? latest.activeUsers - before.activeUsers
    : undefined;
}

function signed(change: number, reader: Reader): Text {
  return change > 0 ? asText(`+${number(change, reader)}`) : number(change, reader);
}

/** What is left on the table, in a sentence, with the points that hang on it. */
export function gapText(gap: Gap, reader: Reader): Text {
  const { points, dollars: amount } = gap;
  const what = sentence(gap, reader);
  const worth = points === null ? what : say(reader, 'portfolio.gap.points', { what, points });
  return amount === null
    ? worth
    : say(reader, 'portfolio.gap.dollars', { what: worth, amount: dollars(amount, reader) });
}

/** A certificate that ends, and whose it is. */
export interface CertificateShown {
  readonly name: string;
  readonly certification: string;
  readonly expires: string;
}

export function certificateText({ name, certification, expires }: CertificateShown, reader: Reader): Text {
  return say(reader, 'portfolio.certificate', {
    name: plain(name, 80),
    certification: plain(certification, 120),
    day: day(expires, reader),
    when: relativeDay(expires, reader),
  });
}

function sentence({ kind, subject, product, since, ends, seats, linkedAs }: Gap, reader: Reader): Text {
  const named = asText(productName(product));
  const target = targetText(subject, []);
  const from = since === null ? asText('–') : day(since, reader);
  const until =
    ends === null
      ? { day: asText('–'), when: asText('–') }
      : { day: day(ends, reader), when: relativeDay(ends, reader) };
  switch (kind) {
    case 'no-pal':
      return say(reader, 'portfolio.gap.no-pal', { product: named });
    case 'pal-elsewhere':
      return say(reader, 'portfolio.gap.pal-elsewhere', { partnerId: plain(linkedAs ?? '', 20) });
    case 'usage-unclaimed':
      return say(reader, 'portfolio.gap.usage-unclaimed', { target, day: from });
    case 'dpor-ended':
      return say(reader, 'portfolio.gap.dpor-ended', { product: named, day: from });
    case 'delegation-ends':
      return say(reader, 'portfolio.gap.delegation-ends', {
        kind: delegationText(subject, reader),
        ...until,
      });
    case 'subscription-ends':
      return say(reader, 'portfolio.gap.subscription-ends', {
        product: product === '' ? target : named,
        ...until,
      });
    case 'seats-unused':
      return say(reader, 'portfolio.gap.seats-unused', { target, seats: seats ?? 0 });
  }
}

/** "granular delegated admin". */
export function delegationText(kind: string, reader: Reader): Text {
  const known = DelegationKind.safeParse(kind);
  return known.success ? say(reader, `portfolio.delegation.${known.data}`) : plain(kind, 40);
}

/** The press that mends it. */
export function mendOf(
  { kind, subject }: Gap,
  partnerId: PartnerId,
  customerId: CustomerId,
): { readonly verb: string; readonly data: ActionData } {
  switch (kind) {
    case 'no-pal':
    case 'pal-elsewhere':
      return { verb: 'pal.guide', data: { partnerId, customerId, credential: 'user' } };
    case 'usage-unclaimed':
      return { verb: 'claim.new', data: { partnerId, customerId } };
    case 'dpor-ended':
      return { verb: 'dpor.request', data: { partnerId, subscriptionId: subject } };
    case 'delegation-ends':
      return { verb: 'delegation.guide', data: { partnerId, customerId } };
    case 'subscription-ends':
    case 'seats-unused':
      return { verb: 'associations.show', data: { customerId } };
  }
}
