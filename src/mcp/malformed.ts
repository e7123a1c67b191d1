import { ClientRequestSchema, ErrorCode, JSONRPCRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import type { Answer } from '../http/answer.ts';
import { rpcError } from './refusals.ts';

/** What the protocol lets each method of a client say. */
const REQUESTS = new Map<string, (typeof ClientRequestSchema.options)[number]>(
  ClientRequestSchema.options.map((schema) => [schema.shape.method.value, schema]),
);

/**
 * A request of the protocol whose parameters are not those of its method. The SDK would call that its own fault, with the code
 * for internal errors, and tell of its schemas.
 *
 * @returns the refusal; undefined also for methods that the protocol does not know, which it answers itself
 */
export function malformedRequest(message: unknown): Answer | undefined {
  const request = JSONRPCRequestSchema.safeParse(message);
  if (!request.success) return undefined;
  const { id, method } = request.data;
  const schema = REQUESTS.get(method);
  if (schema === undefined || schema.safeParse(message).success) return undefined;
  return rpcError(200, ErrorCode.InvalidParams, 'Invalid parameters', 'parameters', id);
}
