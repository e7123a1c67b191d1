import { hasAssignedTrack } from '../../domain/scores/areas.ts';
import { Area, Track } from '../../domain/shared/catalogue.ts';
import { GlobalId } from '../../domain/shared/ids.ts';
import { partitions } from '../../usecases/partitions.ts';
import type { Documents } from '../../usecases/ports.ts';
import { readAll } from '../../usecases/imports/read-all.ts';
import type { CsvRow, Problem } from './table.ts';
import { MetricDocument } from '../../usecases/scores/documents.ts';

/** A row that names a track of an area where the programme assigns one. */
interface Named {
  readonly line: number;
  readonly globalId: GlobalId;
  readonly area: Area;
  readonly asOf: string;
  readonly track: Track;
}

/**
 * Finds figures for both tracks where an account has one assigned track: on one day, in the file or beside what is
 * stored, or as the latest figures of different metrics in the file. Earlier figures of another track are history: the
 * assignment may have changed.
 */
export function createAssignedTracks() {
  const ofDay = new Map<string, Named>();
  const latestOfMetric = new Map<string, Named>();
  /** Rows that the file takes away, as {@link rowKey} names them. */
  const removed = new Set<string>();

  return {
    /** @returns what a row contradicts of those before it */
    see({ line, cells, removed: isRemoved }: CsvRow): readonly Problem[] {
      const { globalId, area, track, asOf = '', metric } = cells;
      const named = {
        globalId: GlobalId.safeParse(globalId),
        area: Area.safeParse(area),
        track: Track.safeParse(track),
      };
      if (!named.area.success || !hasAssignedTrack(named.area.data)) return [];
      if (!named.globalId.success || !named.track.success) return [];
      if (isRemoved) {
        removed.add(rowKey({ ...cells, globalId: named.globalId.data }));
        return [];
      }
      const row = {
        line,
        globalId: named.globalId.data,
        area: named.area.data,
        asOf,
        track: named.track.data,
      };
      const dayKey = `${globalId} ${area} ${asOf}`;
      const same = ofDay.get(dayKey);
      if (same !== undefined && same.track !== row.track) return [contradiction(row, same)];
      if (same === undefined) ofDay.set(dayKey, row);
      const metricKey = `${globalId} ${area} ${metric}`;
      if (asOf > (latestOfMetric.get(metricKey)?.asOf ?? '')) latestOfMetric.set(metricKey, row);
      return [];
    },

    /** @returns what the rows contradict of each other over days, and of what is stored */
    async seen(documents: Documents): Promise<readonly Problem[]> {
      const problems = amongLatest([...latestOfMetric.values()]);
      for (const row of ofDay.values()) {
        if (await contradictsStored(documents, row, removed)) {
          problems.push({
            ...at(row),
            message: `${ONE_TRACK}: other figures of that day are stored for the other`,
          });
        }
      }
      return problems;
    },
  };
}

const ONE_TRACK = 'business-applications has one assigned track';

function amongLatest(rows: readonly Named[]): Problem[] {
  const first = new Map<string, Named>();
  return rows.flatMap((row) => {
    const other = first.get(row.globalId) ?? row;
    first.set(row.globalId, other);
    return other.track === row.track ? [] : [contradiction(row, other)];
  });
}

async function contradictsStored(documents: Documents, row: Named, removed: ReadonlySet<string>) {
  const stored = await readAll(documents, MetricDocument, partitions.account(row.globalId), [
    { field: 'area', is: '=', value: row.area },
    { field: 'asOf', is: '=', value: row.asOf },
  ]);
  return stored.some(
    ({ value }) => value.track !== null && value.track !== row.track && !removed.has(rowKey(value)),
  );
}

function rowKey(row: { readonly [column: string]: unknown }): string {
  const { globalId, area, asOf, track, metric, association } = row;
  return JSON.stringify([globalId, area, asOf, track, metric, association ?? '']);
}

function contradiction(row: Named, other: Named): Problem {
  return { ...at(row), message: `${ONE_TRACK}: line ${other.line} says ${other.track}` };
}

function at({ line }: Named) {
  return { line, column: 'track' };
}
