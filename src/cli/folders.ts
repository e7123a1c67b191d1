import { constants } from 'node:fs';
import { access, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isSystemError } from './system-error.ts';

/** @returns why a folder cannot be read, as one sentence; undefined when it can */
export async function cannotRead(folder: string): Promise<string | undefined> {
  return faultOf(folder, 'read', async () => {
    await readdir(folder);
  });
}

/** Makes a folder if it is missing. @returns why it cannot be written, as one sentence; undefined when it can */
export async function cannotWrite(folder: string): Promise<string | undefined> {
  return faultOf(folder, 'written', async () => {
    await makeFolder(folder);
    await access(folder, constants.W_OK | constants.X_OK);
  });
}

/**
 * Makes a folder and those above it that are missing, one by one: Node's own way of making several never ends where a file
 * system takes none, as in /proc.
 */
export async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  const above = dirname(folder);
  if (above !== folder) await makeFolder(above);
  try {
    await mkdir(folder);
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (!(await isFolder(folder))) throw error;
  }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function faultOf(
  folder: string,
  done: 'read' | 'written',
  attempt: () => Promise<void>,
): Promise<string | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const found = await stat(folder).catch(() => undefined);
    if (found !== undefined && !found.isDirectory()) return `${folder} is a file, not a folder.`;
    if (found === undefined && done === 'read') return `There is no folder ${folder}.`;
    return `The folder ${folder} cannot be ${done} (${error.code}).`;
  }
}
