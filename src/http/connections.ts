import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Connections let in beyond the limit, for health checks. */
const SPARE = 50;
/** How long a connection that was ended is read on: closing on what is still coming would take the last answer back. */
const LINGER_MS = 500;
/** Bytes of all request bodies that are still coming in: they are held in memory until they are whole. */
const MAX_SENDING_BYTES = 96 * 1_048_576;

interface Open {
  /** Answers not sent yet, in the order of their requests. */
  readonly answers: Set<ServerResponse>;
  /** The latest request. */
  newest: IncomingMessage | undefined;
  /** What had come before it, in bytes. */
  readBefore: number;
  /** Came when there was no room: for health only. */
  readonly isSpare: boolean;
}

/** In the order in which they came to rest, the longest ago first: maps keep their order. */
type OpenSockets = Map<Socket, Open>;

/** The connections of a server: which go when there is no room, and how each is ended without cutting anybody off. */
export interface Connections {
  opened(socket: Socket): void;
  /** A request has come. @returns whether it may be answered: not on an ended connection, nor past the room */
  began(request: IncomingMessage, response: ServerResponse): 'go-on' | 'ended' | 'health-only';
  /** Whether nothing more has been asked on its connection, so that its answer may be the last. */
  isNewest(request: IncomingMessage): boolean;
  readonly count: number;
  /** Where incomplete bodies hold more memory than this, ends those that have been sending for longest. */
  limitBodies(mostBytes?: number): void;
  /** From now on reads on for a moment after the last answer of a connection. */
  lingerFromNowOn(): void;
  /** Ends those on which no byte has come. */
  endSilent(): void;
  /** Ends all; a request that still waits for its answer gets 503 with Retry-After. */
  endAll(): void;
}

/**
 * When more connections are open than there is room for, the one that has been at rest for the longest goes, also with a
 * head half sent; only where there is none the one that has been sending a body for the longest. A request that arrived
 * whole is never cut off: where all are such, a few more are let in for health. No share by address, since a proxy in front
 * is one address.
 *
 * @param most connections open at once
 */
export function trackConnections(most: number): Connections {
  const open: OpenSockets = new Map();
  let isLingering = false;
  return {
    opened(socket) {
      open.set(socket, { answers: new Set(), newest: undefined, readBefore: 0, isSpare: open.size >= most });
      if (isLingering) linger(socket);
      socket.once('close', () => open.delete(socket));
      makeRoom(open, most, socket);
    },
    began(request, response) {
      const { socket } = request;
      const state = open.get(socket);
      if (state === undefined || socket.writableEnded) return 'ended';
      state.answers.add(response);
      state.newest = request;
      state.readBefore = socket.bytesRead;
      response.once('close', () => {
        state.answers.delete(response);
        rest(open, socket, state);
      });
      return state.isSpare && open.size > most ? 'health-only' : 'go-on';
    },
    isNewest: (request) => open.get(request.socket)?.newest === request,
    get count() {
      return open.size;
    },
    limitBodies: (mostBytes = MAX_SENDING_BYTES) => limitBodies(open, mostBytes),
    lingerFromNowOn() {
      isLingering = true;
      for (const socket of open.keys()) linger(socket);
    },
    endSilent() {
      for (const socket of open.keys()) if (socket.bytesRead === 0) endSlowly(socket);
    },
    endAll: () => endAll(open),
  };
}

function makeRoom(open: OpenSockets, most: number, newcomer: Socket): void {
  if (open.size <= most) return;
  const others = [...open].slice(0, -1);
  const found =
    others.find(([, { answers }]) => answers.size === 0) ??
    others.find(([, { newest }]) => newest?.complete === false);
  const goes = found?.[0] ?? (open.size > most + SPARE ? newcomer : undefined);
  if (goes === undefined) return;
  open.delete(goes);
  goes.destroy();
}

/** Goes to the end of the order, once no answer is due. */
function rest(open: OpenSockets, socket: Socket, state: Open): void {
  if (state.answers.size === 0 && open.delete(socket)) open.set(socket, state);
}

function limitBodies(open: OpenSockets, mostBytes: number): void {
  const sending = [...open].filter(([, { newest }]) => newest?.complete === false);
  const held = ([socket, { readBefore }]: (typeof sending)[number]) => socket.bytesRead - readBefore;
  let bytes = sending.reduce((sum, one) => sum + held(one), 0);
  for (const one of sending) {
    if (bytes <= mostBytes) return;
    bytes -= held(one);
    one[0].destroy();
  }
}

function endAll(open: OpenSockets): void {
  for (const [socket, { answers, newest }] of open) {
    for (const response of answers) if (!response.headersSent) comeBack(response, newest);
    if (answers.size === 0 && !socket.writableEnded) socket.end(COME_BACK_RAW);
  }
}

function comeBack(response: ServerResponse, newest: IncomingMessage | undefined): void {
  response.statusCode = 503;
  response.setHeader('retry-after', '5');
  response.setHeader('content-length', 0);
  if (response.req === newest) response.setHeader('connection', 'close');
  response.end();
}

/** To whom has sent half a head, so that there is no request to answer yet. */
const COME_BACK_RAW =
  'HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\nconnection: close\r\ncontent-length: 0\r\n\r\n';

/** Node's server ends a connection by this after an answer that says so. */
function linger(socket: Socket): void {
  socket.destroySoon = () => endSlowly(socket);
}

/** Ends a connection from this side, and reads on for a moment until the other side has ended it too. */
function endSlowly(socket: Socket): void {
  if (socket.destroyed || socket.writableEnded) return;
  socket.end();
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(timer));
}
