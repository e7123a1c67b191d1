import { AS_ASKED, MAX_BREVITY, NOTHING_TO_TELL, type Notice } from '../domain/notices/notice.ts';
import { MAX_ATTEMPTS } from '../usecases/backoff.ts';
import { MESSAGE_GONE, type ConnectorError, type SendVerdict } from './connector-error.ts';
import { nextWaitMs, waitAfter } from './next-wait.ts';

/** What came of one attempt. */
export type Delivery =
  | { readonly kind: 'sent'; readonly activityId: string | undefined; readonly conversationId: string | null }
  | { readonly kind: 'failed'; readonly error: ConnectorError; readonly verdict: SendVerdict }
  /** Found as `sending` by a new lane: whoever sent it died in between. */
  | { readonly kind: 'lease-expired' }
  /** The thing is gone, or this person may no longer be told of it. */
  | { readonly kind: 'nothing-to-tell' }
  /** The person has asked not to be told of it, or not here; `reason` for whoever looks it up. */
  | { readonly kind: 'withheld'; readonly reason: string }
  /** A copy too many is gone, or could not be deleted yet. */
  | { readonly kind: 'taken-back'; readonly activityId: string }
  | { readonly kind: 'not-taken-back'; readonly error: ConnectorError }
  /** It could not be made, which is no fault of the way to the person. `final`: nor will it ever. */
  | { readonly kind: 'faulty'; readonly error: string; readonly final: boolean };

/** How long something perhaps delivered is left alone before it is sent again. */
const UNCERTAIN_MS = 60_000;
/** How often something perhaps delivered is sent again. */
const MAX_RESENDS = 3;

export interface AfterDelivery {
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
export function afterDelivery(
  notice: Notice,
  rendered: number,
  delivery: Delivery,
  now: Date,
): AfterDelivery {
  const after = afterAttempt(notice, rendered, delivery, now);
  return delivery.kind === 'failed' ? noSooner(after, delivery.error.retryAfterMs, now) : after;
}

/** Whatever an answer means, what it asks to wait is waited: also before another message, a shorter card or a look. */
function noSooner({ next, resume }: AfterDelivery, askedMs: number | undefined, now: Date): AfterDelivery {
  if (askedMs === undefined || !next.open || resume === undefined) return { next, resume };
  const asked = new Date(now.getTime() + askedMs);
  const notBefore = next.notBefore !== null && next.notBefore > asked ? next.notBefore : asked;
  return askedMs === 0 ? { next, resume } : { next: { ...next, notBefore }, resume: notBefore };
}

function afterAttempt(notice: Notice, rendered: number, delivery: Delivery, now: Date): AfterDelivery {
  const idle: Notice = { ...notice, leaseUntil: null, notBefore: null, aside: false };
  switch (delivery.kind) {
    case 'nothing-to-tell': {
      const state = notice.state === 'sent' ? 'sent' : 'dead';
      return {
        next: { ...idle, state, open: false, lastError: NOTHING_TO_TELL },
        resume: undefined,
      };
    }
    case 'withheld':
      return {
        next: { ...idle, state: 'dead', open: false, lastError: `${AS_ASKED}${delivery.reason}` },
        resume: undefined,
      };
    case 'taken-back': {
      const extras = notice.extras.filter(({ activityId }) => activityId !== delivery.activityId);
      const open = extras.length > 0 || isBehind(notice, notice.shown) || notice.state !== 'sent';
      return { next: { ...idle, extras, open }, resume: 'look-again' };
    }
    case 'not-taken-back': {
      const { waitMs, waitedMs } = waitAfter(delivery.error.retryAfterMs, notice.waitedMs);
      const notBefore = new Date(now.getTime() + waitMs);
      return { next: { ...idle, waitedMs, notBefore, aside: true }, resume: undefined };
    }
    case 'faulty':
      return { next: afterFault(idle, delivery, now), resume: undefined };
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
        case 'too-large':
          if (notice.brevity < MAX_BREVITY) {
            const state = notice.activityId === null ? 'pending' : notice.state;
            return { next: { ...failed, state, brevity: notice.brevity + 1 }, resume: 'look-again' };
          }
          return { next: givenUp(failed), resume: undefined };
        case 'bug':
          return { next: givenUp(failed), resume: undefined };
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
  const next: Notice = {
    ...notice,
    state: 'sent',
    attempts: notice.attempts + 1,
    lastStatus: 200,
    lastError: '',
    waitedMs: 0,
    activityId,
    conversationId: notice.conversationId ?? sent.conversationId,
    shown: rendered,
    sentAt: notice.sentAt ?? now,
  };
  return { ...next, open: isBehind(next, rendered) || next.extras.length > 0 };
}

/** Whether what is shown has to be brought up to date. Without an id there is nothing that could be. */
function isBehind({ activityId, wanted }: Notice, shown: number): boolean {
  return activityId !== null && wanted > shown;
}

/** The request itself is wrong: what was shown before stays shown, and is not brought up to date. */
function givenUp(notice: Notice): Notice {
  return { ...notice, state: 'dead', open: false, attempts: notice.attempts + 1 };
}

/** Those behind it need not wait for what may never be made. */
function afterFault(
  notice: Notice,
  { error, final }: Extract<Delivery, { kind: 'faulty' }>,
  now: Date,
): Notice {
  const attempts = notice.attempts + 1;
  const failed: Notice = { ...notice, attempts, lastError: error };
  if (final || attempts >= MAX_ATTEMPTS) return { ...failed, state: 'dead', open: false };
  const waitedMs = nextWaitMs(notice.waitedMs);
  return { ...failed, waitedMs, aside: true, notBefore: new Date(now.getTime() + waitedMs) };
}

/** An update of a message that is gone becomes a new message; a new message without a chat waits for one. */
function afterUnreachable(notice: Notice, error: ConnectorError): AfterDelivery {
  if ((error.status === 404 || error.code === MESSAGE_GONE) && notice.activityId !== null) {
    return {
      next: { ...notice, state: 'pending', activityId: null, conversationId: null },
      resume: 'look-again',
    };
  }
  const state = notice.activityId === null ? 'pending' : notice.state;
  return { next: { ...notice, state, attempts: notice.attempts + 1 }, resume: 'look-again' };
}

/** Throttling and outages are no attempts; a refused token is. */
function retry(notice: Notice, error: ConnectorError, now: Date): AfterDelivery {
  const attempts = notice.attempts + (error.status === 401 ? 1 : 0);
  const state = notice.activityId === null ? 'pending' : notice.state;
  if (attempts >= MAX_ATTEMPTS)
    return { next: { ...notice, attempts, state: 'dead', open: false }, resume: undefined };
  const { waitMs, waitedMs } = waitAfter(error.retryAfterMs, notice.waitedMs);
  const notBefore = new Date(now.getTime() + waitMs);
  return { next: { ...notice, attempts, state, waitedMs, notBefore }, resume: notBefore };
}

function uncertain(notice: Notice, lastStatus: number, lastError: string, now: Date): AfterDelivery {
  const times = notice.uncertain + 1;
  const resends = times <= MAX_RESENDS;
  const notBefore = resends ? new Date(now.getTime() + UNCERTAIN_MS) : null;
  const next: Notice = {
    ...notice,
    state: 'uncertain',
    attempts: notice.attempts + 1,
    uncertain: times,
    lastStatus,
    lastError,
    open: resends,
    notBefore,
  };
  return { next, resume: notBefore ?? undefined };
}
