import { planToQualify, type Effort, type Planned } from '../../domain/scores/plan.ts';
import { areaOf, scoreAccount, type AreaScore } from '../../domain/scores/score.ts';
import { viewOf, type AreaView } from '../../domain/scores/scoreboard.ts';
import { withAdditions, type Additions } from '../../domain/scores/what-if.ts';
import type { Area } from '../../domain/shared/catalogue.ts';
import type { GlobalId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { dayOf } from '../../domain/shared/time.ts';
import type { Documents } from '../ports.ts';
import { accountFor, type Account, type Asker, type ScoresRefused } from './show.ts';
import { boardOf } from './scoreboard.ts';

export interface PlanShown {
  readonly account: Account;
  /** As it is now. */
  readonly score: AreaView;
  /** As it would be with what was typed; undefined: nothing was. */
  readonly after: AreaScore | undefined;
  /** What would qualify it from there. */
  readonly planned: Planned;
}

/** Plans shown beside each other. */
const MAX_PLANS = 2;

/**
 * The smallest additions that qualify an area of an account, for whoever has any role at one of its locations.
 *
 * @param asked what there would be more of, and what one more costs; the latter one for one if left out
 */
export async function planArea(
  { documents }: { readonly documents: Documents },
  asker: Asker,
  {
    globalId,
    area,
    more,
    effort,
  }: {
    readonly globalId: GlobalId;
    readonly area: Area;
    readonly more: Additions;
    readonly effort?: Effort | undefined;
  },
  now: Date,
): Promise<Result<PlanShown, ScoresRefused>> {
  const account = await accountFor(documents, asker, globalId, now);
  if (account === undefined) return refuse({ code: 'forbidden' });
  const board = await boardOf(documents, globalId);
  const score = areaOf(viewOf(board, dayOf(now)).areas, area);
  const isTyped = Object.values(more).some((amount) => amount > 0);
  const after = isTyped
    ? areaOf(scoreAccount(withAdditions(board.rows, score, more), { subjects: board.subjects }).areas, area)
    : undefined;
  return ok({ account, score, after, planned: planToQualify(after ?? score, effort, MAX_PLANS) });
}
