import { Webhook } from 'standardwebhooks';
import { addedText, rawMail } from '../mails.ts';
import { APP, SECRET } from '../porter-process.ts';
import { referralEvent } from '../wire.ts';
import { CUSTOMER, plainActivity, press, SUBSCRIPTION } from './presses.ts';
import { drawFrom, mutated, ODD_TEXTS, oddValue, type Draw } from './values.ts';

/** One request, and what must come of it besides an answer below 500. */
export interface FuzzRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | undefined;
  /** The chat in which a person waits for words, once it was answered 200. */
  readonly chat: string | undefined;
}

/** Whom the requests are sent to, and as whom. */
export interface FuzzTarget {
  readonly serviceUrl: string;
  readonly token: string;
}

/** An admin and members of both locations, an operator, and people whom nobody knows. */
const PEOPLE = [1, 1, 1, 2, 3, 9, 70, 71, 72];
const WORDS = [
  'help', 'hi', 'scores', 'claims', 'new claim', 'referrals', 'pause', 'resume', 'profile', 'associations', 'portfolio', 'certificates', 'csp', 'left on the table',
  'renewal', 'team', 'cases', 'statements', 'news', 'settings', 'ask what is PAL', 'cancel', 'operations', 'mails', '1', '2',
  'benefit referrals here', 'accept',
]; // prettier-ignore
const AROUND = [
  '',
  ' ',
  '\u00a0',
  '\u200b',
  '\u200e',
  '&nbsp;',
  '<at>Porter</at> ',
  '<at id="0">Porter</at> <at>Desk</at> ',
  '\ufeff',
];

/** The nth request of a seed: the same one each time. */
export function fuzzRequest(next: () => number, at: number, target: FuzzTarget): FuzzRequest {
  const draw = drawFrom(next);
  const kind = draw.next();
  if (kind < 0.42) return message(draw, at, target);
  if (kind < 0.72) return invoke(draw, at, target);
  if (kind < 0.9) return events(draw, at);
  if (kind < 0.91) return mail(draw, at);
  return door(draw, at, target);
}

function message(draw: Draw, at: number, target: FuzzTarget): FuzzRequest {
  const text = draw.chance(0.7)
    ? `${draw.pick(AROUND)}${draw.pick(WORDS)}${draw.pick(AROUND)}`
    : draw.chance(0.8)
      ? draw.pick(ODD_TEXTS)
      : `${addedText()}${draw.pick(ODD_TEXTS)}`;
  const submitted = draw.chance(0.15) ? press(draw) : undefined;
  const value = submitted && { ...submitted.data, verb: submitted.verb };
  const plain = plainActivity(target.serviceUrl, APP, draw.pick(PEOPLE), at, { text, value });
  const { conversation, channelData, serviceUrl, channelId, type, ...rest } = plain;
  // Whom it is from and where to answer must stand, or nobody waits for anything.
  const odd = draw.chance(0.7)
    ? { ...mutated(draw, rest), conversation, channelData, serviceUrl, channelId, type }
    : plain;
  return messages(odd, target, `a:${at}`);
}

function invoke(draw: Draw, at: number, target: FuzzTarget): FuzzRequest {
  const { verb, data } = press(draw);
  const action = { type: 'Action.Execute', verb, data };
  const plain = plainActivity(target.serviceUrl, APP, draw.pick(PEOPLE), at, {
    type: 'invoke',
    name: draw.chance(0.95)
      ? 'adaptiveCard/action'
      : draw.pick(['application/search', 'fileConsent/invoke', 'task/fetch', ...ODD_TEXTS]),
    value: { action, trigger: draw.pick(['manual', 'automatic', undefined]) },
  });
  if (draw.chance(0.1))
    plain['conversation'] = {
      id: `19:${at % 5}@thread.tacv2`,
      conversationType: 'channel',
      tenantId: (plain['conversation'] as { tenantId: string }).tenantId,
    };
  return messages(draw.chance(0.25) ? mutated(draw, plain) : plain, target, undefined);
}

