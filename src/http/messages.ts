import type { BotEndpoint } from '../bot/endpoint.ts';
import type { IsServiceUrl } from '../domain/shared/service-url.ts';
import type { BotIdentity } from '../usecases/bot-framework.ts';
import type { Clock } from '../usecases/ports.ts';
import { later, refused, type Answer, type Route } from './answer.ts';
import { readBody, refuseType } from './body.ts';
import { readActivity } from './envelope.ts';
import { parseJson } from './json.ts';
import { passGate } from './token-gate.ts';

const LIMIT_BYTES = 262_144;

export interface MessagesParts {
  readonly bot: BotIdentity;
  readonly isServiceUrl: IsServiceUrl;
  readonly endpoint: BotEndpoint;
  readonly clock: Clock;
}

/** `POST /api/messages`: what is cheap to refuse is refused first, and no handler sees anything before all has passed. */
export function messagesRoute({ bot, isServiceUrl, endpoint, clock }: MessagesParts): Route {
  const rules = { appId: bot.appId, issuer: bot.cloud.ToBotFromChannelTokenIssuer };
  return async (request) => {
    const wrongType = refuseType(request, ['application/json']);
    if (wrongType !== undefined) return wrongType;
    const { authorization } = request.headers;
    const gate = bot.anonymous ? undefined : passGate(authorization, rules, clock.now());
    if (gate?.ok === false) return unauthorized(gate.error);
    const body = await readBody(request, LIMIT_BYTES);
    if (!body.ok) return body.error;
    const json = parseJson(body.value);
    if (!json.ok) return refused(400, json.error);
    const activity = readActivity(json.value, isServiceUrl);
    if (!activity.ok) return activity.error;
    if (gate !== undefined && gate.value.serviceUrl !== activity.value.serviceUrl) {
      return unauthorized('token-other-service-url');
    }
    const answer = await endpoint(gate?.value, activity.value);
    if (answer.status === 401) return unauthorized('not-authentic');
    if (answer.status === 503) return later('unavailable', answer.id);
    return answer.status === 403 ? refused(403, 'tenant-not-served') : answer;
  };
}

function unauthorized(reason: string): Answer {
  return { ...refused(401, reason), headers: { 'www-authenticate': 'Bearer' } };
}
