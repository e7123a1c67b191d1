import { describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { unpacked } from '../../src/cli/import/unpack.ts';

const text = strToU8('x');

describe('dropped files as a folder to import', () => {
  it.each([
    ['files as they are', { 'partners.csv': text, 's-1.pdf': text }, ['partners.csv', 's-1.pdf']],
    [
      'a folder that everything lies in',
      { 'new/partners.csv': text, 'new/knowledge/a.md': text },
      ['knowledge/a.md', 'partners.csv'],
    ],
    [
      'entries of the knowledge base, translations too',
      { 'knowledge/fr/a.md': text, 'b.md': text },
      ['knowledge/b.md', 'knowledge/fr/a.md'],
    ],
    [
      'nothing of what systems put beside files',
      { '__MACOSX/a.csv': text, '.DS_Store': text, 'a.csv': text },
      ['a.csv'],
    ],
    ['no path that leads elsewhere', { '../a.csv': text, 'b/c.csv': text, 'd.csv': text }, ['d.csv']],
  ])('takes %s out of a zip', (_case, entries, paths) => {
    const { files, problems } = unpacked([{ name: 'in.zip', bytes: zipSync(entries) }]);
    expect([[...files.keys()].toSorted(), problems]).toEqual([paths, []]);
  });

  it('takes a CSV and an entry that come alone', () => {
    const { files } = unpacked([
      { name: 'partners.csv', bytes: text },
      { name: 'dpor.md', bytes: text },
    ]);
    expect([...files.keys()]).toEqual(['partners.csv', 'knowledge/dpor.md']);
  });

  it('refuses a zip that unpacks to more than an import reads, before it unpacks anything', () => {
    const bomb = zipSync({ 'a.csv': new Uint8Array(70 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const { files, problems } = unpacked([{ name: 'bomb.zip', bytes: bomb }]);
    expect([files.size, problems]).toEqual([0, ['bomb.zip: unpacks to more than 64 MB or 1000 files']]);
  });

  it('refuses too many files, and what is no zip', () => {
    const many = zipSync(
      Object.fromEntries(Array.from({ length: 1_001 }, (_none, at) => [`${at}.csv`, text])),
    );
    expect(unpacked([{ name: 'many.zip', bytes: many }]).problems).toHaveLength(1);
    expect(unpacked([{ name: 'no.zip', bytes: text }]).problems).toEqual([
      'no.zip: is no zip that can be read',
    ]);
  });

  it('unpacks no more than an entry says that it holds', () => {
    const bytes = zipSync({ 'a.csv': new Uint8Array(5 * 1024 * 1024) });
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // The length, in both heads of the entry.
    for (let at = 0; at + 4 <= bytes.length; at++) {
      if (view.getUint32(at, true) === 5 * 1024 * 1024) view.setUint32(at, 10, true);
    }
    const { files } = unpacked([{ name: 'lies.zip', bytes }]);
    expect([...files.values()].every((content) => content.length <= 10)).toBe(true);
  });
});
