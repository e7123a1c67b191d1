import type { IncomingMessage } from 'node:http';
import { ok, refuse, type Result } from '../domain/shared/result.ts';
import { refused, type Answer } from './answer.ts';

/** How much of a refused body is read and thrown away, so that the caller gets to see the answer, before the socket goes. */
const DISCARD_BYTES = 4 * 1_048_576;

/**
 * Refuses what would have to be unpacked, or is of another type, before any of it is read.
 *
 * @returns the refusal, or undefined when the body may be read
 */
export function refuseType(request: IncomingMessage, types: readonly string[]): Answer | undefined {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity') return refused(415, 'content-encoding');
  return types.includes(typeOf(request)) ? undefined : refused(415, 'content-type');
}

/** The content type without its parameters, in lower case. */
export function typeOf(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** @param limit in bytes; what goes over it is refused with 413, without reading on */
export function readBody(request: IncomingMessage, limit: number): Promise<Result<Buffer, Answer>> {
  if (Number(request.headers['content-length'] ?? 0) > limit) {
    return Promise.resolve(refuse(refused(413, 'too-large')));
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (result: Result<Buffer, Answer>) => {
      request.off('data', onData);
      request.pause();
      resolve(result);
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) finish(refuse(refused(413, 'too-large')));
      else chunks.push(chunk);
    };
    request.on('data', onData);
    request.once('end', () => finish(ok(Buffer.concat(chunks))));
    request.once('close', () => finish(refuse(refused(400, 'aborted'))));
    request.once('error', () => finish(refuse(refused(400, 'aborted'))));
  });
}

/** Takes what is left of a body off the wire, up to a bound: closing on unread bytes would reset the answer away. */
export function discardRest(request: IncomingMessage): void {
  if (request.readableEnded || request.destroyed) return;
  let left = DISCARD_BYTES;
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) request.destroy();
  });
  request.resume();
}
