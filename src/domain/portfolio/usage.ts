import { isCovered, type Tie, type UsageRow } from '../associations/association.ts';
import { dayOf, type Day } from '../shared/time.ts';
import type { Association } from '../shared/catalogue.ts';

/** What a customer uses of one target while a partner is attached to it: the latest figures, and those before. */
export interface UsageTrend {
  /** A workload, or a subscription's id. */
  readonly target: string;
  readonly association: Association;
  readonly latest: UsageFigures;
  /** `null`: there is one day only. */
  readonly before: UsageFigures | null;
}

export interface UsageFigures {
  readonly date: Day;
  readonly activeUsers: number | null;
  readonly seats: number | null;
  /** US dollars of Azure consumed revenue. */
  readonly acr: number | null;
}

/**
 * The usage that a partner's ties cover, from its own rows of the time since each began; of every target the last two days.
 *
 * Source: Partner Center, "incentives manage customer associations": a partner sees usage of what it is associated with, for
 * the time of the association.
 */
export function trendsOf(
  ties: readonly Tie[],
  partnerId: string,
  rows: readonly UsageRow[],
): readonly UsageTrend[] {
  const own = rows.filter((row) => row.partnerId === partnerId);
  const found = ties.flatMap((tie) => {
    const from = tie.since === null ? '' : dayOf(tie.since);
    const covered = own.filter((row) => row.date >= from && isCovered(tie, row));
    return [...Map.groupBy(covered, ({ target }) => target)].map(([target, alike]) =>
      trend(target, tie.association, alike),
    );
  });
  return [...new Map(found.map((one) => [`${one.association} ${one.target}`, one])).values()];
}

function trend(target: string, association: Association, rows: readonly UsageRow[]): UsageTrend {
  const sorted = rows.toSorted((one, two) => two.date.localeCompare(one.date)).map(figures);
  const [latest, before] = sorted;
  if (latest === undefined) throw new Error('a trend of nothing');
  return { target, association, latest, before: before ?? null };
}

function figures({ date, activeUsers, seats, acr }: UsageRow): UsageFigures {
  return { date, activeUsers: numberIn(activeUsers), seats: numberIn(seats), acr: numberIn(acr) };
}

function numberIn(text: string): number | null {
  return text === '' ? null : Number(text);
}
