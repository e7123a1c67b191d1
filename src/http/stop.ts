import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setImmediate, setTimeout as delay } from 'node:timers/promises';
import type { Connections } from './connections.ts';

/** How long connections stay open that have nothing to ask: their next request may be on its way. */
const GRACE_MS = 500;
const LOOK_EVERY_MS = 50;
/** Turns of the event loop without a new connection after which none waits any more: one is taken a turn. */
const QUIET_TURNS = 5;
/** However many still come. */
const MAX_TAKING_MS = 500;
/** For the last answers to leave. */
const FLUSH_MS = 250;

/**
 * Ends a server without cutting anybody off: what the system has accepted is still taken and answered, a request that is half
 * sent may be sent to its end, and connections that are kept open are closed once they have been silent for a moment.
 *
 * @param budgetMs after which whoever still waits for an answer is told to come back, and all is closed
 */
export async function stopServer(
  http: Server,
  connections: Connections,
  underWay: ReadonlySet<Promise<void>>,
  budgetMs: number,
): Promise<void> {
  const endsAt = performance.now() + budgetMs;
  connections.lingerFromNowOn();
  await takeWaiting(http);
  // Only the listening ends: the server's own close would also cut connections whose next request is on its way.
  NetServer.prototype.close.call(http);
  const silentFrom = performance.now() + GRACE_MS;
  for (;;) {
    if (connections.count === 0 && underWay.size === 0) return;
    const now = performance.now();
    if (now >= endsAt) break;
    if (now >= silentFrom) {
      connections.endSilent();
      http.closeIdleConnections();
    }
    await delay(LOOK_EVERY_MS);
  }
  connections.endAll();
  await delay(FLUSH_MS);
  http.closeAllConnections();
}

/** Takes the connections that the system has accepted for us already, and would reset once nobody listens. */
async function takeWaiting(http: Server): Promise<void> {
  let quiet = 0;
  const taken = () => {
    quiet = 0;
  };
  http.on('connection', taken);
  const endsAt = performance.now() + MAX_TAKING_MS;
  while (quiet < QUIET_TURNS && performance.now() < endsAt) {
    quiet++;
    await setImmediate();
  }
  http.off('connection', taken);
}
