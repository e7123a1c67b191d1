import { CsvError, Parser } from 'csv-parse';
import { decoded, lineCounter, UnmarkedUtf16, type Piece } from './decoded.ts';

/** One record of a CSV file, or what is wrong with its quotes; `line` is the physical line it begins on, from 1. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly cell: number; readonly problem: string };

/** An unclosed quote must not read the rest of a file into memory. */
const MAX_RECORD_CHARACTERS = 1 << 20;

/**
 * Reads RFC 4180 in UTF-8, or in UTF-16 with a mark, lines ended by LF, CRLF or CR, cells separated by the `,` or `;` of the
 * header row, in chunks of some hundred records.
 *
 * @param progress told how many bytes were read since the last call
 * @throws the file system's error when the file cannot be read
 */
export async function* readCsv(
  path: string,
  progress: (bytes: number) => void = () => {},
): AsyncGenerator<readonly CsvRecord[]> {
  try {
    yield* parsed(decoded(path), progress);
  } catch (error) {
    if (!(error instanceof UnmarkedUtf16)) throw error;
    yield [{ line: 1, cell: 0, problem: 'the file is UTF-16 without a byte order mark; save it as UTF-8' }];
  }
}

async function* parsed(
  pieces: AsyncIterable<Piece>,
  progress: (bytes: number) => void,
): AsyncGenerator<readonly CsvRecord[]> {
  let parsing: Parsing | undefined;
  for await (const { utf8, bytes } of pieces) {
    parsing ??= startParsing(separatorOf(utf8));
    const records = await parsing.write(utf8);
    progress(bytes);
    if (records === undefined) break;
    yield records;
  }
  if (parsing !== undefined) yield await parsing.end();
}

interface Parsing {
  /** @returns the records that end in there; undefined when the rest cannot be read */
  write(utf8: Buffer): Promise<readonly CsvRecord[] | undefined>;
  /** @returns the records left */
  end(): Promise<readonly CsvRecord[]>;
}

function startParsing(delimiter: ',' | ';'): Parsing {
  let records: CsvRecord[] = [];
  const lines = lineCounter();
  const parser = new Parser({
    delimiter,
    encoding: 'utf8',
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: MAX_RECORD_CHARACTERS,
    skip_records_with_error: true,
    // Collected here and not pushed: one array a chunk costs far less than one stream event a record.
    on_record: (cells: string[], { bytes }) => {
      const line = lines.upTo(bytes);
      if (cells.length > 1 || cells[0] !== '') records.push({ line, cells });
      return null;
    },
    on_skip: (error) => {
      if (error === undefined) return undefined;
      if (!QUOTE_ERRORS.has(error.code)) throw error;
      if (records.at(-1)?.line !== lines.next()) records.push(misquoted(error, lines.next()));
      return undefined;
    },
  });
  parser.resume();
  const ended = new Promise<Error | undefined>((resolve) => {
    parser.on('error', resolve);
    parser.on('end', () => resolve(undefined));
  });
  const taken = () => {
    const now = records;
    records = [];
    return now;
  };
  return {
    async write(utf8) {
      if (utf8.length === 0) return taken();
      lines.feed(utf8);
      const failed = await new Promise<Error | null | undefined>((done) => parser.write(utf8, done));
      return failed ? undefined : taken();
    },
    async end() {
      if (!parser.destroyed) parser.end();
      const failed = await ended;
      if (failed !== undefined) {
        if (!(failed instanceof CsvError)) throw failed;
        records.push(misquoted(failed, lines.next()));
      }
      return taken();
    },
  };
}

/** What separates the cells of the header row: of `,` and `;` the one there is more of outside of quotes. */
function separatorOf(start: Buffer): ',' | ';' {
  const header = /[^\r\n]+/.exec(start.toString('utf8'))?.[0].replaceAll(/"[^"]*"/g, '') ?? '';
  const count = (separator: string) => header.split(separator).length;
  return count(';') > count(',') ? ';' : ',';
}

const QUOTE_ERRORS: ReadonlySet<string> = new Set(['CSV_INVALID_CLOSING_QUOTE', 'INVALID_OPENING_QUOTE']);

function misquoted(error: CsvError, line: number): CsvRecord {
  const cell = typeof error['index'] === 'number' ? error['index'] : 0;
  switch (error.code) {
    case 'CSV_INVALID_CLOSING_QUOTE':
      return { line, cell, problem: 'text follows a closing quote; write a quote inside a cell as ""' };
    case 'INVALID_OPENING_QUOTE':
      return { line, cell, problem: 'holds a quote but does not begin with one; quote the whole cell' };
    case 'CSV_QUOTE_NOT_CLOSED':
      return { line, cell, problem: 'a quote is never closed; nothing after it was read' };
    default:
      return { line, cell, problem: 'the row is over 1 MiB: is a quote missing? nothing after it was read' };
  }
}
