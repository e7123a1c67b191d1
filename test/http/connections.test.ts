import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { trackConnections } from '../../src/http/connections.ts';

/** A connection that has read so much of a body, half of which is to come. */
function sending(connections: ReturnType<typeof trackConnections>) {
  const socket = new Socket();
  let bytesRead = 100;
  Object.defineProperty(socket, 'bytesRead', { get: () => bytesRead });
  connections.opened(socket);
  const request = new IncomingMessage(socket);
  connections.began(request, new ServerResponse(request));
  return { socket, request, reads: (bytes: number) => void (bytesRead += bytes) };
}

describe('bodies on their way', () => {
  it('hold no more memory than there is room for: the longest under way goes first', () => {
    const connections = trackConnections(10);
    const all = [sending(connections), sending(connections), sending(connections)];
    for (const one of all) one.reads(40);

    connections.limitBodies(120);
    expect(all.map(({ socket }) => socket.destroyed)).toEqual([false, false, false]);

    all[2]?.reads(1);
    connections.limitBodies(120);
    expect(all.map(({ socket }) => socket.destroyed)).toEqual([true, false, false]);
  });

  it('count until they are whole', () => {
    const connections = trackConnections(10);
    const one = sending(connections);
    one.reads(1_000);
    one.request.complete = true;

    connections.limitBodies(120);

    expect(one.socket.destroyed).toBe(false);
  });
});
