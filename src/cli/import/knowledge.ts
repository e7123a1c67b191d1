import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { day, required } from './columns.ts';
import { keptRows } from './kept-rows.ts';
import { fileAt, isFolder } from './source-file.ts';
import { partitions } from '../../usecases/partitions.ts';
import type { CsvRow, Problem } from './table.ts';

/** An entry may be some pages long, never a book: a document holds at most 1.9 MB. */
const MAX_BYTES = 500_000;
const FIELDS = ['title', 'source', 'date'];

/** Entries of the knowledge base, one Markdown file each, kept like the rows of a file `knowledge`. */
export const knowledge = keptRows({
  file: 'knowledge',
  columns: { name: required, title: required, source: required, date: day, text: required.max(MAX_BYTES) },
  keys: ['name'],
  partition: () => partitions.program('knowledge'),
});

/** The names of the Markdown files of `DIR/knowledge`, in order; none when there is no such name, an empty one when it is no folder. */
export function knowledgeFiles(folder: string): readonly string[] {
  if (!readdirSync(folder).includes('knowledge')) return [];
  if (!isFolder(join(folder, 'knowledge'))) return [''];
  return readdirSync(join(folder, 'knowledge'))
    .filter((name) => name.endsWith('.md'))
    .sort();
}

/**
 * Reads one entry: front matter (`title`, `source`, `date`, and `state: removed` to remove it) between lines of `---`,
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
  const lines = text.split(/\r\n|\r|\n/);
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end === -1) {
    return {
      line: 1,
      column: 'title',
      message: 'the file must begin with front matter between lines of ---',
    };
  }
  const matter = new Map<string, string>();
  for (const line of lines.slice(1, end)) {
    const [, key = '', value = ''] = /^([A-Za-z]+):\s*(.*?)\s*$/.exec(line) ?? [];
    matter.set(key, unquoted(value));
  }
  const cells = {
    name,
    ...Object.fromEntries(FIELDS.map((field) => [field, matter.get(field) ?? ''])),
    text: lines
      .slice(end + 1)
      .join('\n')
      .trim(),
  };
  return { line: 1, cells, absent: new Set(), removed: matter.get('state') === 'removed' };
}

function unquoted(value: string): string {
  return /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
}
