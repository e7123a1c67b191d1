import type { Notice } from '../domain/notices/notice.ts';
import { backoffMs, MOST_ATTEMPTS } from '../usecases/backoff.ts';
import type { ConnectorError, SendVerdict } from './connector-error.ts';

/** What came of one attempt. */
export type Delivery =
  | { readonly kind: 'sent'; readonly activityId: string | undefined; readonly conversationId: string | null }
  | { readonly kind: 'failed'; readonly error: ConnectorError; readonly verdict: SendVerdict }
  /** Found as `sending` by a new lane: whoever sent it died in between. */
  | { readonly kind: 'lease-expired' }
  /** The thing is gone, or this person may no longer be told of it. */
  | { readonly kind: 'nothing-to-tell' };

/** How long something perhaps delivered is left alone before it is sent again. */
const UNCERTAIN_MS = 60_000;
/** How often something perhaps delivered is sent again. */
const MOST_RESENDS = 3;

export interface Settled {
  readonly next: Notice;
  /** When the lane goes on; undefined: at once, with the next notice. */
  readonly resume: Date | 'look-again' | undefined;
}

/**
 * The notice after an attempt, by the closed policy of sending (see {@link ./connector-error.ts}).
 *
 * @param notice as stored now
 * @param rendered the version that the attempt showed
 */
export function settled(notice: Notice, rendered: number, delivery: Delivery, now: Date): Settled {
  const idle: Notice = { ...notice, leaseUntil: null, notBefore: null };
  switch (delivery.kind) {
    case 'nothing-to-tell': {
      const state = notice.state === 'sent' ? 'sent' : 'dead';
      return {
        next: { ...idle, state, open: false, lastError: 'nothing to tell any more' },
        resume: undefined,
      };
    }
    case 'sent':
      return { next: afterSent(idle, rendered, delivery, now), resume: undefined };
    case 'lease-expired':
      return uncertain(idle, 0, 'lost while sending', now);
    case 'failed': {
      const { error, verdict } = delivery;
      const failed: Notice = { ...idle, lastStatus: error.status, lastError: error.code };
      switch (verdict) {
        case 'retry':
          return retry(failed, error, now);
        case 'uncertain':
          // Showing the same state twice in one message harms nobody: an update is simply tried again.
          return notice.activityId === null
            ? uncertain(failed, error.status, error.code, now)
            : retry(failed, error, now);
        case 'unreachable':
          return afterUnreachable(failed, error);
        case 'bug':
          return {
            next: { ...failed, state: 'dead', open: false, attempts: notice.attempts + 1 },
            resume: undefined,
          };
      }
    }
  }
}

function afterSent(
  notice: Notice,
  rendered: number,
  sent: Extract<Delivery, { kind: 'sent' }>,
  now: Date,
): Notice {
  const activityId = notice.activityId ?? sent.activityId ?? null;
  return {
    ...notice,
    state: 'sent',
    attempts: notice.attempts + 1,
    lastStatus: 200,
    lastError: '',
    activityId,
    conversationId: notice.conversationId ?? sent.conversationId,
    shown: rendered,
    sentAt: notice.sentAt ?? now,
    // Without an id there is nothing that could be updated.
    open: activityId !== null && notice.wanted > rendered,
  };
}

/** An update of a message that is gone becomes a new message; a new message without a chat waits for one. */
function afterUnreachable(notice: Notice, error: ConnectorError): Settled {
  if (error.status === 404 && notice.activityId !== null) {
    return {
      next: { ...notice, state: 'pending', activityId: null, conversationId: null },
      resume: 'look-again',
    };
  }
  const state = notice.activityId === null ? 'pending' : notice.state;
  return { next: { ...notice, state, attempts: notice.attempts + 1 }, resume: 'look-again' };
}

/** Throttling and outages are no attempts; a refused token is. */
function retry(notice: Notice, error: ConnectorError, now: Date): Settled {
  const attempts = notice.attempts + (error.status === 401 ? 1 : 0);
  const state = notice.activityId === null ? 'pending' : notice.state;
  if (attempts >= MOST_ATTEMPTS)
    return { next: { ...notice, attempts, state: 'dead', open: false }, resume: undefined };
  const notBefore = new Date(now.getTime() + (error.retryAfterMs ?? backoffMs(attempts + 2)));
  return { next: { ...notice, attempts, state, notBefore }, resume: notBefore };
}

function uncertain(notice: Notice, lastStatus: number, lastError: string, now: Date): Settled {
  const attempts = notice.attempts + 1;
  const resends = attempts <= MOST_RESENDS;
  const notBefore = resends ? new Date(now.getTime() + UNCERTAIN_MS) : null;
  const next: Notice = {
    ...notice,
    state: 'uncertain',
    attempts,
    lastStatus,
    lastError,
    open: resends,
    notBefore,
  };
  return { next, resume: notBefore ?? undefined };
}
