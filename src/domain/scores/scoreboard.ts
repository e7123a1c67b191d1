import { z } from 'zod';
import { AREAS, METRICS, TRACKS, type Area } from '../shared/catalogue.ts';
import { GlobalId } from '../shared/ids.ts';
import type { Day } from '../shared/time.ts';
import { EDITION } from './current-edition.ts';
import { currentRows } from './current.ts';
import { stateOf, type AreaState } from './designation.ts';
import { Designation, EligibilityRow, MetricRow } from './facts.ts';
import { openQuestions, scoreAccount, type AreaScore, type OpenQuestion } from './score.ts';
import { DayScore, trendOf } from './trend.ts';

/**
 * All that the cards of a score show of one account, in one place: the figures that count, what they hang on, what went
 * before, and what it is enrolled in. Made of what was imported, whenever that changes.
 */
export const Scoreboard = z.object({
  globalId: GlobalId,
  /** The rules by which it was made; `''`: what it was made of has changed since. */
  edition: z.string(),
  /** Those that count, of the latest day of each area, track and metric. */
  rows: z.array(MetricRow),
  /** What the programme lists of whom it counted, as far as the present score hangs on it. */
  subjects: z.array(EligibilityRow),
  designations: z.array(Designation),
  /** By area, oldest first, the latest {@link MAX_DAYS} of each. */
  days: z.array(DayScore),
});
export type Scoreboard = z.infer<typeof Scoreboard>;

/** Two years of monthly figures and half as many again in between. */
const MAX_DAYS = 36;
/** Raised whenever the rules work out another score from the same figures. */
const RULES = 1;
const MADE_BY = `${EDITION.year}/${RULES}`;

/** Whether it says what the figures say, by the rules of today. */
export function isCurrent({ edition }: Pick<Scoreboard, 'edition'>): boolean {
  return edition === MADE_BY;
}

/** In its place while what it was made of is being changed. */
export function outdated(globalId: GlobalId): Scoreboard {
  return { globalId, edition: '', rows: [], subjects: [], designations: [], days: [] };
}

/**
 * @param rows all of the account's figures, of all days
 * @param subjects of all days that {@link allQuestions} names
 */
export function scoreboardOf(
  globalId: GlobalId,
  {
    rows,
    subjects,
    designations,
  }: {
    readonly rows: readonly MetricRow[];
    readonly subjects: readonly EligibilityRow[];
    readonly designations: readonly Designation[];
  },
): Scoreboard {
  const counting = rowsThatCount(rows);
  const questions = openQuestions(counting);
  const isAsked = (row: EligibilityRow) =>
    questions.some(
      ({ area, metric, asOf }) => row.area === area && row.metric === metric && row.asOf === asOf,
    );
  return {
    globalId,
    edition: MADE_BY,
    rows: counting,
    subjects: subjects.filter(isAsked),
    designations: [...designations],
    days: AREAS.flatMap((area) =>
      trendOf(area, { rows: rows.filter((row) => row.area === area), subjects }).slice(-MAX_DAYS),
    ),
  };
}

/** What only the programme's lists can answer, of any day that the figures have. */
export function allQuestions(rows: readonly MetricRow[]): readonly OpenQuestion[] {
  const days = [...new Set(rows.map(({ asOf }) => asOf))];
  return days.flatMap((day) => openQuestions(rows.filter(({ asOf }) => asOf <= day)));
}

/** One area with all that is shown of it. */
export interface AreaView extends AreaScore {
  readonly state: AreaState;
  /** Oldest first; ends with the present score, unless there are no figures. */
  readonly trend: readonly DayScore[];
}

export interface AccountView {
  /** Latest day of the figures; `null`: there are none at all. */
  readonly asOf: Day | null;
  /** All six, in the catalogue's order. */
  readonly areas: readonly AreaView[];
}

/** @param today in UTC */
export function viewOf(
  { rows, subjects, designations, days }: Omit<Scoreboard, 'globalId' | 'edition'>,
  today: Day,
): AccountView {
  const { asOf, areas } = scoreAccount(rows, { subjects });
  return {
    asOf,
    areas: areas.map((score) => {
      const trend = days.filter(({ area }) => area === score.area);
      const designation = designations.find(({ area }) => area === score.area);
      return { ...score, trend, state: stateOf(score, trend, designation, today) };
    }),
  };
}

/** The others are history: they make no score of today, on whichever track. */
function rowsThatCount(rows: readonly MetricRow[]): MetricRow[] {
  const counting = new Set(AREAS.flatMap((area) => currentIn(area, rows)));
  return rows.filter((row) => counting.has(row));
}

function currentIn(area: Area, rows: readonly MetricRow[]): readonly MetricRow[] {
  const own = rows.filter((row) => row.area === area);
  return TRACKS.flatMap((track) => METRICS.flatMap((metric) => currentRows(own, track, metric).rows));
}
