import type { MetricRow } from '../../../domain/scores/facts.ts';
import { scoreAccount } from '../../../domain/scores/score.ts';
import { MetricKind } from '../../../usecases/kinds.ts';
import { exportFile } from '../export-file.ts';

const AREA_MAXIMUM = 100;
const COLUMNS = ['globalId', 'asOf', 'area', 'track', 'metric', 'points', 'maximum'] as const;

/** The score of every global account from its latest figures, for the areas that have any; points unrounded. */
export const scores = exportFile('scores.csv', COLUMNS, async function* (documents) {
  let account: MetricRow[] = [];
  // An account's figures lie together, so one account is held at a time.
  for await (const { value } of documents.scan(MetricKind, 'accounts')) {
    if (account[0] !== undefined && account[0].globalId !== value.globalId) {
      yield* scoreRows(account);
      account = [];
    }
    account.push(value);
  }
  yield* scoreRows(account);
});

function* scoreRows(figures: readonly MetricRow[]) {
  const globalId = figures[0]?.globalId;
  if (globalId === undefined) return;
  const { asOf, areas } = scoreAccount(figures);
  for (const { area, track, groups, total, hasFigures } of areas) {
    if (!hasFigures) continue;
    const head = { globalId, asOf, area, track };
    for (const { metric, points, rule } of groups.flatMap((group) => group.metrics)) {
      yield { ...head, metric, points, maximum: rule.max };
    }
    yield { ...head, metric: 'total', points: total, maximum: AREA_MAXIMUM };
  }
}
