import { createKeyTable, digest } from '../../usecases/imports/key-table.ts';
import type { CsvRow } from './table.ts';
import { FIGURE_KEYS } from './tables/figure-columns.ts';
import { keyOf } from './unique-rows.ts';

/**
 * Numbers the rows of one metric that differ, in the order of the file: 1, 2, and so on. Nearly every metric has one row, so
 * that one is kept in some 25 bytes; only further ones cost more.
 */
export function createFigurePlaces() {
  /** By metric: the line of its first row, and what that row says. */
  const firsts = createKeyTable();
  /** By metric and value, of further rows: the line, and the place. */
  const others = createKeyTable();
  /** How many rows a metric has, by its entry; one where it is not named. */
  const counts = new Map<number, number>();

  return {
    see(row: CsvRow): void {
      const metric = firsts.entry(metricKey(row));
      if (firsts.first(metric) === 0) firsts.set(metric, row.line, digest(saidBy(row)));
      if (firsts.second(metric) === digest(saidBy(row))) return;
      const value = others.entry(valueKey(row));
      if (others.first(value) !== 0) return;
      const place = (counts.get(metric) ?? 1) + 1;
      counts.set(metric, place);
      others.set(value, row.line, place);
    },
    /** @returns undefined for a row that says what one before it said */
    of(row: CsvRow): number | undefined {
      const metric = firsts.find(metricKey(row));
      if (firsts.first(metric) === row.line) return 1;
      const value = others.find(valueKey(row));
      return value >= 0 && others.first(value) === row.line ? others.second(value) : undefined;
    },
  };
}

function metricKey({ cells }: CsvRow): string {
  return keyOf(cells, FIGURE_KEYS);
}

function saidBy({ cells, removed }: CsvRow): string {
  return `${cells['value']}${removed}`;
}

function valueKey(row: CsvRow): string {
  return `${metricKey(row)}${saidBy(row)}`;
}
