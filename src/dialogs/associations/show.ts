import { dporHistoryCard } from '../../cards/associations/history.ts';
import { customerCard } from '../../cards/associations/show.ts';
import { AssociationsShowPress, DporHistoryPress } from '../../cards/associations/press.ts';
import { freshLossAt } from '../../domain/today/lost.ts';
import { dporHistory } from '../../usecases/associations/history.ts';
import { showCustomer } from '../../usecases/associations/show.ts';
import { keepLooked } from '../../usecases/today/looked.ts';
import { cardAction, FORBIDDEN } from '../speaking.ts';

/** How the person's locations stand with one customer. */
export const showCustomerAction = cardAction({
  verb: 'associations.show',
  who: 'role-of-associate',
  data: ['customerId'],
  inputs: [],
  schema: AssociationsShowPress,
  changes: false,
  async run({ context, person, reader, byItself }, { data: { customerId, after } }) {
    const found = await showCustomer(context, person, customerId);
    if (!found.ok) return FORBIDDEN;
    const endings = found.value.at.flatMap((location) => location.endings);
    if (byItself !== true) await keepLooked(context, person, customerId, freshLossAt(endings, reader.now));
    return { card: customerCard(found.value, Number(after ?? 0), reader) };
  },
});

/** Who held a subscription when. */
export const dporHistoryAction = cardAction({
  verb: 'dpor.history',
  who: 'role-of-holder',
  data: ['subscriptionId'],
  inputs: [],
  schema: DporHistoryPress,
  changes: false,
  async run({ context, person, reader, byItself }, { data: { subscriptionId } }) {
    const found = await dporHistory(context, person, subscriptionId);
    if (!found.ok) return FORBIDDEN;
    const [latest] = found.value.changes;
    if (byItself !== true) await keepLooked(context, person, subscriptionId, latest?.changedAt);
    return { card: dporHistoryCard(found.value, reader) };
  },
});
