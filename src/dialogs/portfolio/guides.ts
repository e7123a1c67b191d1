import { cporCard, CporExplainPress } from '../../cards/associations/cpor.ts';
import { delegationsCard, DelegationGuidePress } from '../../cards/portfolio/delegations.ts';
import { atCustomer, showDelegations } from '../../usecases/portfolio/guide.ts';
import { cardAction, FORBIDDEN } from '../speaking.ts';

/** What a customer delegated to a location, and how to ask for it. */
export const delegationGuideAction = cardAction({
  verb: 'delegation.guide',
  who: 'role',
  data: ['partnerId', 'customerId'],
  inputs: [],
  schema: DelegationGuidePress,
  changes: false,
  async run({ context, actor, reader }, { data }) {
    const found = await showDelegations(context, actor, data);
    return found.ok ? { card: delegationsCard(found.value, reader) } : FORBIDDEN;
  },
});

/** How to explain CPOR to a customer, with the letter that does. */
export const cporExplainAction = cardAction({
  verb: 'cpor.explain',
  who: 'role',
  data: ['partnerId', 'customerId'],
  inputs: [],
  schema: CporExplainPress,
  changes: false,
  async run({ context, actor, reader }, { data }) {
    const found = await atCustomer(context, actor, data);
    return found.ok ? { card: cporCard(found.value, actor.name, reader) } : FORBIDDEN;
  },
});
