import type { EventHandlers } from '../events/handler.ts';
import { takeDporChange } from './take-dpor-change.ts';

/** What the events about associations do. */
export const associationEventHandlers: EventHandlers<'porter.dpor.changed'> = {
  'porter.dpor.changed': async (context, { data, eventId }) => {
    const { changedBy = null, ...told } = data;
    await takeDporChange(context, { ...told, changedBy, key: eventId }, 'event');
    return 'done';
  },
};
