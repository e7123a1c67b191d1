import { GlobalId } from '../../../domain/shared/ids.ts';
import type { Write } from '../../../store/document-store.ts';
import { toBody } from '../../../store/documents.ts';
import { partitions } from '../../../usecases/partitions.ts';
import { createScoreboards } from '../refresh-scoreboards.ts';
import { createAssignedTracks } from '../assigned-tracks.ts';
import { decimal } from '../columns.ts';
import { createFigurePlaces } from '../figure-places.ts';
import { rowReader } from '../row-check.ts';
import { LEFT, type CsvRow, type ImportContext, type Plan, type Table } from '../table.ts';
import { FIGURE_COLUMNS, FIGURE_KEYS } from './figure-columns.ts';
import { MetricDocument } from '../../../usecases/scores/documents.ts';

const columns = {
  ...FIGURE_COLUMNS,
  value: decimal,
};
const reader = rowReader(columns, FIGURE_KEYS);

/**
 * What the programme counted. Several rows of one metric are legitimate (the best counts): the second is kept with `:2`
 * behind its id, and so on, in the order of the file. Rows of one metric with the same value are one.
 */
export const metrics: Table = {
  file: 'metrics.csv',
  columns,
  open() {
    const tracks = createAssignedTracks();
    const places = createFigurePlaces();
    const scoreboards = createScoreboards();
    return {
      see(row) {
        const problems = reader.check(row);
        if (problems.length > 0) return problems;
        places.see(row);
        return tracks.see(row);
      },
      seen: ({ documents }) => tracks.seen(documents),
      async plan(row, context) {
        const place = places.of(row);
        if (place === undefined) return LEFT;
        const plan = await planRow(row, place, context);
        return plan.outcome === 'left' ? plan : { ...plan, before: await scoreboards.before(row, context) };
      },
      written: scoreboards.written,
      finish: scoreboards.finish,
    };
  },
};

async function planRow({ cells, removed }: CsvRow, place: number, { store }: ImportContext): Promise<Plan> {
  const partition = partitions.account(GlobalId.parse(cells['globalId']));
  const { asOf, area, track, metric, association } = cells;
  const name = `metric:${asOf}:${area}:${track || 'both'}:${metric}:${association || 'any'}`;
  const id = place === 1 ? name : `${name}:${place}`;
  const stored = await store.get(partition, id);
  if (removed) {
    if (stored === undefined) return LEFT;
    return {
      outcome: 'removed',
      main: { partition, writes: [{ op: 'delete', id, etag: stored.etag }] },
    };
  }
  const row = reader.read(cells);
  if (stored !== undefined && stored.body['value'] === row.value) return LEFT;
  const written = { id, kind: MetricDocument.name, body: toBody(MetricDocument, row) };
  const write: Write =
    stored === undefined ? { op: 'create', ...written } : { op: 'replace', etag: stored.etag, ...written };
  return { outcome: stored === undefined ? 'created' : 'changed', main: { partition, writes: [write] } };
}
