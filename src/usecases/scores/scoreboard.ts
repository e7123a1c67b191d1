import {
  allQuestions,
  isCurrent,
  outdated,
  scoreboardOf,
  viewOf,
  type AccountView,
  type Scoreboard,
} from '../../domain/scores/scoreboard.ts';
import type { GlobalId } from '../../domain/shared/ids.ts';
import { rememberedOf } from '../../domain/shared/remembered-of.ts';
import { dayOf } from '../../domain/shared/time.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Change, type Documents } from '../ports.ts';
import { SCOREBOARD_ID, ScoreboardDocument } from './documents.ts';
import { designationsOf, figuresOf, listsFor } from './figures.ts';

const views = rememberedOf<AccountView>();

/** How an account stands, for its cards: worked out once a day for all who look at it, until its figures change. */
export async function accountView(documents: Documents, globalId: GlobalId, now: Date): Promise<AccountView> {
  const board = await boardOf(documents, globalId);
  const today = dayOf(now);
  return views(board, today, () => viewOf(board, today));
}

/**
 * What an account's score is made of and was: one point read. Only while an import is under way, or where an earlier release
 * made it, it is worked out from the figures.
 */
export async function boardOf(documents: Documents, globalId: GlobalId): Promise<Scoreboard> {
  const stored = await storedBoard(documents, globalId);
  return stored !== undefined && isCurrent(stored.value) ? stored.value : madeAnew(documents, globalId);
}

/** To be committed before what the score is made of is changed; undefined: nothing is stored that it would make untrue. */
export async function outdating(documents: Documents, globalId: GlobalId): Promise<Change | undefined> {
  const stored = await storedBoard(documents, globalId);
  return stored === undefined || !isCurrent(stored.value)
    ? undefined
    : replace(ScoreboardDocument, stored, outdated(globalId));
}

/** The change after which an account's score is one point read again; undefined: it is. */
export async function refreshing(documents: Documents, globalId: GlobalId): Promise<Change | undefined> {
  const stored = await storedBoard(documents, globalId);
  if (stored === undefined) {
    return create(ScoreboardDocument, SCOREBOARD_ID, await madeAnew(documents, globalId));
  }
  if (isCurrent(stored.value)) return undefined;
  return replace(ScoreboardDocument, stored, await madeAnew(documents, globalId));
}

function storedBoard(documents: Documents, globalId: GlobalId) {
  return documents.get(ScoreboardDocument, partitions.account(globalId), SCOREBOARD_ID);
}

async function madeAnew(documents: Documents, globalId: GlobalId): Promise<Scoreboard> {
  const [rows, designations] = await Promise.all([
    figuresOf(documents, globalId),
    designationsOf(documents, globalId),
  ]);
  const subjects = await listsFor(documents, globalId, allQuestions(rows));
  return scoreboardOf(globalId, { rows, subjects, designations });
}