function messages(activity: object, target: FuzzTarget, chat: string | undefined): FuzzRequest {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${target.token}` };
  return { method: 'POST', path: '/api/messages', headers, body: JSON.stringify(activity), chat };
}

function events(draw: Draw, at: number): FuzzRequest {
  const one = () => {
    const event = draw.pick([
      () => referralEvent(`R-${draw.number(40)}`, { notes: draw.pick(ODD_TEXTS) }),
      () =>
        other('porter.referral.withdrawn', {
          referralId: `R-${draw.number(40)}`,
          reason: draw.pick(ODD_TEXTS),
          withdrawnAt: '2026-11-24t10:00:00z',
        }),
      () =>
        other('porter.claim.customer-responded', {
          claimId: draw.pick(ODD_TEXTS),
          consent: 'accepted',
          respondedAt: '2026-11-24T10:00:00Z',
        }),
      () =>
        other('porter.dpor.changed', {
          subscriptionId: SUBSCRIPTION,
          customer: { customerId: CUSTOMER, name: draw.pick(ODD_TEXTS) },
          product: draw.pick(['azure', ...ODD_TEXTS]),
          previousPartnerId: draw.pick(['1001', null]),
          partnerId: draw.pick(['1002', null]),
          changedAt: '2026-11-24T10:00:00Z',
          changedBy: null,
        }),
    ])();
    const identified = { ...event, id: `e-${at}-${draw.number(3)}`, subject: null, dataschema: null };
    return draw.chance(0.6) ? mutated(draw, identified) : identified;
  };
  const many = draw.chance(0.3);
  const body = many ? Array.from({ length: draw.number(8) }, one) : one();
  const type = draw.chance(0.97) ? `application/cloudevents${many ? '-batch' : ''}+json` : 'application/json';
  return signed(
    '/api/events',
    type,
    JSON.stringify(draw.chance(0.03) ? oddValue(draw) : body) ?? 'null',
    draw,
    at,
  );
}

function other(type: string, data: object): { [field: string]: unknown } {
  return { specversion: '1.0', source: '/fuzz', type, time: null, data };
}

function mail(draw: Draw, at: number): FuzzRequest {
  const raw = rawMail({ to: 'dpor@location-1001.test', body: `${addedText()}\r\n${draw.pick(ODD_TEXTS)}` });
  return signed(
    '/api/mail',
    'message/rfc822',
    raw.toString('latin1').slice(0, draw.chance(0.8) ? undefined : draw.number(400)),
    draw,
    at,
  );
}

function signed(path: string, type: string, body: string, draw: Draw, at: number): FuzzRequest {
  const id = `m-${at}`;
  const now = new Date();
  const signature = new Webhook(SECRET).sign(id, now, body);
  const headers = {
    'content-type': type,
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': draw.chance(0.98) ? signature : 'v1,eA==',
  };
  return { method: 'POST', path, headers, body, chat: undefined };
}

const DEEP = '['.repeat(1_000);
const WIDE = `[${'{},'.repeat(60_000)}0]`;

/** What never gets past the door. */
function door(draw: Draw, at: number, target: FuzzTarget): FuzzRequest {
  const path = draw.pick([
    '/api/messages',
    '/api/events',
    '/api/mail',
    '/mcp',
    '/health/live',
    '/health/ready',
    '/',
    '/%00',
    '/..%2f',
    '/api/messages/',
  ]);
  const method = draw.pick(['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS']);
  const body = draw.pick([
    '',
    '{',
    'null',
    '[]',
    '{"type":5}',
    DEEP,
    WIDE,
    'x'.repeat(300_000),
    '\u0000',
    JSON.stringify(plainActivity(target.serviceUrl, APP, 1, at, { serviceUrl: 'https://evil.example/' })),
  ]);
  const headers = {
    'content-type': draw.pick([
      'application/json',
      'text/plain',
      'application/cloudevents+json',
      'message/rfc822',
    ]),
    authorization: draw.pick([`Bearer ${target.token}`, 'Bearer x.y.z', 'Basic eDp5', '']),
    ...(draw.chance(0.1) ? { 'content-encoding': 'gzip' } : {}),
  };
  const bodiless = method === 'GET' || method === 'HEAD';
  return { method, path, headers, body: bodiless ? undefined : body, chat: undefined };
}
