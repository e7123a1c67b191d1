import { z } from 'zod';
import { StoreUnavailable } from '../usecases/ports.ts';
import type { Trouble } from './document-store.ts';

/** Why a data folder or its file cannot be used, by the operating system's code or SQLite's primary result code. */
const REASONS: { readonly [code: string]: string } = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of its path is not a folder',
  EEXIST: 'it is not a folder',
  3: 'permission denied',
  5: 'it is locked by another process',
  6: 'it is locked by another process',
  8: 'it is read-only',
  10: 'the disk reports an error',
  11: 'the database file is damaged',
  13: 'the disk is full',
  14: 'the database file cannot be opened',
  26: 'porter.db is not a database',
};

const BUSY = 5;
const LOCKED = 6;

const SqliteError = z.object({ errcode: z.number().int() });
const SystemError = z.object({ code: z.string() });

/** SQLite's primary result code, of an error that SQLite threw. */
function resultCode(error: unknown): number | undefined {
  const parsed = SqliteError.safeParse(error);
  return parsed.success ? parsed.data.errcode & 0xff : undefined;
}

/** By the operating system's code, or SQLite's result code: the whole of it, else the primary one. */
const TROUBLES: { readonly [code: string]: Trouble } = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'read-only',
  5: 'locked',
  6: 'locked',
  8: 'read-only',
  // SQLITE_READONLY_DBMOVED: the file is not where it was opened.
  1_032: 'gone',
  10: 'damaged',
  // SQLITE_IOERR_SHMSIZE: no room to lengthen the index of the log.
  4_874: 'full',
  11: 'damaged',
  13: 'full',
  14: 'gone',
  26: 'damaged',
};

/** What an access to the file ran into, in a word; undefined for what is no fault of the file or the disk. */
export function troubleOf(error: unknown): Trouble | undefined {
  if (error instanceof StoreUnavailable) return troubleOf(error.cause);
  const sqlite = SqliteError.safeParse(error);
  if (sqlite.success) return TROUBLES[sqlite.data.errcode] ?? TROUBLES[sqlite.data.errcode & 0xff];
  const system = SystemError.safeParse(error);
  return system.success ? TROUBLES[system.data.code] : undefined;
}

/** Another process holds the lock: worth another try soon. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error);
  return code === BUSY || code === LOCKED;
}

/**
 * Makes a {@link StoreUnavailable} of what the disk or another process brought about; other errors stay what they are.
 *
 * @param what what could not be done, as the start of the message: `cannot open the data folder /data`
 */
export function explained(error: unknown, what: string): unknown {
  const system = SystemError.safeParse(error);
  const code = resultCode(error) ?? (system.success ? system.data.code : '');
  const reason = REASONS[code];
  return reason === undefined ? error : new StoreUnavailable(`${what}: ${reason}`, { cause: error });
}
