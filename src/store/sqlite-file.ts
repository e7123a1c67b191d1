import { statSync, type BigIntStats } from 'node:fs';
import { join } from 'node:path';

export const IN_MEMORY = ':memory:';

/** `porter.db` in a data folder. @param folder {@link IN_MEMORY}: there is no file */
export function databaseFile(folder: string): string {
  return folder === IN_MEMORY ? IN_MEMORY : join(folder, 'porter.db');
}

/**
 * Whether the file, its log or the log's index was deleted, replaced or emptied since this was made: what is written then
 * goes nowhere, or into another database than what was read. A look takes some microseconds.
 */
export function fileWatch(folder: string): () => boolean {
  if (folder === IN_MEMORY) return () => false;
  const file = databaseFile(folder);
  const known = new Map<string, string>();

  function isSame(path: string): boolean {
    const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
    const before = known.get(path);
    if (stats !== undefined && before === undefined) known.set(path, identityOf(stats));
    if (path === file && stats?.size === 0n) return false;
    return before === undefined || (stats !== undefined && before === identityOf(stats));
  }

  const isGone = (): boolean => !(isSame(file) && isSame(`${file}-wal`) && isSame(`${file}-shm`));
  isGone();
  return isGone;
}

/** What tells a file from another one of that name. */
function identityOf({ dev, ino }: BigIntStats): string {
  return `${dev}:${ino}`;
}
