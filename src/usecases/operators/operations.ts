import type { Person } from '../../domain/memberships/person.ts';
import type { PartStanding, Tally } from '../../domain/referrals/part-standing.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { countUnmatched } from '../associations/mails.ts';
import { countLiveCases } from '../cases/queue.ts';
import { countWaiting } from '../claims/shown/standings.ts';
import { NotUnderstoodDocument } from '../conversations/documents.ts';
import type { Context } from '../context.ts';
import { partitions } from '../partitions.ts';
import { isOperator } from './operator.ts';
import { countUrgent, latestUrgent, surveyTallies } from '../referrals/standings.ts';

/** Partners and parts that a card has room for. */
const MAX_PARTNERS_SHOWN = 5;
const MAX_URGENT = 5;
const MAX_ASKED = 5;

export interface Operations {
  readonly all: Tally;
  /** Most open offers first. */
  readonly partners: readonly Tally[];
  /** Overdue, with the FastTrack Center or not eligible: the latest first. */
  readonly urgent: readonly PartStanding[];
  /** How many of those there are, though not all are given. */
  readonly referrals: number;
  /** Claims to review or decide, cases that are neither resolved nor closed, and mails to match. */
  readonly waiting: { readonly claims: number; readonly cases: number; readonly mails: number };
  /** What was asked lately and not answered, or not understood, the latest first; never who asked. */
  readonly unanswered: readonly string[];
}

/** How referrals stand over all partners, and what else waits for programme staff. Four reads, and three of each shard of standings. */
export async function surveyOperations(
  context: Context,
  person: Pick<Person, 'personId'>,
): Promise<Result<Operations, { readonly code: 'forbidden' }>> {
  const { documents } = context;
  const [may, tallies, urgent, referrals, mails, claims, cases, unanswered] = await Promise.all([
    isOperator(documents, person),
    surveyTallies(documents, MAX_PARTNERS_SHOWN),
    latestUrgent(documents, MAX_URGENT),
    countUrgent(documents),
    countUnmatched(context),
    countWaiting(documents),
    countLiveCases(documents),
    documents.list(NotUnderstoodDocument, partitions.program('not-understood'), {
      orderBy: [{ field: 'lastAt', descending: true }],
      limit: MAX_ASKED,
    }),
  ]);
  if (!may) return refuse({ code: 'forbidden' });
  return ok({
    ...tallies,
    urgent,
    referrals,
    waiting: { claims, cases, mails },
    unanswered: unanswered.items.map(({ value }) => value.text),
  });
}
