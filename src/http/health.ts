import type { Answer, Route } from './answer.ts';

export interface Readiness {
  readonly store: 'sqlite' | 'cosmos';
  readonly pending: number;
  readonly oldestPendingSeconds: number;
  readonly dead: number;
}

/** Work cannot be done, and why: in a word that gives nothing away. */
export interface Trouble {
  readonly reason: string;
}

/** How long the store may take to say that it is there. */
const TIMEOUT_MS = 2_000;

/** `GET /health/live`: the process answers. */
export const liveRoute: Route = () => Promise.resolve({ status: 200, body: { status: 'live' } });

/** `GET /health/ready`: work may be sent here. */
export function readyRoute(readiness: () => Promise<Readiness | Trouble>, isStopping: () => boolean): Route {
  return async () => {
    if (isStopping()) return notReady('stopping');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('no answer')), TIMEOUT_MS);
    });
    try {
      const found = await Promise.race([readiness(), late]);
      if ('reason' in found) return notReady('unavailable', found.reason);
      const { store, pending, oldestPendingSeconds, dead } = found;
      return { status: 200, body: { status: 'ready', store, pending, oldestPendingSeconds, dead } };
    } catch {
      return notReady('unavailable', 'unreachable');
    } finally {
      clearTimeout(timer);
    }
  };
}

function notReady(status: 'stopping' | 'unavailable', reason: string = status): Answer {
  return { status: 503, body: { status, reason }, headers: { 'retry-after': '5' } };
}
