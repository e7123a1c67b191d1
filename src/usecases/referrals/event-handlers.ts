import { nameCustomer } from '../associations/name-customer.ts';
import { isEarly, lookAgain, refuseFact, type EventHandlers } from '../events/handler.ts';
import { withdrawReferral } from './close.ts';
import { receiveReferral } from './receive.ts';

/** What the events about referrals do. */
export const referralEventHandlers: EventHandlers<'porter.referral.received' | 'porter.referral.withdrawn'> =
  {
    'porter.referral.received': async (context, { data }) => {
      await receiveReferral(context, data);
      await nameCustomer(context, data.customer);
      return 'done';
    },
    'porter.referral.withdrawn': async (context, event, run) => {
      const { eventId, data } = event;
      const now = context.clock.now();
      const withdrawn = await withdrawReferral(context, data, eventId);
      if (withdrawn === 'withdrawn') return 'done';
      if (withdrawn === 'matching' || (withdrawn === 'unknown' && isEarly(event, now))) return lookAgain(now);
      return refuseFact(context, run, `withdraw:${eventId}`, {
        action: 'referral.withdraw',
        subject: data.referralId,
        detail: 'nothing open to withdraw',
      });
    },
  };
