import type { Face, Standing } from '../../domain/sharing/face.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { clean } from '../kit/text.ts';
import type { Text } from '../../words/text.ts';
import type { CustomerId } from '../../domain/shared/ids.ts';
import { customerTitle } from '../associations/product.ts';
import { claimState } from '../claims/state.ts';
import type { Reader } from '../kit/format.ts';
import type { StateColor } from '../kit/head.ts';
import { offerState } from '../referrals/state.ts';

/** What kind of thing it is, in a word. */
export function kindOf({ kind }: Pick<Standing, 'kind'>, reader: Reads): Text {
  return kind === 'claim' ? say(reader, 'claims.kind') : say(reader, `sharing.kind.${kind}`);
}

/** Where it stands, in a word or two that are the same for everybody: neither whose turn it is nor until when. */
export function stateOf(
  standing: Standing,
  reader: Reader,
): { readonly state: Text; readonly color: StateColor } {
  switch (standing.kind) {
    case 'claim':
      return claimState(standing, false, reader);
    case 'referral':
      return offerState({ ...standing, respondBy: null }, reader);
    case 'customer':
      return { state: say(reader, `sharing.tied.${standing.tied}`), color: 'Default' };
  }
}

/** The customer by name; not Markdown. */
export function nameOf({ customerName, customerId }: Face, reader: Reads): Text {
  return named(customerName, customerId, reader);
}

function named(name: string, customerId: CustomerId | undefined, reader: Reads): Text {
  return customerId === undefined ? clean(name, 100) : clean(customerTitle(name, customerId, reader), 100);
}
