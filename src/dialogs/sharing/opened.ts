import { refusalCard } from '../../cards/chat/cards.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { thingSaid, type Thing } from '../../domain/sharing/thing.ts';
import { showCustomerAction } from '../associations/show.ts';
import { showClaim } from '../claims/claim.ts';
import { showReferral } from '../referrals/decide.ts';
import type { CardAction, Speaking } from '../speaking.ts';

/** What a link to Porter's chat says, or a link that was pasted there, is answered with the thing's own card. */
export async function openedCard(speaking: Speaking, text: string): Promise<AdaptiveCard | undefined> {
  const thing = thingSaid(text, speaking.context.links?.publicUrl);
  if (thing === undefined) return undefined;
  const action = actionFor(thing);
  const answer = await action.run(speaking, action.schema.parse({ verb: action.verb, data: thing }));
  return 'card' in answer ? answer.card : refusalCard(answer.message(speaking.reader), speaking.reader);
}

function actionFor(thing: Thing): CardAction {
  if ('claimId' in thing) return showClaim;
  return 'referralId' in thing ? showReferral : showCustomerAction;
}
