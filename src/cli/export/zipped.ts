import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zip } from 'fflate';
import type { DocumentStore } from '../../store/document-store.ts';
import { runExport } from './run-export.ts';

/** Everything that an export writes, as one zip. It is packed beside the turns of this process. */
export async function zippedExport(store: DocumentStore, now: Date): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'porter-export-'));
  try {
    for await (const _ of runExport(store, folder, now));
    const names = (await readdir(folder)).toSorted();
    const files = await Promise.all(names.map((name) => readFile(join(folder, name))));
    return await packed(Object.fromEntries(names.map((name, at) => [name, files[at] ?? Buffer.alloc(0)])));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function packed(files: { readonly [name: string]: Uint8Array }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip({ ...files }, (error, bytes) => (error ? reject(error) : resolve(Buffer.from(bytes))));
  });
}
