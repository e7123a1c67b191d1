import type { Actor } from '../../domain/memberships/person.ts';
import { ok, refuse } from '../../domain/shared/result.ts';
import type { Context } from '../../usecases/context.ts';
import {
  dporRequestCard,
  DporRequestPress,
  readRequest,
  readSentOn,
} from '../../cards/associations/dpor-request.ts';
import { customerCard } from '../../cards/associations/show.ts';
import { findDporAsk, requestDpor, type DporAsk } from '../../usecases/associations/request-dpor.ts';
import { showCustomer } from '../../usecases/associations/show.ts';
import { cardAction, FORBIDDEN } from '../speaking.ts';

/** The letter that asks a customer for the DPOR of a subscription; with a day, that it was sent then. */
export const requestDporAction = cardAction({
  verb: 'dpor.request',
  who: 'associations',
  data: ['subscriptionId', 'partnerId'],
  inputs: ['wanted', 'otherId', 'sentOn'],
  schema: DporRequestPress,
  changes: true,
  async run({ context, actor, person, reader, opId }, { data }) {
    const read = readRequest(data);
    if (!read.ok) {
      if (data.customerId === undefined) return FORBIDDEN;
      const found = await showCustomer(context, person, data.customerId);
      return found.ok ? { card: customerCard(found.value, 0, reader, read.error) } : FORBIDDEN;
    }
    const sentOn = readSentOn(data.sentOn, reader.now);
    const ask = { subscriptionId: read.value, partnerId: data.partnerId };
    const asked = sentOn.ok
      ? await requestDpor(context, actor, { ...ask, sentOn: sentOn.value }, opId)
      : await letterAgain(context, actor, ask);
    const badDay = sentOn.ok ? undefined : sentOn.error;
    return asked.ok ? { card: dporRequestCard(asked.value, actor.name, reader, badDay) } : FORBIDDEN;
  },
});

/** The form comes back, and nothing is written. */
async function letterAgain(context: Context, actor: Actor, ask: DporAsk) {
  const view = await findDporAsk(context, actor, ask);
  return view === undefined ? refuse({ code: 'forbidden' } as const) : ok(view);
}
