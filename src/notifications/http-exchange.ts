import { Agent as HttpAgent, request as overHttp, type IncomingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent, request as overHttps } from 'node:https';
import type { LookupFunction } from 'node:net';

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | Buffer | undefined;
  readonly timeoutMs: number;
}

/** What was answered; of a body that broke off, as much as came. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/**
 * One request and its answer: nothing is repeated, and no redirect followed.
 * @throws when nothing was answered: the system's error with its `code`, a `TimeoutError` when the time was up
 */
export type HttpExchange = (request: HttpRequest) => Promise<HttpAnswer>;

/** Shorter than any load balancer on the way keeps a silent connection. */
const IDLE_MS = 4_000;

/** For whom it is not known that they answer briefly, and from where. */
export interface ExchangeLimits {
  /** Finds the addresses of a host, or refuses them. Absent: the system's own. */
  readonly lookup?: LookupFunction;
  /** The exchange fails on a longer body. Absent: any length. */
  readonly mostBytes?: number;
}

/** Exchanges over connections that stay open, at a third of what `fetch` costs, which every turn would feel. */
export function httpExchange({ lookup, mostBytes = Infinity }: ExchangeLimits = {}): HttpExchange {
  const kept = { keepAlive: true, timeout: IDLE_MS };
  const found = lookup === undefined ? {} : { lookup };
  const http = { agent: new HttpAgent(kept), send: overHttp };
  const https = { agent: new HttpsAgent(kept), send: overHttps };

  return ({ method, url, headers, body, timeoutMs }) =>
    new Promise((resolve, reject) => {
      const { agent, send } = new URL(url).protocol === 'https:' ? https : http;
      // A DELETE says that it has no body, since Node itself says nothing of it and some servers wait for one.
      const bytes = body === undefined ? (method === 'DELETE' ? 0 : undefined) : Buffer.byteLength(body);
      const length = bytes === undefined ? {} : { 'content-length': bytes };
      const request = send(
        url,
        { method, agent, headers: { ...headers, ...length }, ...found },
        (response) => {
          const chunks: Buffer[] = [];
          let size = 0;
          const done = () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(chunks).toString(),
            });
          response.on('data', (chunk: Buffer) => {
            size += chunk.length;
            chunks.push(chunk);
            if (size <= mostBytes) return;
            reject(new DOMException('answer too long', 'DataError'));
            request.destroy();
          });
          response.once('end', done);
          response.once('error', done);
          response.once('close', done);
        },
      );
      // Not an abort signal's: that one's timer outlives the exchange by all of its time.
      const timer = setTimeout(
        () => request.destroy(new DOMException('no answer', 'TimeoutError')),
        timeoutMs,
      );
      request.once('close', () => clearTimeout(timer));
      request.on('error', reject);
      request.end(body);
    });
}
