import { dporRequestCard, DporRequestSubmit, readRequest } from '../../cards/associations/dpor-request.ts';
import { customerCard } from '../../cards/associations/show.ts';
import { requestDpor } from '../../usecases/associations/request-dpor.ts';
import { showCustomer } from '../../usecases/associations/show.ts';
import { cardAction, FORBIDDEN } from '../speaking.ts';

/** Asks a customer for the DPOR of a subscription: pressing writes down that it was asked for. */
export const requestDporAction = cardAction({
  verb: 'dpor.request',
  schema: DporRequestSubmit,
  changes: true,
  async run({ context, actor, person, reader, opId }, { data }) {
    const read = readRequest(data);
    if (!read.ok) {
      if (data.customerId === undefined) return FORBIDDEN;
      const found = await showCustomer(context, person, data.customerId);
      return found.ok ? { card: customerCard(found.value, 0, reader, read.error) } : FORBIDDEN;
    }
    const ask = { subscriptionId: read.value, partnerId: data.partnerId };
    const asked = await requestDpor(context, actor, ask, opId);
    return asked.ok ? { card: dporRequestCard(asked.value, actor.name, reader) } : FORBIDDEN;
  },
});
