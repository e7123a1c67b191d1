import { ErrorCode, McpError, type RequestId } from '@modelcontextprotocol/sdk/types.js';
import type { Answer } from '../http/answer.ts';

/** Not there, or not for this person. */
export const FORBIDDEN_CODE = -32_003;
/** Too much waits, or comes, at once. */
export const BUSY_CODE = -32_005;

/** Of what is not there and what is not for this person: the same, whatever was asked. */
export function forbidden(): McpError {
  return new McpError(FORBIDDEN_CODE, 'This is not there, or not for you', { code: 'forbidden' });
}

/** @param problems each with the name of its argument */
export function invalid(problems: readonly string[]): McpError {
  return new McpError(ErrorCode.InvalidParams, 'Invalid arguments', { code: 'invalid', problems });
}

export function refusedAs(refused: 'forbidden' | 'invalid'): McpError {
  return refused === 'forbidden' ? forbidden() : invalid([]);
}

/** So much waits for the person already. */
export function busy(): McpError {
  return new McpError(BUSY_CODE, 'Too much waits for this person already');
}

/**
 * An error that is answered before the protocol's own server is asked.
 *
 * @param id of the request; null where none could be read
 */
export function rpcError(
  status: number,
  code: number,
  message: string,
  reason: string,
  id: RequestId | null = null,
): Answer {
  return { status, reason, body: { jsonrpc: '2.0', id, error: { code, message } } };
}
