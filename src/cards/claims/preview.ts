import { ACTIVITY_RULES, areasFed, claimsProduct } from '../../domain/claims/activities.ts';
import { claimFeeds } from '../../domain/claims/feeds.ts';
import type { ClaimPolicy } from '../../domain/claims/policy.ts';
import type { Area, ClaimActivity } from '../../domain/shared/catalogue.ts';
import { number, type Reader } from '../kit/format.ts';
import { say } from '../../words/say.ts';
import { AREA_NAMES } from '../kit/labels.ts';
import { byPalText, metricsInText } from './feeds.ts';
import { listed } from '../kit/text.ts';
import { productName } from '../associations/product.ts';
import { unknownProductText } from './refusals.ts';

/**
 * When to select an activity. Source: Ingram Micro Cloud, "Partner associations" (about 2023), table "CPOR Association
 * Types", column "When to select?".
 */
export const WHEN_TO_SELECT: { readonly [activity in ClaimActivity]: string } = {
  'osu-m365':
    'Select it if you drive the adoption and usage of a workload and want usage incentives. Teams, Yammer, Outlook Mobile and Defender for Office 365 are recognised for usage only.',
  'usage-only':
    'Select it if you drive the adoption and usage of a workload and want it recognised, without an incentive. Open to every workload.',
  osa: 'Select it if you influenced the purchase of a product and want presales incentives. Its revenue association (RevRec) comes by itself.',
  revrec:
    'Select it if you influenced the purchase of a product and want it recognised, without an incentive. The only one for legacy CSP.',
  'osu-bizapps':
    'Select it if you drive the adoption and usage of a product bought by Enterprise Agreement or CASA/EES. Later guides know it as recognition without pay: check the current one.',
};

/** Same source: "Claiming with an incorrect activity may result in missed eligibility, attainment, and incentive earnings". */
export const WRONG_CHOICE =
  'A wrong activity may cost eligibility, points towards a designation and incentive earnings. It cannot be changed later: you would claim anew.';

/** Products that a line has room for. */
const MOST_NAMED = 3;

export interface PreviewLine {
  readonly title: string;
  readonly text: string;
}

/**
 * What a claim will do, before it is submitted.
 *
 * @param targets as chosen so far; none: whatever the activity can claim
 * @param products of the subscriptions chosen, or of those to choose from, as far as they are known
 */
export function previewOf(
  activity: ClaimActivity,
  targets: readonly string[],
  products: readonly string[],
  policy: ClaimPolicy,
  reader: Reader,
): PreviewLine[] {
  const unknown = new Set(products.filter((product) => claimsProduct(activity, product) === undefined));
  const named = listed([...unknown].slice(0, MOST_NAMED).map((product) => `“${productName(product)}”`));
  return [
    ...(unknown.size > 0 ? [{ title: 'Take care', text: unknownProductText(named) }] : []),
    { title: 'Counts for', text: feedsText(activity, targets, products, reader) },
    { title: 'Proof', text: proofText(activity) },
    {
      title: 'Who decides',
      text: 'The operators of the programme, and none of them with a role at your location. The customer is told and may opt out; silence is consent.',
    },
    { title: 'How long', text: timesText(policy, reader) },
  ];
}

function feedsText(
  activity: ClaimActivity,
  targets: readonly string[],
  products: readonly string[],
  reader: Reader,
): string {
  const isWorkload = ACTIVITY_RULES[activity].unit === 'workload';
  const asked = targets.length > 0 || !isWorkload ? targets : ['exchange', 'entra-id'];
  const areas = new Set<Area>(
    asked.length === 0 ? areasFed(activity, '') : asked.flatMap((target) => areasFed(activity, target)),
  );
  const names = listed([...areas].map((area) => AREA_NAMES[area]));
  const each = [...new Set(products.length === 0 ? [''] : products)].map((product) => ({
    product,
    ...claimFeeds(activity, '', product),
  }));
  const metrics = ACTIVITY_RULES[activity].feeds.filter((one) =>
    each.some((feeds) => feeds.metrics.includes(one)),
  );
  const either = isWorkload && targets.length === 0 ? ', as the workload has it' : '';
  const counts =
    metrics.length === 0
      ? say(reader, 'claim-feeds.nothing')
      : `${names}${either}: ${metricsInText(metrics, reader)}`;
  const byPal = each.map(({ product, byPal: those }) => byPalText(product, those, reader)).filter(Boolean);
  const more =
    activity === 'osa'
      ? ` Net customer adds follow through its RevRec, which scorecards show about a month later.`
      : '';
  const paid = ACTIVITY_RULES[activity].isPaid
    ? ' Incentives are earned at milestones only; an approved claim is no approved payment.'
    : ' No incentive is paid.';
  return [`${counts}.`, ...byPal].join(' ') + more + paid;
}

function proofText(activity: ClaimActivity): string {
  return ACTIVITY_RULES[activity].needsProof
    ? 'Needed: what the customer acknowledged, with dates, your service and the product. An assignment mail alone is none.'
    : 'None is needed, unless another partner claims the same. What you add now counts then.';
}

function timesText(policy: ClaimPolicy, reader: Reader): string {
  const days = (count: number) => number(count, reader);
  return `In business days: ${days(policy.reviewBeginsDays)} until the review, ${days(policy.reviewDays)} for it, ${days(policy.answerDays)} for you if more is asked, ${days(policy.optOutDays)} for the customer to opt out. A rejection can be disputed once, within ${days(policy.disputeDays)} calendar days.`;
}
