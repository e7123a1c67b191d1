import type { IncomingMessage } from 'node:http';
import { refused, type Answer } from '../http/answer.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * A browser says from which page it calls; agents say nothing. Only this server's own pages and those of the caller's own
 * machine may, so that no page that somebody opens can reach it by a name of its own (DNS rebinding).
 * Source: MCP 2025-11-25, "Transports", security warning.
 *
 * @returns the refusal
 */
export function refuseOrigin(request: IncomingMessage, publicUrl: string | undefined): Answer | undefined {
  const { origin } = request.headers;
  if (origin === undefined || isKnown(origin, publicUrl)) return undefined;
  return refused(403, 'origin');
}

function isKnown(origin: string, publicUrl: string | undefined): boolean {
  const url = URL.parse(origin);
  if (url === null) return false;
  return (
    LOOPBACK.has(url.hostname) || (publicUrl !== undefined && url.origin === URL.parse(publicUrl)?.origin)
  );
}
