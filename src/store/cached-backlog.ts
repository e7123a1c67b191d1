import type { Backlog } from './document-store.ts';

const KEPT_MS = 5_000;

/** Keeps an answer for 5 seconds of the asker's clock, so that whoever polls health costs no more than that. */
export function cachedBacklog(read: (now: Date) => Promise<Backlog>): (now: Date) => Promise<Backlog> {
  let known: { readonly at: number; readonly backlog: Promise<Backlog> } | undefined;
  return (now) => {
    const at = now.getTime();
    if (known !== undefined && Math.abs(at - known.at) < KEPT_MS) return known.backlog;
    const asked = { at, backlog: read(now) };
    known = asked;
    asked.backlog.catch(() => {
      if (known === asked) known = undefined;
    });
    return asked.backlog;
  };
}

/** @param oldest RFC 3339, when the oldest pending job first came due */
export function ageSeconds(oldest: unknown, now: Date): number {
  return typeof oldest === 'string' ? Math.floor((now.getTime() - Date.parse(oldest)) / 1_000) : 0;
}
