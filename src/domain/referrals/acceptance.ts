import { z } from 'zod';
import type { OfferStatus } from './referral.ts';

/** A calendar quarter in UTC, `2026-Q4`; these are Microsoft's fiscal quarters too, counted otherwise. */
export const Quarter = z
  .string()
  .regex(/^\d{4}-Q[1-4]$/)
  .brand<'Quarter'>();
export type Quarter = z.infer<typeof Quarter>;

/**
 * What a location decided of the offers that it got in one quarter, whenever it decided; a projection of its offers.
 * A part handed back after Accept counts as declined. Open and withdrawn offers do not count.
 */
export const QuarterFigures = z.object({
  quarter: Quarter,
  accepted: z.number().int().min(0),
  declined: z.number().int().min(0),
  timedOut: z.number().int().min(0),
  /** How often its {@link Acceptance} became `near`, and how often `under`. */
  timesNear: z.number().int().min(0),
  timesUnder: z.number().int().min(0),
});
export type QuarterFigures = z.infer<typeof QuarterFigures>;

/** Source: FPC Customer Referrals FAQ, "acceptance rate of 80%", per location and quarter. */
export const ACCEPTANCE_PASS_PERCENT = 80;

/** So many decided offers of a quarter make the rate a figure to be warned of; fewer, with a decline among them, do too. */
const WORTH_A_WARNING = 5;

/**
 * `near`: passes, would not after one more decline, and this says something: five offers are decided, or one was declined.
 * With fewer, all accepted, every location stands there at the start of a quarter. `none`: nothing decided yet, the rate does
 * not apply.
 */
export type Acceptance = 'none' | 'safe' | 'near' | 'under';

/** What admins are told of: the quarter has come near the limit, or fallen under it. */
export const Crossing = z.enum(['near', 'under']);
export type Crossing = z.infer<typeof Crossing>;

/** The quarter that counts for an offer: that of the offer, not of the answer. */
export function quarterOf(instant: Date): Quarter {
  return Quarter.parse(`${instant.getUTCFullYear()}-Q${Math.floor(instant.getUTCMonth() / 3) + 1}`);
}

export function newQuarter(quarter: Quarter): QuarterFigures {
  return { quarter, accepted: 0, declined: 0, timedOut: 0, timesNear: 0, timesUnder: 0 };
}

type Counted = Pick<QuarterFigures, 'accepted' | 'declined' | 'timedOut'>;

export function decidedIn({ accepted, declined, timedOut }: Counted): number {
  return accepted + declined + timedOut;
}

/** 0 to 1; undefined with nothing decided. */
export function acceptanceRate(figures: Counted): number | undefined {
  const decided = decidedIn(figures);
  return decided === 0 ? undefined : figures.accepted / decided;
}

/** The rate, had one more offer of that quarter been declined. */
export function rateAfterDecline(figures: Counted): number {
  return figures.accepted / (decidedIn(figures) + 1);
}

/**
 * How many further offers of the quarter have to be accepted until one decline more leaves it passing (`room`), or until it
 * passes again; 0: none.
 */
export function acceptsNeeded({ accepted, declined, timedOut }: Counted, until: 'room' | 'passes'): number {
  const against = declined + timedOut + (until === 'room' ? 1 : 0);
  const needed = Math.ceil((against * ACCEPTANCE_PASS_PERCENT) / (100 - ACCEPTANCE_PASS_PERCENT));
  return Math.max(0, needed - accepted);
}

export function acceptanceOf(figures: Counted): Acceptance {
  const decided = decidedIn(figures);
  if (decided === 0) return 'none';
  if (!passes(figures.accepted, decided)) return 'under';
  if (decided < WORTH_A_WARNING && figures.declined === 0) return 'safe';
  return passes(figures.accepted, decided + 1) ? 'safe' : 'near';
}

/**
 * The figures once an offer of their quarter went from one status to another.
 *
 * @param from `null`: not listed before
 * @returns with it what the location's admins are to be told, if the change brought it about
 */
export function moved(
  figures: QuarterFigures,
  from: OfferStatus | null,
  to: OfferStatus,
): { readonly figures: QuarterFigures; readonly crossing: Crossing | undefined } {
  const left = from === null ? undefined : COUNTS_AS[from];
  const entered = COUNTS_AS[to];
  if (left === entered) return { figures, crossing: undefined };
  const next = { ...figures };
  if (left !== undefined) next[left] = Math.max(0, next[left] - 1);
  if (entered !== undefined) next[entered] += 1;
  const before = acceptanceOf(figures);
  const after = acceptanceOf(next);
  if (after === before || after === 'none' || after === 'safe') return { figures: next, crossing: undefined };
  next[after === 'near' ? 'timesNear' : 'timesUnder'] += 1;
  return { figures: next, crossing: after };
}

/** Whole numbers, so that exactly 80 % passes whatever floating point makes of it. */
function passes(accepted: number, decided: number): boolean {
  return accepted * 100 >= decided * ACCEPTANCE_PASS_PERCENT;
}

const COUNTS_AS: { readonly [status in OfferStatus]: keyof Counted | undefined } = {
  accepted: 'accepted',
  declined: 'declined',
  'timed-out': 'timedOut',
  offered: undefined,
  withdrawn: undefined,
  ftc: undefined,
  'not-eligible': undefined,
};
