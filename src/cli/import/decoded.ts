import { createReadStream } from 'node:fs';

const CHUNK_BYTES = 1 << 16;
const CR = 13;
const LF = 10;

/** A piece of a file as UTF-8 without a byte order mark, and how many bytes of the file it took. */
export interface Piece {
  readonly utf8: Buffer;
  readonly bytes: number;
}

/** The file is UTF-16, and does not say so. */
export class UnmarkedUtf16 extends Error {
  readonly code = 'unmarked-utf-16';
}

/**
 * Reads a file as UTF-8, or as UTF-16 where its byte order mark says so. What cannot be decoded becomes U+FFFD. No piece ends
 * between a carriage return and what follows it, so that nobody sees half a line break.
 *
 * @throws UnmarkedUtf16, the file system's error when the file cannot be read
 */
export async function* decoded(path: string): AsyncGenerator<Piece> {
  let decoder: ((bytes: Buffer, last: boolean) => Buffer) | undefined;
  let held = Buffer.alloc(0);
  let bytes = 0;
  for await (const chunk of wholeStart(path)) {
    decoder ??= decoderOf(chunk);
    bytes += chunk.length;
    const utf8 = Buffer.concat([held, decoder(chunk, false)]);
    const end = utf8.at(-1) === CR ? utf8.length - 1 : utf8.length;
    held = utf8.subarray(end);
    if (end === 0) continue;
    yield { utf8: utf8.subarray(0, end), bytes };
    bytes = 0;
  }
  const rest = decoder?.(Buffer.alloc(0), true) ?? Buffer.alloc(0);
  yield { utf8: Buffer.concat([held, rest]), bytes };
}

/** The file's chunks, of which the first is long enough to hold a byte order mark. */
async function* wholeStart(path: string): AsyncGenerator<Buffer> {
  let start: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    const read: Buffer = start === undefined ? (chunk as Buffer) : Buffer.concat([start, chunk as Buffer]);
    if (start !== undefined && read.length < 4) {
      start = read;
      continue;
    }
    start = undefined;
    yield read;
  }
  if (start !== undefined && start.length > 0) yield start;
}

function decoderOf(start: Buffer): (bytes: Buffer, last: boolean) => Buffer {
  const [one, two] = start;
  const isLittle = one === 0xff && two === 0xfe;
  if (isLittle || (one === 0xfe && two === 0xff)) {
    const decoder = new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be');
    return (bytes, last) => Buffer.from(decoder.decode(bytes, { stream: !last }));
  }
  if (start.length >= 2 && (one === 0) !== (two === 0)) throw new UnmarkedUtf16('UTF-16 without a mark');
  let isFirst = true;
  return (bytes) => {
    const hasMark = isFirst && bytes.length >= 3 && bytes.readUIntBE(0, 3) === 0xef_bb_bf;
    isFirst = false;
    return hasMark ? bytes.subarray(3) : bytes;
  };
}

/**
 * Line numbers as an editor shows them: a line ends with LF, CRLF or CR, quoted ones and those of skipped records included.
 */
export function lineCounter() {
  let line = 1;
  let counted = 0;
  let pieces: { readonly start: number; readonly bytes: Buffer }[] = [];
  let end = 0;

  return {
    feed(bytes: Buffer) {
      pieces.push({ start: end, bytes });
      end += bytes.length;
    },
    /** The line that the record ending at byte `offset` of what was fed began on. */
    upTo(offset: number): number {
      const began = line;
      for (const { start, bytes } of pieces) {
        const last = Math.min(offset - start, bytes.length);
        for (let at = Math.max(counted - start, 0); at < last; at++) {
          const byte = bytes[at];
          // Of CRLF the LF counts; no piece ends between them.
          if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) line++;
        }
      }
      counted = offset;
      if (pieces.length > 1) pieces = pieces.filter(({ start, bytes }) => start + bytes.length > offset);
      return began;
    },
    /** The line on which the next record begins. */
    next: () => line,
  };
}
