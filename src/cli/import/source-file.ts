import { statSync } from 'node:fs';
import { z } from 'zod';

/**
 * Whether a name of the folder to import is a file that can be read; a symbolic link counts as what it leads to.
 *
 * @returns its size in bytes, or what is wrong: a folder, a pipe, a link that leads nowhere
 */
export function fileAt(path: string): { readonly bytes: number } | { readonly problem: string } {
  const found = followed(path);
  if (found === undefined) return { problem: 'is a symbolic link that leads to nothing' };
  if (found.isFile()) return { bytes: found.size };
  return { problem: found.isDirectory() ? 'is a folder, not a file' : 'is not a file' };
}

/** Whether there is a folder, or a link to one. */
export function isFolder(path: string): boolean {
  return followed(path)?.isDirectory() === true;
}

function followed(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (Loop.safeParse(error).success) return undefined;
    throw error;
  }
}

/** A link that leads back to itself. */
const Loop = z.looseObject({ code: z.literal('ELOOP') });
