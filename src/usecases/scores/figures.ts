import type { EligibilityRow, MetricRow } from '../../domain/scores/facts.ts';
import {
  openQuestions,
  scoreAccount,
  type AccountScore,
  type OpenQuestion,
} from '../../domain/scores/score.ts';
import type { GlobalId } from '../../domain/shared/ids.ts';
import { partitions } from '../partitions.ts';
import type { Condition, Documents, DocumentKind } from '../ports.ts';
import { EligibilityDocument, MetricDocument } from './documents.ts';

/** A day has some thirty rows, so two years of them are one page. */
const PAGE = 1_000;

/** The score of an account from all that was imported for it. */
export async function accountScore(documents: Documents, globalId: GlobalId): Promise<AccountScore> {
  return scoreWithLists(documents, globalId, await all(documents, MetricDocument, globalId, []));
}

/**
 * The same for whoever has the figures already. The programme's lists are read only where the score hangs on them: where
 * rows of one metric may be of the same customers.
 *
 * @param rows all of the account's figures, of all days: the latest day differs from metric to metric
 */
export async function scoreWithLists(
  documents: Documents,
  globalId: GlobalId,
  rows: readonly MetricRow[],
): Promise<AccountScore> {
  const questions = openQuestions(rows);
  const subjects = questions.length === 0 ? [] : await listsOf(documents, globalId, questions);
  return scoreAccount(rows, { subjects });
}

function listsOf(
  documents: Documents,
  globalId: GlobalId,
  questions: readonly OpenQuestion[],
): Promise<readonly EligibilityRow[]> {
  const valuesOf = (field: keyof OpenQuestion) => [...new Set(questions.map((asked) => asked[field]))];
  const where = (['asOf', 'area', 'metric'] as const).map((field) => ({
    field,
    is: 'in' as const,
    values: valuesOf(field),
  }));
  return all(documents, EligibilityDocument, globalId, where);
}

async function all<T>(
  documents: Documents,
  kind: DocumentKind<T>,
  globalId: GlobalId,
  where: readonly Condition[],
): Promise<readonly T[]> {
  const found: T[] = [];
  let after: string | undefined;
  do {
    const page = await documents.list(kind, partitions.account(globalId), {
      where,
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    found.push(...page.items.map(({ value }) => value));
    after = page.next;
  } while (after !== undefined);
  return found;
}
