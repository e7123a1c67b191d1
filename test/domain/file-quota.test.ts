import { describe, expect, it } from '@jest/globals';
import { addedTo, countFiles, filesLeft } from '../../src/domain/files/quota.ts';
import { Day } from '../../src/domain/shared/time.ts';

const today = Day.parse('2026-11-20');
const limits = { files: 10, bytes: 1_000 };
const used = (files: number, bytes: number) => ({ day: today, files, bytes });

describe('what may be kept of files in a day', () => {
  it.each([
    ['the first file', undefined, 1, used(1, 1)],
    ['the last file', used(9, 0), 1, used(10, 1)],
    ['the last byte', used(1, 900), 100, used(2, 1_000)],
    [
      'a new day, whatever was before',
      { day: Day.parse('2026-11-19'), files: 10, bytes: 1_000 },
      5,
      used(1, 5),
    ],
  ])('has room for %s', (_case, before, size, after) => {
    expect(countFiles(before, [{ size }], today, limits)).toEqual({ ok: true, value: after });
  });

  it.each([
    ['a file more', used(10, 0), 1],
    ['a byte more', used(1, 901), 100],
  ])('has none for %s', (_case, before, size) => {
    expect(countFiles(before, [{ size }], today, limits)).toEqual({ ok: false, error: { code: 'quota' } });
  });

  it('has room for several files together, or for none of them', () => {
    const three = [{ size: 1 }, { size: 2 }, { size: 3 }];
    expect(countFiles(used(7, 0), three, today, limits)).toEqual({ ok: true, value: used(10, 6) });
    expect(countFiles(used(8, 0), three, today, limits)).toMatchObject({ ok: false });
    expect(countFiles(used(0, 995), three, today, limits)).toMatchObject({ ok: false });
    expect(addedTo(used(8, 0), three, today)).toEqual(used(11, 6));
  });

  it.each([
    [used(7, 799), undefined],
    [used(8, 0), 2],
    [used(1, 800), 2],
    [used(9, 950), 0],
    [used(10, 0), 0],
    [used(12, 2_000), 0],
  ])('is told once most of it is used: %j', (quota, left) => {
    expect(filesLeft(quota, limits, 100)).toBe(left);
  });
});
