import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { format, resolveConfig } from 'prettier';
import { createRegistry } from '../src/capabilities.ts';
import { catalogueOf } from '../src/words/catalogue.ts';
import { GENERATED } from '../src/cli/docs/tables.ts';
import { EVENTS } from '../src/domain/events/all.ts';
import { NOTICES } from '../src/domain/notices/notice.ts';
import { DOCUMENTS } from '../src/usecases/documents.ts';
import { JobTask } from '../src/usecases/jobs.ts';

it.each(Object.entries(GENERATED))('docs/%s lists what is declared', async (file, fill) => {
  const text = await readFile(new URL(`../docs/${file}`, import.meta.url), 'utf8');

  const filled = fill(text);

  const options = { ...(await resolveConfig('.prettierrc.json')), parser: 'markdown' };
  expect(text).toBe(await format(filled, options));
});

const SOURCES = new URL('../src/', import.meta.url);

it.each([
  ['defineDocument', DOCUMENTS.length],
  ['defineJob', JobTask.options.length],
  ['defineNotice', NOTICES.length],
  ['defineEvent', EVENTS.length],
])('what is declared by %s is listed', async (define, listed) => {
  const files = await readdir(SOURCES, { recursive: true });
  const texts = await Promise.all(
    files.filter((name) => name.endsWith('.ts')).map((name) => readFile(new URL(name, SOURCES), 'utf8')),
  );

  const declared = texts.flatMap(
    (text) => text.match(new RegExp(`(?<!function )\\b${define}[<(]`, 'g')) ?? [],
  );

  expect(declared.length).toBe(listed);
});

it.each([
  ['documents', DOCUMENTS.map(({ name }) => name)],
  ['jobs', JobTask.options.map((job) => job.shape.task.value)],
  ['notices', NOTICES.map(({ kind }) => kind)],
  ['events', EVENTS.map(({ type }) => type)],
])('each of the %s is listed once', (_what, names) => {
  expect(names).toEqual([...new Set(names)]);
});

it('each press has a title and a purpose in words, and no other verb has', () => {
  const { actions } = createRegistry(() => Promise.reject(new Error('no card')));

  const named = [...catalogueOf('en').keys()].filter((key) => key.startsWith('verbs.'));

  const verbs = [...actions.keys()];
  expect(named.toSorted()).toEqual(
    verbs.flatMap((verb) => [`verbs.${verb}.about`, `verbs.${verb}.title`]).toSorted(),
  );
});
