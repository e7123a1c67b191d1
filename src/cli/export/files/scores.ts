import type { MetricRow } from '../../../domain/scores/facts.ts';
import type { AccountScore } from '../../../domain/scores/score.ts';
import type { GlobalId } from '../../../domain/shared/ids.ts';
import { scoreWithLists } from '../../../usecases/scores/figures.ts';
import { exportFile } from '../export-file.ts';
import { MetricDocument } from '../../../usecases/scores/documents.ts';

const AREA_MAXIMUM = 100;
const COLUMNS = ['globalId', 'asOf', 'area', 'track', 'metric', 'points', 'maximum'] as const;

/**
 * The score of every global account, for the areas that have any figures; points unrounded, the least they can be where
 * rows may be of the same customers. Each metric has the day of its own figures, the total and metrics without any the
 * area's latest.
 */
export const scores = exportFile('scores.csv', COLUMNS, async function* (documents) {
  let account: MetricRow[] = [];
  const scored = async (globalId: GlobalId) =>
    scoreRows(globalId, await scoreWithLists(documents, globalId, account));
  // An account's figures lie together, so one account is held at a time.
  for await (const { value } of documents.scan(MetricDocument, 'accounts')) {
    const before = account[0]?.globalId;
    if (before !== undefined && before !== value.globalId) {
      yield* await scored(before);
      account = [];
    }
    account.push(value);
  }
  if (account[0] !== undefined) yield* await scored(account[0].globalId);
});

function* scoreRows(globalId: GlobalId, { areas }: AccountScore) {
  for (const { area, track, groups, total, hasFigures, asOf: latest } of areas) {
    if (!hasFigures) continue;
    for (const { metric, points, rule, asOf } of groups.flatMap((group) => group.metrics)) {
      yield { globalId, asOf: asOf ?? latest, area, track, metric, points, maximum: rule.max };
    }
    yield { globalId, asOf: latest, area, track, metric: 'total', points: total, maximum: AREA_MAXIMUM };
  }
}
