import { appendFile, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ListedErasure, type ErasureList } from '../usecases/erasure/erasure-list.ts';

const MISSING = z.looseObject({ code: z.literal('ENOENT') });

/** The list of erasures as a file, one JSON object a line; only ever appended to. @param path undefined: none is kept */
export function erasureFile(path: string | undefined): ErasureList {
  return {
    async append(entry) {
      if (path !== undefined) await appendFile(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    },
    async read() {
      if (path === undefined) return [];
      const lines = (await textOf(path)).split('\n');
      return lines.filter(Boolean).map((line) => ListedErasure.parse(JSON.parse(line)));
    },
  };
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (MISSING.safeParse(error).success) return '';
    throw error;
  }
}
