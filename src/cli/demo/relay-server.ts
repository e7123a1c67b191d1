import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Answer } from './letterbox.ts';

export interface RelayServer {
  /** Of the loopback address. */
  readonly url: string;
  close(): void;
}

/** Answers requests on a port of its own. What cannot be answered is told as 502. */
export async function openRelayServer(
  answer: (method: string, path: string, body: string) => Promise<Answer>,
): Promise<RelayServer> {
  const server = createServer((request, response) => {
    void bodyOf(request)
      .then((body) => answer(request.method ?? 'GET', request.url ?? '/', body))
      .catch(() => ({ status: 502, body: '{}' }))
      .then((given) => write(response, given));
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Sends a request on as it is. */
export async function passOn(method: string, url: string, body: string): Promise<Answer> {
  const hasBody = method !== 'GET' && method !== 'DELETE';
  const response = await fetch(url, {
    method,
    ...(hasBody ? { body, headers: { 'content-type': 'application/json' } } : {}),
  });
  return { status: response.status, body: await response.text() };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString();
}

function write(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body);
}
