import { dayOf, daysAfter, type Day } from '../shared/time.ts';
import { EDITION } from './current-edition.ts';
import type { Designation } from './facts.ts';
import type { AreaScore } from './score.ts';
import type { DayScore } from './trend.ts';

/** How an area stands with the programme. */
export type AreaState =
  | { readonly status: 'no-data' }
  | { readonly status: 'in-progress' }
  /** `until`: the last day on which an earlier score still counts; `null`: the present one qualifies. */
  | { readonly status: 'qualified'; readonly until: Day | null }
  | { readonly status: 'enrolled'; readonly anniversary: Day }
  /** It can be renewed now, to `until` at the latest; `ready`: the score that it takes is there. */
  | {
      readonly status: 'renewal-due';
      readonly anniversary: Day;
      readonly until: Day;
      readonly ready: boolean;
    };

/**
 * In progress, qualified, enrolled or enrolled with its renewal due. Enrolled it stays to the anniversary, even if the score
 * falls; from {@link EDITION.renewal} days before it to so many after it the renewal is due, and then it has lapsed.
 *
 * @param trend of the area, oldest first
 * @param today in UTC
 */
export function stateOf(
  score: Pick<AreaScore, 'hasFigures' | 'qualified'>,
  trend: readonly DayScore[],
  designation: Designation | undefined,
  today: Day,
): AreaState {
  const { opensDays, graceDays } = EDITION.renewal;
  const qualified = qualifiedState(score, trend, today);
  if (designation !== undefined && designation.enrolledOn <= today) {
    const { anniversary } = designation;
    const until = daysAfter(anniversary, graceDays);
    if (today < daysAfter(anniversary, -opensDays)) return { status: 'enrolled', anniversary };
    if (today <= until) {
      return { status: 'renewal-due', anniversary, until, ready: qualified.status === 'qualified' };
    }
  }
  return qualified;
}

/**
 * It is enough to have qualified on one day of the current calendar month or of the five before it. A score holds from the
 * day of its figures to the day before the next.
 */
function qualifiedState(
  { hasFigures, qualified }: Pick<AreaScore, 'hasFigures' | 'qualified'>,
  trend: readonly DayScore[],
  today: Day,
): AreaState {
  if (!hasFigures) return { status: 'no-data' };
  if (qualified) return { status: 'qualified', until: null };
  const held = trend.flatMap((one, at) => {
    const next = trend[at + 1];
    return one.qualified && next !== undefined ? [daysAfter(next.asOf, -1)] : [];
  });
  const last = held.at(-1);
  const until = last === undefined ? undefined : lastDayOfWindow(last);
  return until === undefined || until < today ? { status: 'in-progress' } : { status: 'qualified', until };
}

/** The last day of the last calendar month in whose window a day still lies. */
function lastDayOfWindow(day: Day): Day {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return dayOf(new Date(Date.UTC(year, month - 1 + EDITION.qualifying.months, 0)));
}
