import { dporRequestCard, DporRequestSubmit } from '../../cards/associations/dpor-request.ts';
import { requestDpor } from '../../usecases/associations/request-dpor.ts';
import { cardAction, FORBIDDEN } from '../speaking.ts';

/** Asks a customer for the DPOR of a subscription: pressing writes down that it was asked for. */
export const requestDporAction = cardAction({
  verb: 'dpor.request',
  schema: DporRequestSubmit,
  changes: true,
  async run({ context, actor, reader, opId }, { data: { subscriptionId, partnerId } }) {
    const asked = await requestDpor(context, actor, { subscriptionId, partnerId }, opId);
    return asked.ok ? { card: dporRequestCard(asked.value, actor.name, reader) } : FORBIDDEN;
  },
});
