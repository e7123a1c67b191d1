import { dporHistoryCard } from '../../cards/associations/history.ts';
import { customerCard } from '../../cards/associations/show.ts';
import { AssociationsShowSubmit, DporHistorySubmit } from '../../cards/associations/submit.ts';
import { dporHistory } from '../../usecases/associations/history.ts';
import { showCustomer } from '../../usecases/associations/show.ts';
import { cardAction, FORBIDDEN } from '../speaking.ts';

/** How the person's locations stand with one customer. */
export const showCustomerAction = cardAction({
  verb: 'associations.show',
  who: 'role-of-associate',
  data: ['customerId'],
  inputs: [],
  schema: AssociationsShowSubmit,
  changes: false,
  async run({ context, person, reader }, { data: { customerId, after } }) {
    const found = await showCustomer(context, person, customerId);
    return found.ok ? { card: customerCard(found.value, Number(after ?? 0), reader) } : FORBIDDEN;
  },
});

/** Who held a subscription when. */
export const dporHistoryAction = cardAction({
  verb: 'dpor.history',
  who: 'role-of-holder',
  data: ['subscriptionId'],
  inputs: [],
  schema: DporHistorySubmit,
  changes: false,
  async run({ context, person, reader }, { data: { subscriptionId } }) {
    const found = await dporHistory(context, person, subscriptionId);
    return found.ok ? { card: dporHistoryCard(found.value, reader) } : FORBIDDEN;
  },
});
