import { readLocation } from '../../cards/kit/location-list.ts';
import { leadsListCard } from '../../cards/leads/list.ts';
import { LeadsListPress } from '../../cards/leads/press.ts';
import { listLeads } from '../../usecases/leads/list.ts';
import { rememberLocation } from '../../usecases/memberships/person-changes.ts';
import { cardAction, FORBIDDEN } from '../speaking.ts';

export const listLeadsAction = cardAction({
  verb: 'leads.list',
  who: 'referrals',
  data: ['partnerId', 'after'],
  inputs: [],
  schema: LeadsListPress,
  changes: false,
  async run({ context, person, reader }, { data: { partnerId, after } }) {
    const chosen = readLocation(partnerId);
    const list = await listLeads(context, person, chosen, after);
    if (list === undefined) return FORBIDDEN;
    if (chosen !== undefined) await rememberLocation(context, person, chosen);
    return { card: leadsListCard(list, after === undefined, reader) };
  },
});
