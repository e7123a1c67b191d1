import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { StoreUnavailable } from '../usecases/ports.ts';

type Row = { readonly [column: string]: unknown };

/** A connection with its prepared statements. All calls are synchronous. */
export interface Session {
  /** @returns how many rows were changed */
  run(sql: string, ...params: readonly SQLInputValue[]): number;
  /** @returns the new row's number, undefined when an `OR IGNORE` left it out */
  insert(sql: string, ...params: readonly SQLInputValue[]): number | undefined;
  first(sql: string, ...params: readonly SQLInputValue[]): Row | undefined;
  all(sql: string, ...params: readonly SQLInputValue[]): readonly Row[];
  /** Rows as they are read; whoever stops early ends the reading. */
  each(sql: string, ...params: readonly SQLInputValue[]): Iterable<Row>;
  /** Several statements without parameters. */
  exec(sql: string): void;
  /** Runs in one transaction that holds the write lock; all is undone when the action throws. */
  transaction<T>(action: () => T): T;
  close(): void;
}

/** Enough for every query that the code asks; what comes after that is prepared anew. */
const STATEMENTS_KEPT = 500;

/** @throws StoreUnavailable from every call once closed */
export function openSession(database: DatabaseSync): Session {
  const statements = new Map<string, StatementSync>();

  function prepared(sql: string): StatementSync {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    if (!database.isOpen) throw new StoreUnavailable('the store is closed');
    if (statements.size >= STATEMENTS_KEPT) statements.clear();
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  }

  return {
    run: (sql, ...params) => Number(prepared(sql).run(...params).changes),
    insert(sql, ...params) {
      const { changes, lastInsertRowid } = prepared(sql).run(...params);
      return changes === 0 ? undefined : Number(lastInsertRowid);
    },
    first: (sql, ...params) => prepared(sql).get(...params),
    all: (sql, ...params) => prepared(sql).all(...params),
    each: (sql, ...params) => prepared(sql).iterate(...params),
    exec: (sql) => database.exec(sql),
    transaction(action) {
      prepared('BEGIN IMMEDIATE').run();
      try {
        const result = action();
        prepared('COMMIT').run();
        return result;
      } finally {
        if (database.isTransaction) database.exec('ROLLBACK');
      }
    },
    close() {
      if (!database.isOpen) return;
      statements.clear();
      database.close();
    },
  };
}
