import { createReadStream } from 'node:fs';
import { CsvError, Parser } from 'csv-parse';

/** One record of a CSV file, or what is wrong with its quotes; `line` is the physical line it begins on, from 1. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly cell: number; readonly problem: string };

const CHUNK_BYTES = 1 << 16;
/** An unclosed quote must not read the rest of a file into memory. */
const MAX_RECORD_CHARACTERS = 1 << 20;

/**
 * Reads RFC 4180 with or without a byte order mark, lines ended by LF or CRLF, in chunks of some hundred records.
 *
 * @param progress told how many bytes were read since the last call
 * @throws the file system's error when the file cannot be read
 */
export async function* readCsv(
  path: string,
  progress: (bytes: number) => void = () => {},
): AsyncGenerator<readonly CsvRecord[]> {
  let records: CsvRecord[] = [];
  const lines = lineCounter();
  const parser = new Parser({
    bom: true,
    encoding: 'utf8',
    record_delimiter: ['\r\n', '\n'],
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
  const settled = new Promise<Error | undefined>((resolve) => {
    parser.on('error', resolve);
    parser.on('end', () => resolve(undefined));
  });

  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    lines.feed(chunk as Buffer);
    const failed = await new Promise<Error | null | undefined>((done) => parser.write(chunk, done));
    progress((chunk as Buffer).length);
    if (failed) break;
    yield records;
    records = [];
  }
  if (!parser.destroyed) parser.end();
  const failed = await settled;
  if (failed !== undefined) {
    if (!(failed instanceof CsvError)) throw failed;
    records.push(misquoted(failed, lines.next()));
  }
  yield records;
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

/** Line numbers by counting line feeds in the bytes, so that quoted and skipped ones count as well. */
function lineCounter() {
  let line = 1;
  let counted = 0;
  let chunks: { readonly start: number; readonly bytes: Buffer }[] = [];
  let end = 0;

  return {
    feed(bytes: Buffer) {
      chunks.push({ start: end, bytes });
      end += bytes.length;
    },
    /** The line that the record ending at byte `offset` of the file began on. */
    upTo(offset: number): number {
      const began = line;
      for (const { start, bytes } of chunks) {
        let at = bytes.indexOf(10, Math.max(counted - start, 0));
        while (at !== -1 && start + at < offset) {
          line++;
          at = bytes.indexOf(10, at + 1);
        }
      }
      counted = offset;
      if (chunks.length > 1) chunks = chunks.filter(({ start, bytes }) => start + bytes.length > offset);
      return began;
    },
    /** The line on which the next record begins. */
    next: () => line,
  };
}
