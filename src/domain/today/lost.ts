import type { Ending } from '../associations/former.ts';
import type { CustomerId } from '../shared/ids.ts';
import { addDays } from '../shared/time.ts';

/** So long a lost Digital Partner of Record waits for somebody to look at it. Ours: a week of work has passed by then. */
export const LOST_DAYS = 7;

/** When a person last looked at a customer, or at the history of a subscription, by its id; undefined: not lately. */
export type Looked = (id: string) => Date | undefined;

/** Whether something was lost so lately that it waits for somebody to look. */
export function isFresh(lostAt: Date, now: Date): boolean {
  return lostAt > addDays(now, -LOST_DAYS);
}

/**
 * The latest loss as Digital Partner of Record with a customer that a person has not looked at. Whoever has opened the customer
 * since has looked at all of it; whoever has opened the history of the subscription, at that.
 *
 * @param endings what ended with the customer, in any order; a loss names its subscription as its target
 */
export function unseenLoss(
  customerId: CustomerId,
  endings: readonly Ending[],
  looked: Looked,
  now: Date,
): Ending | undefined {
  const isSeen = ({ target, ended }: Ending) =>
    [looked(customerId), looked(target)].some((at) => at !== undefined && at >= ended);
  return losses(endings, now).find((ending) => !isSeen(ending));
}

/** When the latest loss with a customer was that waits for somebody to look; undefined: none does. */
export function freshLossAt(endings: readonly Ending[], now: Date): Date | undefined {
  return losses(endings, now)[0]?.ended;
}

function losses(endings: readonly Ending[], now: Date): readonly Ending[] {
  return endings
    .filter(({ association, ended }) => association === 'dpor' && isFresh(ended, now))
    .toSorted((one, two) => two.ended.getTime() - one.ended.getTime());
}
