import { handleEvent } from './handle.ts';
import { pickUpEvents } from './pick-up.ts';
import type { JobParts } from '../job-parts.ts';
import type { HandlersOf } from '../jobs.ts';
import type { eventJobs } from './jobs.ts';

/** Which use case each job of events calls. */
export function eventJobHandlers({ context }: JobParts): HandlersOf<typeof eventJobs> {
  return {
    'event.handle': (_task, run) => handleEvent(context, run),
    'event.pick-up': () => pickUpEvents(context),
  };
}
