import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Keeps room for whoever has something to ask. When more connections are open than there is room for, the one that has said
 * nothing for the longest goes, and only where there is none the one that has been sending its request for the longest; a
 * request that arrived whole is never cut off. No share by address, since a proxy in front is one address.
 *
 * @param most connections open at once
 */
export function limitConnections(http: Server, most: number): void {
  // Sets keep their order: the longest there comes first.
  const silent = new Set<Socket>();
  const sending = new Set<Socket>();
  let open = 0;

  http.on('connection', (socket: Socket) => {
    open++;
    silent.add(socket);
    socket.once('close', () => {
      open--;
      silent.delete(socket);
      sending.delete(socket);
    });
    if (open <= most) return;
    const [longest] = silent.size > 1 ? silent : sending.size > 0 ? sending : silent;
    longest?.destroy();
  });
  http.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    silent.delete(socket);
    response.once('close', () => {
      if (!socket.destroyed) silent.add(socket);
    });
  });
  http.on('request', (request: IncomingMessage) => {
    if (request.complete) return;
    sending.add(request.socket);
    request.once('end', () => sending.delete(request.socket));
  });
}
