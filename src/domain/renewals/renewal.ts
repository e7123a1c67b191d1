import { z } from 'zod';
import { Program } from '../shared/catalogue.ts';
import { AadObjectId, PartnerId } from '../shared/ids.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { Day, Instant } from '../shared/time.ts';
import { isSameAnniversary, windowOpens } from './anniversary.ts';
import { RenewalItem } from './checklist.ts';

/** Who did something, and when; the name is what readers are shown. */
const Doing = z.object({ at: Instant, by: AadObjectId, name: z.string() });
type Doing = z.infer<typeof Doing>;

/** How far the renewal of a membership has come. */
export const Renewal = z.object({
  partnerId: PartnerId,
  program: Program,
  /** The anniversary that the ticks are for. */
  due: Day,
  ticks: z.array(Doing.extend({ item: RenewalItem })),
  /** The last one that was renewed; null: none yet. */
  renewed: Doing.extend({ due: Day }).nullable(),
});
export type Renewal = z.infer<typeof Renewal>;
export type Tick = Renewal['ticks'][number];

export function newRenewal(
  { partnerId, program }: Pick<Renewal, 'partnerId' | 'program'>,
  due: Day,
): Renewal {
  return { partnerId, program, due, ticks: [], renewed: null };
}

/** The ticks for an anniversary: those of the year before do not count; they stay where an import moves it a little. */
export function ticksFor(renewal: Pick<Renewal, 'due' | 'ticks'>, due: Day): readonly Tick[] {
  return isSameAnniversary(renewal.due, due) ? renewal.ticks : [];
}

/** Ticks an item; one that is ticked stays as it is, with whoever was first. */
export function tick(renewal: Renewal, due: Day, item: RenewalItem, by: Doing): Renewal {
  const ticks = ticksFor(renewal, due);
  if (ticks.some((one) => one.item === item)) return renewal;
  return { ...renewal, due, ticks: [...ticks, { ...by, item }] };
}

export function untick(renewal: Renewal, due: Day, item: RenewalItem): Renewal {
  const ticks = ticksFor(renewal, due);
  if (!ticks.some((one) => one.item === item)) return renewal;
  return { ...renewal, due, ticks: ticks.filter((one) => one.item !== item) };
}

/** The window has not opened yet, so nothing can have been renewed. */
export interface NotOpen {
  readonly code: 'not-open';
  readonly opens: Day;
}

/**
 * Ends the reminders of an anniversary and opens the next year's cycle.
 *
 * @param due the anniversary that is to be renewed next
 * @returns `not-open` before the window: a second press would else renew the year after
 */
export function markRenewed(renewal: Renewal, due: Day, today: Day, by: Doing): Result<Renewal, NotOpen> {
  const opens = windowOpens(due);
  if (today < opens) return refuse({ code: 'not-open', opens });
  return ok({ ...renewal, due, ticks: [], renewed: { ...by, due } });
}
