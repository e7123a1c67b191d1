import type { Answer, Route } from './answer.ts';

export interface Readiness {
  readonly store: 'sqlite' | 'cosmos';
  readonly pending: number;
  readonly oldestPendingSeconds: number;
  readonly dead: number;
}

/** How long the store may take to say that it is there. */
const TIMEOUT_MS = 2_000;

/** `GET /health/live`: the process answers. */
export const liveRoute: Route = () => Promise.resolve({ status: 200, body: { status: 'live' } });

/** `GET /health/ready`: work may be sent here. */
export function readyRoute(readiness: () => Promise<Readiness>, isStopping: () => boolean): Route {
  return async () => {
    if (isStopping()) return notReady('stopping');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('no answer')), TIMEOUT_MS);
    });
    try {
      const { store, pending, oldestPendingSeconds, dead } = await Promise.race([readiness(), late]);
      return { status: 200, body: { status: 'ready', store, pending, oldestPendingSeconds, dead } };
    } catch {
      return notReady('unavailable');
    } finally {
      clearTimeout(timer);
    }
  };
}

function notReady(status: 'stopping' | 'unavailable'): Answer {
  return { status: 503, body: { status }, headers: { 'retry-after': '5' } };
}
