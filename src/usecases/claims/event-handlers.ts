import { isEarly, lookAgain, refuseFact, type EventHandlers } from '../events/handler.ts';
import { takeCustomerResponse } from './review/customer-responded.ts';

/** What the events about claims do. */
export const claimEventHandlers: EventHandlers<'porter.claim.customer-responded'> = {
  'porter.claim.customer-responded': async (context, event, run) => {
    const { eventId, data } = event;
    const now = context.clock.now();
    const taken = await takeCustomerResponse(context, data, eventId);
    if (taken === 'taken') return 'done';
    if (taken === 'unknown' && isEarly(event, now)) return lookAgain(now);
    return refuseFact(context, run, `customer-responded:${eventId}`, {
      action: 'claim.customer-responded',
      subject: data.claimId,
      detail: taken === 'unknown' ? 'no such claim' : 'nothing to answer',
    });
  },
};
