import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setImmediate, setTimeout as delay } from 'node:timers/promises';

/** How long connections stay open that have nothing to ask: their next request may be on its way. */
const GRACE_MS = 500;
const LOOK_EVERY_MS = 50;
/** Turns of the event loop in which connections are taken that the system has accepted already. */
const TURNS = 20;

/**
 * Ends a server without cutting anybody off: what the system has accepted is still taken and answered, a request that is half
 * sent may be sent to its end, and connections that are kept open are closed once they have been silent for a moment.
 *
 * @param budgetMs after which what is left is closed
 */
export async function stopServer(
  http: Server,
  underWay: ReadonlySet<Promise<void>>,
  budgetMs: number,
): Promise<void> {
  const endsAt = performance.now() + budgetMs;
  for (let turn = 0; turn < TURNS; turn++) await setImmediate();
  let isClosed = false;
  // Only the listening ends: the server's own close would also cut connections whose next request is on its way.
  NetServer.prototype.close.call(http, () => {
    isClosed = true;
  });
  await delay(Math.min(GRACE_MS, budgetMs));
  while (!isClosed || underWay.size > 0) {
    if (performance.now() >= endsAt) break;
    http.closeIdleConnections();
    await delay(LOOK_EVERY_MS);
  }
  http.closeAllConnections();
}
