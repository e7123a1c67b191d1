import type { Designation, EligibilityRow, MetricRow } from '../../domain/scores/facts.ts';
import {
  openQuestions,
  scoreAccount,
  type AccountScore,
  type OpenQuestion,
} from '../../domain/scores/score.ts';
import type { Area, Metric } from '../../domain/shared/catalogue.ts';
import type { GlobalId } from '../../domain/shared/ids.ts';
import type { Day } from '../../domain/shared/time.ts';
import { partitions } from '../partitions.ts';
import type { Condition, Documents, DocumentKind } from '../ports.ts';
import { DesignationDocument, EligibilityDocument, MetricDocument } from './documents.ts';

/** A day has some thirty rows, so two years of them are one page. */
const PAGE = 1_000;

/**
 * The score of an account from its figures. The programme's lists are read only where the score hangs on them: where rows of
 * one metric may be of the same customers.
 *
 * @param rows all of the account's figures, of all days: the latest day differs from metric to metric
 */
export async function scoreWithLists(
  documents: Documents,
  globalId: GlobalId,
  rows: readonly MetricRow[],
): Promise<AccountScore> {
  return scoreAccount(rows, { subjects: await listsFor(documents, globalId, openQuestions(rows)) });
}

/** All that was imported for an account. */
export function figuresOf(documents: Documents, globalId: GlobalId): Promise<readonly MetricRow[]> {
  return all(documents, MetricDocument, globalId, []);
}

export function designationsOf(documents: Documents, globalId: GlobalId): Promise<readonly Designation[]> {
  return all(documents, DesignationDocument, globalId, []);
}

/** What the programme lists of some metrics of an area, of the days whose figures count. */
export async function listedSubjects(
  documents: Documents,
  globalId: GlobalId,
  area: Area,
  metrics: readonly { readonly metric: Metric; readonly asOf: Day | null }[],
): Promise<readonly EligibilityRow[]> {
  const days = [...new Set(metrics.flatMap(({ asOf }) => asOf ?? []))];
  if (days.length === 0) return [];
  return all(documents, EligibilityDocument, globalId, [
    { field: 'area', is: '=', value: area },
    { field: 'metric', is: 'in', values: metrics.map(({ metric }) => metric) },
    { field: 'asOf', is: 'in', values: days },
  ]);
}

/** What the programme lists of whom it counted, as far as scores hang on it; without a question nothing is read. */
export async function listsFor(
  documents: Documents,
  globalId: GlobalId,
  questions: readonly OpenQuestion[],
): Promise<readonly EligibilityRow[]> {
  if (questions.length === 0) return [];
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
