import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

type Row = { readonly [column: string]: string };

const NUMBERS = [
  '0',
  '1',
  '3',
  '999999999999999',
  '250000',
  '0.000000000000001',
  '-999999999999999',
  '-0',
  '-1',
];
const DAYS = ['0001-01-01', '9999-12-31', '1970-01-01', '2024-02-29', '2026-11-28', '2027-02-28'];
/** What names and other words may be. */
export const ODD_TEXTS: readonly string[] = [
  'A'.repeat(1_000),
  'Ünïcödé 日本語 한국어',
  'شركة "العربية" للتجارة',
  '**bold** [link](https://evil.test) `code` # heading',
  '${name} @{x} {{DATE(2026-01-01T00:00:00Z)}} <at>all</at>',
  'constructor',
  '__proto__',
  'null',
  'line\nbreak\ttab',
  '=1+1',
  '👩‍👩‍👧‍👦'.repeat(40),
  '\u202Egnirts desrever',
  'a',
  "O'Brien & Söhne <b>GmbH</b>",
];

/** What a column may be given instead of what the sample has. */
const ODD: { readonly [column: string]: readonly string[] } = {
  value: NUMBERS,
  seats: NUMBERS,
  activeUsers: NUMBERS,
  acr: NUMBERS,
  total: NUMBERS,
  minSeats: ['0', '1'],
  maxSeats: ['', '999999999999999'],
  name: ODD_TEXTS,
  criterion: ODD_TEXTS,
  text: ODD_TEXTS,
  certification: ODD_TEXTS,
  product: ODD_TEXTS,
  starts: DAYS,
  ends: [...DAYS, ''],
  expires: [...DAYS, ''],
  since: DAYS,
  asOf: DAYS,
  date: DAYS,
  anniversary: DAYS,
  enrolledOn: DAYS,
  linkedAt: DAYS,
  revokedAt: [...DAYS, ''],
  submittedAt: DAYS,
  referenceDate: DAYS,
  effective: DAYS,
  credentialId: ODD_TEXTS,
  language: ['en', 'ar', 'xx', 'tlh'],
  industry: ODD_TEXTS,
};

type Files = { readonly [name: string]: string };

/** The CSV files of a folder with so many of their cells odd. @param share of those that may be, 0 to 1 */
export function oddFiles(folder: string, random: () => number, share: number): Files {
  const names = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  return Object.fromEntries(
    names.map((name) => {
      const text = readFileSync(`${folder}/${name}`, 'utf8');
      // What a statement says is a file that is handed on as it is.
      return [
        name,
        name.startsWith('statement-') ? text : written(read(text).map((row) => oddRow(row, random, share))),
      ];
    }),
  );
}

function oddRow(row: Row, random: () => number, share: number): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, cell]) => {
      const odd = ODD[column] ?? [];
      if (odd.length === 0 || random() >= share) return [column, cell];
      return [column, odd[Math.floor(random() * odd.length)] ?? cell];
    }),
  );
}

/** Leaves out the rows that an import finds wrong. @param problems lines of `file:line column: message` */
export function withoutRows(files: Files, problems: readonly string[]): Files {
  const found = problems.flatMap((problem) => {
    const [, file = '', line = ''] = /([\w-]+\.csv):(\d+) /.exec(problem) ?? [];
    return file === '' ? [] : [{ file, line: Number(line) }];
  });
  const wrong = Map.groupBy(found, ({ file }) => file);
  return Object.fromEntries(
    Object.entries(files).map(([file, text]) => {
      const lines = new Set(wrong.get(file)?.map(({ line }) => line));
      return [file, lines.size === 0 ? text : withoutLines(text, lines)];
    }),
  );
}

/** A row may be of several lines; it goes with any of them. */
function withoutLines(text: string, lines: ReadonlySet<number>): string {
  let begins = 2;
  const rows = parse<Row>(text, {
    columns: true,
    onRecord(row: Row, { lines: ends }) {
      const own = Array.from({ length: ends - begins + 1 }, (_none, at) => begins + at);
      begins = ends + 1;
      return own.some((line) => lines.has(line)) ? null : row;
    },
  });
  return written(rows);
}

function read(text: string): Row[] {
  return parse<Row>(text, { columns: true });
}

function written(rows: readonly Row[]): string {
  return stringify([...rows], { header: true });
}
