import { Agent, request } from 'node:http';

/** What became of a round of requests. */
export interface Round {
  readonly seconds: number;
  /** Of each request, in milliseconds. */
  readonly latencies: readonly number[];
}

/** One `POST` over and over: where to, with what headers, and what a good answer holds. */
export interface Target {
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  /** What a good answer has; default: any from 200 to 299. */
  readonly status?: number;
  readonly isGood?: (body: string) => boolean;
}

/**
 * Posts each body once, `concurrency` of them at a time over connections that stay open.
 * @throws when an answer is not a good one: figures of a bot that fails mean nothing
 */
export async function load(target: Target, bodies: readonly string[], concurrency: number): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const queue = bodies.values();
  const latencies: number[] = [];
  const startedAt = performance.now();
  const worker = async () => {
    for (const body of queue) {
      const sentAt = performance.now();
      await post(agent, target, body);
      latencies.push(performance.now() - sentAt);
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, worker));
  } finally {
    agent.destroy();
  }
  return { seconds: (performance.now() - startedAt) / 1_000, latencies };
}

function post(agent: Agent, { url, headers, status: wanted, isGood }: Target, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const length = Buffer.byteLength(body);
    const sent = request(
      url,
      { method: 'POST', agent, headers: { ...headers, 'content-length': length } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const status = response.statusCode ?? 0;
          const asWanted = wanted === undefined ? status >= 200 && status < 300 : status === wanted;
          if (asWanted && isGood?.(text) !== false) resolve();
          else reject(new Error(`${url} answered ${status}: ${text.slice(0, 300)}`));
        });
      },
    );
    sent.on('error', (cause) => reject(new Error(`no answer from ${url}`, { cause })));
    sent.end(body);
  });
}
