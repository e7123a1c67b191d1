import type { IncomingMessage } from 'node:http';
import { ok, refuse, type Result } from '../domain/shared/result.ts';
import type { Clock } from '../usecases/ports.ts';
import { refused, type Answer } from './answer.ts';
import { readBody, refuseType } from './body.ts';
import { signedHeaders, verifier } from './signature.ts';

const LIMIT_BYTES = 1_048_576;

/** A body whose signature holds, and its sender's id of the delivery. */
export interface SignedBody {
  readonly id: string;
  readonly body: Buffer;
}

export type ReadSigned = (request: IncomingMessage) => Promise<Result<SignedBody, Answer>>;

/** @returns 404 without secrets, 415 of another type, 401 unsigned, 413 above 1 MiB, 401 wrongly signed; in this order */
export function signedBodies(secrets: readonly string[], types: readonly string[], clock: Clock): ReadSigned {
  const verify = verifier(secrets);
  return async (request) => {
    if (secrets.length === 0) return refuse(refused(404, 'no-secrets'));
    const wrongType = refuseType(request, types);
    if (wrongType !== undefined) return refuse(wrongType);
    const signed = signedHeaders(request.headers, clock.now());
    if (!signed.ok) return refuse(refused(401, signed.error));
    const body = await readBody(request, LIMIT_BYTES);
    if (!body.ok) return body;
    if (!verify(signed.value, body.value)) return refuse(refused(401, 'wrong-signature'));
    return ok({ id: signed.value.id, body: body.value });
  };
}
