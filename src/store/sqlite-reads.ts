import { cachedBacklog } from './cached-backlog.ts';
import { declaredConditions, declaredQuery, pageOf } from './declared-query.ts';
import { isId } from './document-limits.ts';
import type { DocumentStore } from './document-store.ts';
import { cachedEstimates } from './sqlite-estimates.ts';
import { readBacklog, readDue } from './sqlite-jobs.ts';
import { countStatement, pageStatement } from './sqlite-query.ts';
import { COLUMNS, NOT_EXPIRED, toStored } from './sqlite-rows.ts';
import { scanPages } from './sqlite-scan.ts';
import type { Session } from './sqlite-session.ts';

/**
 * The half of the store that reads.
 *
 * @param reading runs a read, again while another process holds the lock
 */
export function sqliteReads(
  session: Session,
  reading: <T>(action: () => T) => Promise<T>,
  nowMs: () => number,
): Pick<DocumentStore, 'get' | 'query' | 'count' | 'due' | 'backlog' | 'scan'> {
  const estimate = cachedEstimates(session);
  const find = (partition: string, id: string) => {
    const row = session.first(
      `SELECT ${COLUMNS} FROM documents WHERE partition = ? AND id = ? AND ${NOT_EXPIRED}`,
      partition,
      id,
      nowMs(),
    );
    return row === undefined ? undefined : toStored(row);
  };
  return {
    get: (partition, id) => (isId(id) ? reading(() => find(partition, id)) : Promise.resolve(undefined)),
    async query(partition, spec) {
      const query = declaredQuery(spec);
      return reading(() => {
        const { sql, params } = pageStatement(partition, query, nowMs(), estimate);
        const page = pageOf(session.all(sql, ...params).map(toStored), query);
        const { beside } = query;
        return beside.length === 0
          ? page
          : { ...page, beside: beside.flatMap((id) => find(partition, id) ?? []) };
      });
    },
    async count(partition, { kind, where }) {
      const asked = { kind, where: declaredConditions(kind, where) };
      return reading(() => {
        const { sql, params } = countStatement(partition, asked, nowMs(), estimate);
        return Number(session.first(sql, ...params)?.['n']);
      });
    },
    async *due(dueBy, limit, shards) {
      yield* await reading(() => readDue(session, dueBy, limit, nowMs(), shards));
    },
    backlog: cachedBacklog((at) => reading(() => readBacklog(session, at))),
    scan: (collection, kind) => scanPages(session, reading, collection, kind, nowMs),
  };
}
