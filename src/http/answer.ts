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
  /** By which the log's line of a fault is found; a 5xx without one is given one. */
  readonly id?: string;
}

export type Route = (request: IncomingMessage) => Promise<Answer>;

export function refused(status: number, reason: string): Answer {
  return { status, reason };
}

/** Not now, through no fault of the caller's: try again. */
export function later(reason: string, id?: string): Answer {
  return { status: 503, reason, headers: { 'retry-after': '5' }, ...(id === undefined ? {} : { id }) };
}

/** A 5xx with the id by which its line in the log is found: problem details of RFC 9457, unless it has a body of its own. */
export function withId(answer: Answer, id: string): Answer {
  const { status, body, text } = answer;
  if (body !== undefined || text !== undefined) return answer;
  const title = status === 503 ? 'Service Unavailable' : 'Internal Server Error';
  return {
    ...answer,
    contentType: 'application/problem+json',
    body: { type: 'about:blank', title, status, instance: `urn:porter:${encodeURIComponent(id)}` },
  };
}
