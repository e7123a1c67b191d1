import { randomUUID } from 'node:crypto';
import { LEADS_TO } from '../domain/leads/lead.ts';
import type { PartnerId } from '../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../domain/shared/result.ts';
import { retryAfterMs } from '../domain/shared/retry-after.ts';
import { ConnectorError } from '../notifications/connector-error.ts';
import { grantedTokens, keptTokens, type TokenSource } from '../notifications/connector-token.ts';
import { httpExchange, type HttpAnswer } from '../notifications/http-exchange.ts';
import type { NotNow, PartnerCenter } from '../usecases/partner-center/port.ts';
import type { Clock } from '../usecases/ports.ts';
import { leadIn, leadsIn, relationshipIn, subscriptionIn } from './wire.ts';

/** The Partner Center account of a location: whose it is, with what it is reached, and where. */
export interface PartnerCenterAccount {
  readonly partnerId: PartnerId;
  /** The Entra tenant of the account. */
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of the person who consented, where the interface takes no application alone (secure application model). */
  readonly refreshToken: string | undefined;
  readonly urls: {
    readonly referrals: string;
    readonly partnerCenter: string;
    readonly graph: string;
    readonly login: string;
  };
}

const TIMEOUT_MS = 10_000;
/** More than a page of leads has. */
const MOST_BYTES = 4 * 1_048_576;
const PATH = '/v1.0/engagements/referrals';

/** Something was answered that is not documented, or that this account may not. */
class PartnerCenterRefused extends Error {
  readonly code = 'partner-center-refused';

  constructor(status: number) {
    super(`Partner Center answered ${status}`);
  }
}

/** The client of the Referrals API, and of the two others that tell of subscriptions and delegations. */
export function partnerCenterOf(
  account: PartnerCenterAccount,
  clock: Clock,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): PartnerCenter {
  const { urls, partnerId } = account;
  const referrals = callsTo(urls.referrals, account, clock, fetch);
  const partnerCenter = callsTo(urls.partnerCenter, account, clock, fetch);
  const graph = callsTo(urls.graph, account, clock, fetch);
  const lead: PartnerCenter['lead'] = async (leadId) => {
    const answer = await referrals('GET', `${PATH}/${leadId}`);
    return answer.ok ? ok(leadIn(jsonOf(answer.value), etagOf(answer.value))) : answer;
  };
  return {
    partnerId,
    lead,
    async leadsSince(since, next) {
      const answer = await referrals(
        'GET',
        next === undefined ? listPath(since) : pathOf(next, urls.referrals),
      );
      return answer.ok ? ok(leadsIn(jsonOf(answer.value))) : answer;
    },
    async answerLead(leadId, etag, { move, reason }) {
      const { status, substatus } = LEADS_TO[move];
      const body = [
        { op: 'replace', path: '/status', value: status },
        { op: 'replace', path: '/substatus', value: substatus },
        ...(reason === '' ? [] : [{ op: 'add', path: '/statusReason', value: reason }]),
      ];
      const headers = { 'if-match': etag, prefer: 'return=representation' };
      const answer = await referrals('PATCH', `${PATH}/${leadId}`, { body, headers });
      if (!answer.ok) return answer;
      if (answer.value.status === 412) return refuse({ code: 'changed' });
      const { status: answered } = answer.value;
      const after =
        answered === 204 ? await lead(leadId) : ok(leadIn(jsonOf(answer.value), etagOf(answer.value)));
      if (!after.ok) return after;
      return after.value === null ? refuse({ code: 'absent' }) : ok(after.value);
    },
    async subscription(customerId, subscriptionId) {
      const path = `/v1/customers/${customerId}/subscriptions/${subscriptionId}`;
      const answer = await partnerCenter('GET', path);
      return answer.ok ? ok(subscriptionIn(jsonOf(answer.value))) : answer;
    },
    async relationship(relationshipId) {
      const path = `/v1.0/tenantRelationships/delegatedAdminRelationships/${relationshipId}`;
      const answer = await graph('GET', path);
      return answer.ok ? ok(relationshipIn(jsonOf(answer.value))) : answer;
    },
  };
}

function listPath(since: Date): string {
  const query = new URLSearchParams({
    $filter: `direction eq 'Incoming' and updatedDateTime ge ${since.toISOString()}`,
    $orderby: 'updatedDateTime asc',
  });
  return `${PATH}?${query.toString()}`;
}

/** Where a list goes on, on the same host only: the token goes nowhere else. */
function pathOf(next: string, base: string): string {
  const url = new URL(next, base);
  if (url.origin !== new URL(base).origin) throw new PartnerCenterRefused(200);
  return `${url.pathname}${url.search}`;
}

type Call = (
  method: string,
  path: string,
  sent?: { readonly body: object; readonly headers: { readonly [name: string]: string } },
) => Promise<Result<HttpAnswer, NotNow>>;

/** Calls of one host with tokens of its own. A 401 gets one new token. */
function callsTo(
  base: string,
  account: PartnerCenterAccount,
  clock: Clock,
  fetch: typeof globalThis.fetch,
): Call {
  const tokens = tokensFor(base, account, clock, fetch);
  const exchange = httpExchange({ mostBytes: MOST_BYTES });
  return async (method, path, sent) => {
    const once = (token: string) =>
      exchange({
        method,
        url: new URL(path, base).href,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
          'client-request-id': randomUUID(),
          ...(sent === undefined ? {} : { 'content-type': 'application/json', ...sent.headers }),
        },
        body: sent === undefined ? undefined : JSON.stringify(sent.body),
        timeoutMs: TIMEOUT_MS,
      });
    try {
      const token = await tokens.token();
      const answer = await once(token);
      return judged(answer.status === 401 ? await once(await tokens.token(token)) : answer, clock);
    } catch (error) {
      if (error instanceof PartnerCenterRefused) throw error;
      const afterMs = error instanceof ConnectorError ? error.retryAfterMs : undefined;
      return refuse({ code: 'later', afterMs });
    }
  };
}

function tokensFor(
  base: string,
  { tenantId, clientId, clientSecret, refreshToken, urls }: PartnerCenterAccount,
  clock: Clock,
  fetch: typeof globalThis.fetch,
): TokenSource {
  const grant = {
    client_id: clientId,
    client_secret: clientSecret,
    scope: `${new URL(base).origin}/.default`,
    ...(refreshToken === undefined
      ? { grant_type: 'client_credentials' }
      : { grant_type: 'refresh_token', refresh_token: refreshToken }),
  };
  return keptTokens(
    grantedTokens(`${urls.login.replace(/\/+$/, '')}/${tenantId}`, grant, clock, fetch),
    clock,
  );
}

/** @throws PartnerCenterRefused for what asking again does not change */
function judged(answer: HttpAnswer, clock: Clock): Result<HttpAnswer, NotNow> {
  const { status, headers } = answer;
  if ((status >= 200 && status < 300) || status === 412) return ok(answer);
  if (status === 404 || status === 410) return refuse({ code: 'absent' });
  if (status === 408 || status === 429 || status >= 500) {
    return refuse({ code: 'later', afterMs: retryAfterMs(headers, clock.now()) });
  }
  throw new PartnerCenterRefused(status);
}

function jsonOf({ text }: HttpAnswer): unknown {
  return JSON.parse(text.replace(/^\ufeff/, ''));
}

function etagOf({ headers }: HttpAnswer): string {
  return headers.etag ?? '';
}
