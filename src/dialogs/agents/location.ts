import { AgentsSetPress, AgentsShowPress, locationAgentsCard } from '../../cards/agents/location.ts';
import { setLocationAgents, showLocationAgents } from '../../usecases/agents/allowed.ts';
import { cardAction, FORBIDDEN } from '../speaking.ts';

export const showAgentsAction = cardAction({
  verb: 'agents.show',
  who: 'role',
  data: ['partnerId'],
  inputs: [],
  schema: AgentsShowPress,
  changes: false,
  async run({ context, actor, reader }, { data: { partnerId } }) {
    const found = await showLocationAgents(context, actor, partnerId);
    return found.ok ? { card: locationAgentsCard(found.value, reader) } : FORBIDDEN;
  },
});

export const setAgentsAction = cardAction({
  verb: 'agents.set',
  who: 'program-admin',
  data: ['partnerId', 'agents'],
  inputs: [],
  schema: AgentsSetPress,
  changes: true,
  async run({ context, actor, reader, opId }, { data: { partnerId, agents } }) {
    const asked = { partnerId, allowed: agents === 'on' };
    const set = await setLocationAgents(context, actor, asked, opId);
    return set.ok ? { card: locationAgentsCard(set.value, reader) } : FORBIDDEN;
  },
});
