import type { Body } from './document-store.ts';
import { INDEX_TABLES, indexRows, type IndexTable } from './sqlite-indexes.ts';
import type { Session } from './sqlite-session.ts';

/** Steps from schema version n (their place in the list) to n + 1; only ever appended to. */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE documents (
     row INTEGER PRIMARY KEY,
     partition TEXT NOT NULL,
     id TEXT NOT NULL,
     kind TEXT NOT NULL,
     etag TEXT NOT NULL,
     body TEXT NOT NULL,
     -- milliseconds since 1970; NULL: never
     expires_at INTEGER,
     -- of jobs, RFC 3339 UTC; due_at is NULL once a job gave up
     due_at TEXT,
     due_since TEXT,
     UNIQUE (partition, id)
   ) STRICT;
   CREATE INDEX documents_expiring ON documents (expires_at) WHERE expires_at IS NOT NULL;
   CREATE INDEX jobs_due ON documents (due_at, due_since) WHERE kind = 'job';
   CREATE INDEX jobs_waiting ON documents (due_since) WHERE kind = 'job' AND due_at IS NOT NULL;`,
  // Of jobs; those that are there have none until they are written again, so that this takes no time, however large the file.
  `ALTER TABLE documents ADD COLUMN shard INTEGER;`,
];

/**
 * Brings a database to this release's schema. Runs inside a transaction of the caller.
 *
 * @throws Error when a newer release wrote the database
 */
export function migrate(session: Session, migrations: readonly string[] = MIGRATIONS): void {
  const version = Number(session.first('PRAGMA user_version')?.['user_version']);
  if (version > migrations.length) {
    throw new Error(
      `the data was written by a newer release (schema ${version}, this release knows ${migrations.length}): update Porter`,
    );
  }
  if (version === migrations.length) return;
  for (const step of migrations.slice(version)) session.exec(step);
  session.exec(`PRAGMA user_version = ${migrations.length}`);
}

/** Creates and fills the index tables that are missing and drops those of another release. Inside the caller's transaction. */
export function syncIndexTables(session: Session, tables: readonly IndexTable[] = INDEX_TABLES): void {
  const found = session.all(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'terms_*'`);
  const present = new Set(found.map(({ name }) => String(name)));
  for (const table of tables) {
    if (present.delete(table.name)) continue;
    session.exec(table.createSql);
    fill(session, table);
  }
  for (const name of present) session.exec(`DROP TABLE "${name}"`);
}

function fill(session: Session, table: IndexTable): void {
  for (const stored of session.each(
    'SELECT row, partition, id, body FROM documents WHERE kind = ?',
    table.kind,
  )) {
    const body = JSON.parse(String(stored['body'])) as Body;
    for (const row of indexRows(table, Number(stored['row']), String(stored['id']), body)) {
      session.run(table.insertSql, String(stored['partition']), ...row);
    }
  }
}
