import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { catalogueOf } from '../../src/words/catalogue.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** All code and all templates, but for the catalogues and what is made of them. */
const sources = ['src', 'cards']
  .flatMap((folder) => filesIn(folder))
  .filter((file) => !file.startsWith(join('src', 'words')) || file.endsWith('in-template.ts'));
const templates = read(sources.filter((file) => file.endsWith('.json')));
const everything = read(sources);

const english = catalogueOf('en');
/** Keys as they are written out, in code and (after an `@`) in templates. */
const written = new Set(matchesOf(everything, /['"]@?([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+)['"]/g));
/** What stands before a part of a key that code puts in: every key that begins so may be said. */
const begun = new Set(matchesOf(everything, /`([a-z][a-z0-9-]*\.(?:[a-z0-9-]+[.-])*)\$\{/g));

describe('the English messages', () => {
  it('are all said by something', () => {
    const unused = [...english.keys()].filter(
      (key) => !written.has(key) && ![...begun].some((start) => key.startsWith(start)),
    );

    expect(unused).toEqual([]);
  });

  it('are all there that a template names', () => {
    const named = matchesOf(templates, /"@([^"]+)"/g);

    expect(named.filter((key) => !english.has(key))).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
}

function read(files: readonly string[]): string {
  return files.map((file) => readFileSync(join(ROOT, file), 'utf8')).join('\n');
}

function matchesOf(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
}
