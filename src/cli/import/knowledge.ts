import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ENTRY_KINDS } from '../../domain/knowledge/entry.ts';
import { readFrontMatter } from '../../domain/knowledge/front-matter.ts';
import { LANGUAGES } from '../../words/language.ts';
import { day, optional, required, word } from './columns.ts';
import { keptRows } from './kept-rows.ts';
import { fileAt, isFolder } from './source-file.ts';
import { partitions } from '../../usecases/partitions.ts';
import type { CsvRow, Problem } from './table.ts';

/** An entry may be some pages long, never a book: a document holds at most 1.9 MB. */
const MAX_BYTES = 500_000;
const MAX_QUESTIONS = 2_000;
const FIELDS = ['title', 'source', 'date', 'kind', 'questions'];

/** Entries of the knowledge base, one Markdown file each, kept like the rows of a file `knowledge`. */
export const knowledge = keptRows({
  file: 'knowledge',
  columns: {
    name: required,
    title: required,
    source: required,
    date: day,
    kind: optional(word(ENTRY_KINDS)),
    questions: z.string().max(MAX_QUESTIONS, `at most ${MAX_QUESTIONS} characters`),
    text: required.max(MAX_BYTES),
  },
  keys: ['name'],
  partition: () => partitions.program('knowledge'),
});

/**
 * The names of the Markdown files of `DIR/knowledge`, in order, and of the translations in folders of their languages below it,
 * as `fr/dpor.md`; none when there is no such name, an empty one when it is no folder.
 */
export function knowledgeFiles(folder: string): readonly string[] {
  if (!readdirSync(folder).includes('knowledge')) return [];
  const within = join(folder, 'knowledge');
  if (!isFolder(within)) return [''];
  const languages = LANGUAGES.filter((language) => isFolder(join(within, language)));
  return [
    ...markdownIn(within),
    ...languages.flatMap((language) =>
      markdownIn(join(within, language)).map((name) => `${language}/${name}`),
    ),
  ];
}

function markdownIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort();
}

/**
 * Reads one entry: front matter (`title`, `source`, `date`; `kind: news`; `questions`, separated by `|`; `state: removed`) between lines of `---`,
 * then the text.
 *
 * @returns it as a row, or what is wrong with its form
 */
export function readKnowledge(folder: string, name: string): CsvRow | Problem {
  const path = join(folder, 'knowledge', name);
  if (name === '') return { line: 1, column: 'name', message: 'is not a folder' };
  const found = fileAt(path);
  if ('problem' in found) return { line: 1, column: 'name', message: found.problem };
  const bytes = readFileSync(path);
  if (bytes.length > MAX_BYTES) {
    return { line: 1, column: 'text', message: `is over ${MAX_BYTES} bytes` };
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { line: 1, column: 'text', message: 'holds bytes that are not UTF-8' };
  }
  const file = readFrontMatter(text);
  if (file === undefined) {
    return {
      line: 1,
      column: 'title',
      message: 'the file must begin with front matter between lines of ---',
    };
  }
  const cells = {
    name,
    ...Object.fromEntries(FIELDS.map((field) => [field, file.matter.get(field) ?? ''])),
    text: file.text,
  };
  return { line: 1, cells, absent: new Set(), removed: file.matter.get('state') === 'removed' };
}
