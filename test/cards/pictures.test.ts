import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { draw } from '../../src/cards/pictures/draw.ts';
import { palettePng } from '../../src/cards/pictures/palette-png.ts';
import { PICTURE, scorePicture, type ScoreDrawn } from '../../src/cards/pictures/score-picture.ts';
import { THEMES } from '../../src/cards/pictures/theme.ts';

const drawn: ScoreDrawn = {
  total: 63.5,
  qualified: false,
  figure: '63.5',
  trend: [
    { day: '20/9', total: 57 },
    { day: '20/10', total: 63.5 },
  ],
};

describe('a PNG by palette', () => {
  const pixels = Uint8Array.from([
    255, 0, 0, 255, 0, 0, 255, 255, 0, 0, 255, 255, 255, 0, 0, 255, 255, 0, 0, 255, 255, 0, 0, 255,
  ]);
  const chunks = (png: Buffer) => {
    const found: (readonly [string, Buffer])[] = [];
    for (let at = 8; at < png.length;) {
      const length = png.readUInt32BE(at);
      const body = png.subarray(at + 4, at + 8 + length);
      expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(body));
      found.push([body.toString('latin1', 0, 4), body.subarray(4)]);
      at += 12 + length;
    }
    return new Map(found);
  };

  it('has the size, the colours and the pixels that it was given', () => {
    const parts = chunks(palettePng({ width: 3, height: 2, pixels }));

    const header = parts.get('IHDR')!;
    expect([header.readUInt32BE(0), header.readUInt32BE(4), header[8], header[9]]).toEqual([3, 2, 4, 3]);
    expect([...parts.get('PLTE')!]).toEqual([255, 0, 0, 0, 0, 255]);
    expect([...inflateSync(parts.get('IDAT')!)]).toEqual([0, 0x01, 0x10, 0, 0x00, 0x00]);
    expect([...parts.keys()].at(-1)).toBe('IEND');
  });

  it('takes the nearest of its sixteen colours for a seventeenth', () => {
    const many = Array.from({ length: 17 }, (_, at) => [at * 15, 0, 0, 255, at * 15, 0, 0, 255]).flat();
    const last = many.slice(0, -4);
    const parts = chunks(palettePng({ width: 33, height: 1, pixels: Uint8Array.from(last) }));

    expect(parts.get('PLTE')!.length).toBe(16 * 3);
  });
});

describe('the picture of a score', () => {
  it.each(Object.entries(THEMES))('can be read in %s: text 4.5 to 1, shapes 3 to 1', (_name, theme) => {
    for (const color of [theme.text, theme.subtle])
      expect(contrast(color, theme.ground)).toBeGreaterThan(4.5);
    for (const color of [theme.short, theme.enough]) expect(contrast(color, theme.ground)).toBeGreaterThan(3);
  });

  it('is small enough to travel in a card twice', () => {
    expect(draw(scorePicture(drawn, THEMES.light)).length * 2 * 2).toBeLessThan(30_000);
  });

  it('is the same for the same numbers, and another for others', () => {
    const other = { ...drawn, total: 64 };

    expect(draw(scorePicture(drawn, THEMES.dark))).toBe(draw(scorePicture(drawn, THEMES.dark)));
    expect(draw(scorePicture(other, THEMES.dark))).not.toBe(draw(scorePicture(drawn, THEMES.dark)));
  });

  it.each([0, 0.1, 70, 100, 130])('stays on its ground with a total of %s', (total) => {
    const svg = scorePicture({ ...drawn, total, trend: [] }, THEMES.light);
    const numbers = [...svg.matchAll(/(?:[xy]|[MLA])="?(-?[\d.]+)/g)].map(([, value]) => Number(value));

    for (const value of numbers) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(PICTURE.width);
    }
  });

  it('draws nothing that could be read as markup', () => {
    expect(scorePicture({ ...drawn, figure: '<b>&' }, THEMES.light)).toContain('&lt;b>&amp;');
  });
});

function contrast(one: string, two: string): number {
  const [low, high] = [luminance(one), luminance(two)].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

/** Source: WCAG 2.2, "relative luminance". */
function luminance(color: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((channel) =>
    channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
