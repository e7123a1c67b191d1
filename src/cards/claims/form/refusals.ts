import type { NotEligible, Unchecked } from '../../../domain/claims/eligibility.ts';
import type { ClaimActivity } from '../../../domain/shared/catalogue.ts';
import { unreachable } from '../../../domain/shared/result.ts';
import { say } from '../../../words/say.ts';
import { NONE, type Text } from '../../../words/text.ts';
import { productName } from '../../associations/product.ts';
import { listOf, type Reader } from '../../kit/format.ts';
import { activityShortName } from '../../kit/labels.ts';
import { sentences } from '../../kit/sentences.ts';
import { clean } from '../../kit/text.ts';
import { licensingName } from '../licensing.ts';
import { targetName } from '../target-name.ts';

/** Why a target was refused, as the submission tells. */
export type TargetWhy =
  | NotEligible
  | {
      readonly code: 'already-claimed';
      readonly claim: { readonly claimId: string; readonly activity: ClaimActivity };
    };

/** The rule and the way out, for a card. @param typed the target as typed */
export function targetRefusedText(
  why: TargetWhy,
  claimed: ClaimActivity,
  typed: string,
  reader: Reader,
): Text {
  const target = targetName(typed, reader);
  const activity = activityShortName(claimed, reader);
  switch (why.code) {
    case 'not-a-workload':
    case 'not-a-subscription':
      return say(reader, `claim-refusals.${why.code}`, { activity, target });
    case 'usage-only-workload':
      return say(reader, 'claim-refusals.usage-only-workload', {
        target,
        activity: activityShortName('usage-only', reader),
      });
    case 'no-active-subscription':
    case 'unknown-subscription':
      return say(reader, `claim-refusals.${why.code}`, { target });
    case 'other-product':
      return otherProductText(why.product, target, reader);
    case 'not-in-force':
      return say(reader, `claim-refusals.not-in-force.${why.status}`, { target });
    case 'licensing':
      return licensingText(why, { activity, target }, reader);
    case 'already-claimed': {
      const isByItself = claimed === 'revrec' && why.claim.activity === 'osa';
      return say(reader, isByItself ? 'claim-refusals.already.by-osa' : 'claim-refusals.already', {
        target,
        claim: clean(why.claim.claimId),
      });
    }
    default:
      return unreachable(why);
  }
}

/** What the reviewer has to see to, since Porter was never told. */
export function uncheckedText(unchecked: readonly Unchecked[], reader: Reader): Text {
  if (unchecked.includes('subscriptions')) return say(reader, 'claim-refusals.unchecked.subscriptions');
  return sentences(
    reader,
    unchecked.includes('product') ? say(reader, 'claim-refusals.unchecked.product') : NONE,
    unchecked.includes('licensing') ? say(reader, 'claim-refusals.unchecked.licensing') : NONE,
  );
}

/** Activities by name, each in quotes. */
export function quotedActivities(activities: readonly ClaimActivity[], reader: Reader): Text {
  const quoted = activities.map((one) =>
    say(reader, 'claim-refusals.quoted', { activity: activityShortName(one, reader) }),
  );
  return listOf(quoted, reader);
}

/** What to claim instead, by the product that the subscription is of. */
function otherProductText(of: string, target: Text, reader: Reader): Text {
  const product = productName(of);
  return of === 'azure'
    ? say(reader, 'claim-refusals.other-product.azure', { target, product })
    : say(reader, 'claim-refusals.other-product', {
        target,
        product,
        usage: activityShortName('osu-m365', reader),
        recognition: activityShortName('usage-only', reader),
      });
}

function licensingText(
  { licensing, allowed, instead }: Extract<NotEligible, { code: 'licensing' }>,
  { activity, target }: { readonly activity: Text; readonly target: Text },
  reader: Reader,
): Text {
  if (licensing === 'MPSA') return say(reader, 'claim-refusals.licensed.by-mpsa', { target });
  const names = allowed.map((one) => licensingName(one, reader));
  const rule = say(reader, 'claim-refusals.licensed', {
    target,
    activity,
    licensing: licensingName(licensing, reader),
    allowed: listOf(names, reader),
  });
  if (instead.length > 0) {
    const activities = quotedActivities(instead, reader);
    return sentences(reader, rule, say(reader, 'claim-refusals.licensed.fits', { activities }));
  }
  return licensing === 'CSP' ? sentences(reader, rule, say(reader, 'claim-refusals.licensed.by-csp')) : rule;
}
