import type { Claim } from '../../../domain/claims/claim.ts';
import type { Doubt } from '../../../domain/claims/doubt.ts';
import type { ClaimView } from '../../../domain/claims/view.ts';
import { unreachable } from '../../../domain/shared/result.ts';
import { say } from '../../../words/say.ts';
import { NONE, type Text } from '../../../words/text.ts';
import { productName } from '../../associations/product.ts';
import { listOf, type Reader } from '../../kit/format.ts';
import { licensingName } from '../licensing.ts';
import { targetName } from '../target-name.ts';

/** What the operators have to check before they approve; `''`: nothing that Porter knows of. */
export function doubtLine({ claim, doubt }: ClaimView, reader: Reader): Text {
  return doubt === undefined ? NONE : doubtText(doubt, claim, reader);
}

function doubtText(doubt: Doubt, { target }: Pick<Claim, 'target'>, reader: Reader): Text {
  switch (doubt.code) {
    case 'of-another-customer':
    case 'unknown-subscription':
      return say(reader, `claims.doubt.${doubt.code}`);
    case 'no-active-subscription':
      return say(reader, 'claims.doubt.no-active-subscription', {
        workload: targetName(doubt.workload, reader),
      });
    case 'not-in-force':
      return say(reader, `claims.doubt.not-in-force.${doubt.status}`);
    case 'other-product':
    case 'unknown-product':
      return say(reader, `claims.doubt.${doubt.code}`, { product: productName(doubt.product) });
    case 'licensing':
      return say(reader, 'claims.doubt.licensing', {
        licensing: licensingName(doubt.licensing, reader),
        allowed: listOf(
          doubt.allowed.map((one) => licensingName(one, reader)),
          reader,
        ),
      });
    case 'usage-only-workload':
      return say(reader, 'claims.doubt.usage-only-workload', { target: targetName(target, reader) });
    case 'not-a-workload':
    case 'not-a-subscription':
      return say(reader, 'claims.doubt.nothing', { target: targetName(target, reader) });
    default:
      return unreachable(doubt);
  }
}
