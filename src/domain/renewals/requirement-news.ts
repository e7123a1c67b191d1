import { addDays, dayOf, type Day } from '../shared/time.ts';

/** As long as a renewal window is open: whoever renews in it still has to hear of a change before it. */
const NEWS_DAYS = 90;

/** Whether a requirement is still told unasked: one that has held for longer is what everybody knows, not a change. */
export function isStillNews(effective: Day, now: Date): boolean {
  return effective >= dayOf(addDays(now, -NEWS_DAYS));
}
