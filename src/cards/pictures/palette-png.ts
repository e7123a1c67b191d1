import { crc32, deflateSync } from 'node:zlib';

/** Four bits a pixel. */
const COLORS = 16;
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** Pixels as they are drawn: RGBA, row by row, all opaque. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/**
 * A PNG of at most 16 colours: the most frequent ones, every other pixel taking the nearest. Drawings of a few flat colours
 * lose nothing that one sees, and take a quarter of what true colour does. Source: PNG specification, third edition.
 */
export function palettePng({ width, height, pixels }: Pixels): Buffer {
  const colors = colorsOf(pixels);
  const palette = frequent(colors);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Four bits a pixel, by palette.
  header[8] = 4;
  header[9] = 3;
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channelsOf))),
    chunk('IDAT', deflateSync(packed(colors, width, palette), { level: 6 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** One number a pixel; written as loops, since there are a quarter of a million of them. */
function colorsOf(pixels: Uint8Array): Uint32Array {
  const colors = new Uint32Array(pixels.length / 4);
  for (let at = 0; at < colors.length; at++) {
    const place = at * 4;
    colors[at] = ((pixels[place] ?? 0) << 16) | ((pixels[place + 1] ?? 0) << 8) | (pixels[place + 2] ?? 0);
  }
  return colors;
}

/** Counted by runs, since most neighbours are of one colour. */
function frequent(colors: Uint32Array): readonly number[] {
  const counts = new Map<number, number>();
  let start = 0;
  for (let at = 1; at <= colors.length; at++) {
    const color = colors[start] ?? 0;
    if (colors[at] === color) continue;
    counts.set(color, (counts.get(color) ?? 0) + at - start);
    start = at;
  }
  return [...counts]
    .sort(([, one], [, two]) => two - one)
    .slice(0, COLORS)
    .map(([color]) => color);
}

/** Rows without a filter, two pixels a byte. */
function packed(colors: Uint32Array, width: number, palette: readonly number[]): Buffer {
  const indexes = new Map(palette.map((color, index) => [color, index]));
  const stride = Math.ceil(width / 2) + 1;
  const bytes = Buffer.alloc(stride * (colors.length / width));
  let [last, index] = [-1, 0];
  for (let at = 0; at < colors.length; at++) {
    const color = colors[at] ?? 0;
    if (color !== last) {
      index = indexes.get(color) ?? nearest(color, palette);
      indexes.set(color, index);
      last = color;
    }
    const x = at % width;
    const byte = Math.floor(at / width) * stride + 1 + (x >> 1);
    bytes[byte] = (bytes[byte] ?? 0) | (x % 2 === 0 ? index << 4 : index);
  }
  return bytes;
}

function nearest(color: number, palette: readonly number[]): number {
  const distances = palette.map((other) => {
    const [one, two] = [channelsOf(color), channelsOf(other)];
    return one.reduce((sum, channel, at) => sum + (channel - (two[at] ?? 0)) ** 2, 0);
  });
  return distances.indexOf(Math.min(...distances));
}

function channelsOf(color: number): readonly number[] {
  return [color >> 16, (color >> 8) & 255, color & 255];
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
