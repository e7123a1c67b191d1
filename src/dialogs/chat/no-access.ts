import { noAccessCard } from '../../cards/chat/cards.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { isOperator } from '../../usecases/operators/operator.ts';
import type { Speaking } from '../speaking.ts';

/** The answer to a word that is for people of a partner location, where the person has no right that it needs. */
export async function noAccess({ context, person, reader }: Speaking): Promise<AdaptiveCard> {
  if (person.operator && (await isOperator(context.documents, person)))
    return noAccessCard('operator', reader);
  return noAccessCard(person.standings.length > 0 ? 'no-role' : 'stranger', reader);
}
