import { z } from 'zod';
import { ConflictError, StoreUnavailable } from '../usecases/ports.ts';
import { DocumentTooLarge } from './document-store.ts';

const Coded = z.object({ code: z.union([z.number(), z.string()]) });

const NOT_FOUND = 404;
const CONFLICT = 409;
const PRECONDITION_FAILED = 412;
const TOO_LARGE = 413;
/** A write met another one inside the account: read again, decide again. */
const RETRY_WITH = 449;
const BAD_REQUEST = 400;
const SERVER_ERRORS = 500;
const REQUEST_TIMEOUT = 408;
const TOO_MANY_REQUESTS = 429;

/** HTTP status, or what the network called it (`ECONNRESET`, `TimeoutError`, …). The SDK wraps a batch's error in another. */
export function codeOf(error: unknown): number | string | undefined {
  const own = Coded.safeParse(error);
  if (own.success) return own.data.code;
  if (!(error instanceof Error)) return undefined;
  return error.cause === undefined ? error.name : codeOf(error.cause);
}

/** Whether a write may have been done although it was answered so, or not at all. */
export function isUnknownOutcome(error: unknown): boolean {
  const code = codeOf(error);
  return typeof code === 'number'
    ? code === REQUEST_TIMEOUT || code >= SERVER_ERRORS
    : code !== undefined && NETWORK.test(code);
}

/** Names of network failures, of timeouts, of an operation that ran out of time, and of an identity without a token. */
const NETWORK =
  /^(E(?!RR_)[A-Z_]{4,}|REQUEST_SEND_ERROR|UND_ERR_\w+|TimeoutError|AbortError|(Aggregate)?AuthenticationError|CredentialUnavailableError)$/;

/**
 * What an error of a whole request is to the port. What the account refuses as malformed is our own error and stays as it
 * is. A document that is missing is no error here, so 404 says that there is no container.
 *
 * @param documentId the document it was about, where known
 */
export function translated(error: unknown, documentId?: string): unknown {
  const code = codeOf(error);
  if (typeof code !== 'number') {
    return code !== undefined && NETWORK.test(code)
      ? new StoreUnavailable('Azure Cosmos DB cannot be reached', { cause: error })
      : error;
  }
  if (code === BAD_REQUEST) return error;
  if (code === NOT_FOUND)
    return new StoreUnavailable('Azure Cosmos DB has no such container', { cause: error });
  return ofStatus(code, documentId, error) ?? error;
}

/** What the status of one operation is to the port. @returns undefined for one that says it was done */
export function ofStatus(status: number, documentId?: string, cause?: unknown): Error | undefined {
  switch (status) {
    case NOT_FOUND:
    case CONFLICT:
    case PRECONDITION_FAILED:
    case RETRY_WITH:
      return new ConflictError(documentId, { cause });
    case BAD_REQUEST:
      return new Error('Azure Cosmos DB takes a write for malformed', { cause });
    case TOO_LARGE:
      return new DocumentTooLarge('Azure Cosmos DB takes no document or commit of that size', { cause });
    case TOO_MANY_REQUESTS:
      return new StoreUnavailable('Azure Cosmos DB asks to come back later', { cause });
    default:
      return status < BAD_REQUEST
        ? undefined
        : new StoreUnavailable(`Azure Cosmos DB answers ${status}`, { cause });
  }
}
