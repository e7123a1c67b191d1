/**
 * How far a call to the Bot Connector got. Sending is not idempotent, so what may have arrived is never simply repeated.
 *
 * - `before-body`: nothing left the machine (no token, no connection, an address off the list); safe to repeat
 * - `after-body`: the body may have arrived, no answer did (timeout, reset): perhaps delivered
 * - `answered`: there is a status
 */
export type SendPhase = 'before-body' | 'after-body' | 'answered';

/** A call that did not succeed. Holds no token, no body and no address. */
export class ConnectorError extends Error {
  /** HTTP status, 0 when nothing answered. */
  readonly status: number;
  /** The connector's own code (`MessageWritesBlocked`, …), or why there was no answer (`timeout`, `ECONNREFUSED`, …). */
  readonly code: string;
  /** How long the connector (or the login) asks to wait, in milliseconds, see `domain/shared/retry-after.ts`. */
  readonly retryAfterMs: number | undefined;
  readonly phase: SendPhase;

  constructor(
    fault: {
      readonly status?: number;
      readonly code: string;
      readonly retryAfterMs?: number | undefined;
      readonly phase: SendPhase;
    },
    options?: ErrorOptions,
  ) {
    super(`bot connector: ${fault.status ?? 0} ${fault.code}`, options);
    this.status = fault.status ?? 0;
    this.code = fault.code;
    this.retryAfterMs = fault.retryAfterMs;
    this.phase = fault.phase;
  }
}

/** What to do about a failed send. */
export type SendVerdict =
  /** Not accepted: again later. */
  | 'retry'
  /** Perhaps delivered: look before sending again. */
  | 'uncertain'
  /** The person cannot be reached: blocked, removed, gone. */
  | 'unreachable'
  /** The card is larger than Teams takes: a shorter one may go. */
  | 'too-large'
  /** The request itself is wrong: repeating it never helps. */
  | 'bug';

/**
 * What an update gets whose message is not there (any more), and about one in a thousand whose message is. Source:
 * MicrosoftDocs/msteams-docs issue 6139, read 2026-11.
 */
export const MESSAGE_GONE = 'ActivityNotFoundInConversation';

/**
 * The closed policy of sending. 5xx and 408 may come after the message was accepted, hence `uncertain`; 412 and 429 never
 * do. Source: Microsoft Learn, "Optimize your bot: rate limiting and best practices in Teams", 2026-10.
 */
export function sendVerdict(error: ConnectorError): SendVerdict {
  if (error.phase === 'before-body') return error.code === 'address-refused' ? 'bug' : 'retry';
  if (error.phase === 'after-body') return 'uncertain';
  if (error.status === 401) return error.code === 'BotNotRegistered' ? 'bug' : 'retry';
  if (error.status === 403 || error.status === 404 || error.code === MESSAGE_GONE) return 'unreachable';
  if (error.status === 413) return 'too-large';
  if (error.status === 412 || error.status === 429) return 'retry';
  if (error.status === 408 || error.status >= 500) return 'uncertain';
  return 'bug';
}
