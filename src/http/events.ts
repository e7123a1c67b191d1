import { randomUUID } from 'node:crypto';
import { parseEvents, type ParsedEvent } from '../domain/events/event.ts';
import type { Result } from '../domain/shared/result.ts';
import { DAY_MS } from '../domain/shared/time.ts';
import type { Accepted } from '../usecases/events/accept.ts';
import type { MailRefused } from '../usecases/events/keep-mail.ts';
import { faultFields } from '../usecases/fault.ts';
import type { Clock, Log } from '../usecases/ports.ts';
import { later, type Answer, type Route } from './answer.ts';
import { typeOf } from './body.ts';
import { parseJson } from './json.ts';
import { signedBodies } from './signed-body.ts';

export interface EventsParts {
  readonly secrets: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  readonly acceptEvents: (events: readonly ParsedEvent[]) => Promise<Accepted>;
  /** Keeps one raw mail under its sender's id of the delivery. */
  readonly keepMail: (id: string, raw: Buffer) => Promise<Result<void, MailRefused>>;
}

const ONE = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';

const JSON_FAULTS = {
  'too-deep': 'nested too deeply',
  'too-many': 'holds too many values',
  'not-json': 'not JSON',
} as const;

/** `POST /api/events`: CloudEvents, one or a batch, all of them or none. */
export function eventsRoute({ secrets, clock, log, acceptEvents }: EventsParts): Route {
  const read = signedBodies(secrets, [ONE, BATCH], clock);
  return async (request) => {
    const signed = await read(request);
    if (!signed.ok) return signed.error;
    const json = parseJson(signed.value.body);
    if (!json.ok) return problem([JSON_FAULTS[json.error]]);
    const events = parseEvents(json.value, typeOf(request) === BATCH);
    if (!events.ok) return problem(events.error);
    try {
      const body = await acceptEvents(events.value);
      log.info({ ...body }, 'events accepted');
      return { status: 202, body };
    } catch (error) {
      const id = randomUUID();
      log.error({ id, ...faultFields(error) }, 'events not kept');
      return later('not-kept', id);
    }
  };
}

/** `POST /api/mail`: one raw RFC 822 message. */
export function mailRoute({ secrets, clock, log, keepMail }: EventsParts): Route {
  const read = signedBodies(secrets, ['message/rfc822'], clock);
  return async (request) => {
    const signed = await read(request);
    if (!signed.ok) return signed.error;
    if (signed.value.body.length === 0) return problem(['the message is empty']);
    try {
      const kept = await keepMail(signed.value.id, signed.value.body);
      if (kept.ok) return { status: 202 };
      log.warn({ of: kept.error.of }, 'mail refused, its day is full');
      return dayFull(kept.error, clock.now());
    } catch (error) {
      const id = randomUUID();
      log.error({ id, ...faultFields(error) }, 'mail not kept');
      return later('not-kept', id);
    }
  };
}

const FULL = {
  partner:
    'The mailboxes that this mail is for have had all the mails of this day (UTC). It was not kept: send it again.',
  all: 'All mailboxes together have had all the mails of this day (UTC). It was not kept: send it again.',
} as const;

/** Until the next day begins. */
function dayFull({ of }: MailRefused, now: Date): Answer {
  const left = DAY_MS - (now.getTime() % DAY_MS);
  return {
    status: 503,
    reason: `mail-quota-${of}`,
    headers: { 'retry-after': String(Math.ceil(left / 1_000)) },
    contentType: 'application/problem+json',
    body: { type: 'about:blank', title: 'Service Unavailable', status: 503, detail: FULL[of] },
  };
}

/** Problem details of RFC 9457, with every fault. */
function problem(errors: readonly string[]): Answer {
  return {
    status: 400,
    reason: 'invalid',
    contentType: 'application/problem+json',
    body: { type: 'about:blank', title: 'Bad Request', status: 400, detail: 'Nothing was stored.', errors },
  };
}
