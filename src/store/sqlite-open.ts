import { accessSync, constants, mkdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { explained } from './sqlite-errors.ts';
import { databaseFile, IN_MEMORY } from './sqlite-file.ts';
import { createPatience } from './sqlite-patience.ts';
import { migrate, syncIndexTables } from './sqlite-schema.ts';
import { openSession, type Session } from './sqlite-session.ts';

const CACHE_KIB = 32_768;
const WAL_BYTES = 64 * 1024 * 1024;

/**
 * Opens `porter.db` in a folder, which is made if missing, and brings its schema up to date.
 *
 * @param folder {@link IN_MEMORY} for a database that goes with the process
 * @param busyTimeoutMs how long SQLite itself waits for a lock, with the event loop blocked
 * @throws StoreUnavailable with the reason when folder or disk cannot be used
 * @throws Error when a newer release wrote the file
 */
export async function openDatabase(folder: string, busyTimeoutMs: number): Promise<Session> {
  const what = `cannot open the data folder ${folder}`;
  const patience = createPatience();
  let session: Session | undefined;
  try {
    const opened = openSession(new DatabaseSync(made(folder), { timeout: busyTimeoutMs }));
    session = opened;
    await patience.whileBusy(what, () => opened.exec('PRAGMA journal_mode = WAL'));
    opened.exec(`PRAGMA synchronous = FULL;
      PRAGMA cache_size = -${CACHE_KIB};
      PRAGMA journal_size_limit = ${WAL_BYTES};
      PRAGMA temp_store = MEMORY`);
    await patience.whileBusy(what, () =>
      opened.transaction(() => {
        migrate(opened);
        syncIndexTables(opened);
      }),
    );
    return opened;
  } catch (error) {
    session?.close();
    throw explained(error, what);
  }
}

function made(folder: string): string {
  if (folder !== IN_MEMORY) {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  }
  return databaseFile(folder);
}
