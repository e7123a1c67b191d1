import type { IncomingMessage } from 'node:http';

/** What a route answers. Without a body: empty. A body is sent as JSON, of the given content type. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly contentType?: string;
  /** In the place of a body: sent as it is, of the given content type. */
  readonly text?: string;
  readonly headers?: { readonly [name: string]: string };
  /** Why it was refused, for the log only. */
  readonly reason?: string;
}

export type Route = (request: IncomingMessage) => Promise<Answer>;

export function refused(status: number, reason: string): Answer {
  return { status, reason };
}

/** Not now, through no fault of the caller's: try again. */
export function later(reason: string): Answer {
  return { status: 503, reason, headers: { 'retry-after': '5' } };
}
