import { estimateStatement, type Estimate } from './sqlite-query.ts';
import type { Session } from './sqlite-session.ts';

const ESTIMATE_KEPT_MS = 60_000;
const ESTIMATES_KEPT = 10_000;

/** Estimates only choose the way to the answer, never the answer, so they may be old. */
export function cachedEstimates(session: Session): Estimate {
  const known = new Map<string, { readonly documents: number; readonly until: number }>();
  return (partition, term) => {
    const key = JSON.stringify([partition, term.table.name, term.field, term.value]);
    const cached = known.get(key);
    if (cached !== undefined && cached.until > performance.now()) return cached.documents;
    const { sql, params } = estimateStatement(partition, term);
    const documents = Number(session.first(sql, ...params)?.['n']);
    if (known.size >= ESTIMATES_KEPT) known.clear();
    known.set(key, { documents, until: performance.now() + ESTIMATE_KEPT_MS });
    return documents;
  };
}
