import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ToldEntry, ToldList } from '../usecases/notices/told-list.ts';

const LINE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{32})$/;

/**
 * What was told, as files of a folder: one a process and day, so that several on one share never write to the same. Lines are
 * appended together while one append is under way.
 *
 * @param folder undefined: nothing is kept
 */
export function toldFiles(folder: string | undefined): ToldList {
  if (folder === undefined) return NOTHING;
  const own = randomBytes(6).toString('hex');
  let waiting: string[] = [];
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  async function write(): Promise<void> {
    const lines = waiting;
    waiting = [];
    next = undefined;
    const [day = ''] = (lines[0] ?? '').split('T', 1);
    await appendFile(join(folder ?? '', `${day}-${own}.txt`), lines.join(''), { mode: 0o600 });
  }

  return {
    async open(since) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      for (const file of await filesOf(folder))
        if (file.changed < since) await rm(file.path, { force: true });
    },
    append({ at, key }) {
      waiting.push(`${at.toISOString()} ${key}\n`);
      // One that failed was told to those whose lines it had.
      next ??= last.then(write, write);
      last = next;
      return next;
    },
    async *since(from) {
      for (const { path, changed } of await filesOf(folder))
        if (changed >= from) yield* entriesOf(path, from);
    },
  };
}

const NOTHING: ToldList = {
  open: () => Promise.resolve(),
  append: () => Promise.resolve(),
  async *since() {
    // Nothing is kept.
  },
};

async function filesOf(
  folder: string,
): Promise<readonly { readonly path: string; readonly changed: Date }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.txt'));
  return Promise.all(
    names.toSorted().map(async (name) => {
      const path = join(folder, name);
      return { path, changed: (await stat(path)).mtime };
    }),
  );
}

/** A line that broke off is none. */
async function* entriesOf(path: string, from: Date): AsyncGenerator<ToldEntry> {
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const [, at = '', key = ''] = LINE.exec(line) ?? [];
    if (key !== '' && new Date(at) >= from) yield { at: new Date(at), key };
  }
}
