import { randomUUID } from 'node:crypto';
import type { Activity, TurnContext } from 'botbuilder';
import type { TenantId } from '../domain/shared/ids.ts';
import type { BotIdentity } from '../usecases/bot-framework.ts';
import { faultFields } from '../usecases/fault.ts';
import type { Clock, Log } from '../usecases/ports.ts';
import { PorterAdapter, type TurnAnswer, type TurnConnector } from './adapter.ts';
import { botAuthentication } from './authenticate.ts';
import { clean } from '../cards/kit/text.ts';
import { told } from '../cards/sharing/compose.ts';
import { isCompose } from './compose.ts';
import { isTask, taskMessage } from './dialogs.ts';
import type { Reads } from '../words/language.ts';
import { say } from '../words/say.ts';
import type { Text } from '../words/text.ts';
import { readerOf } from './sighting.ts';
import { KeysUnavailable, signingKeys, type SigningKeys } from './signing-keys.ts';
import type { BearerToken } from './token.ts';
import { isAnonymised, tenantOf } from './tenant.ts';

export interface BotEndpointParts {
  readonly bot: BotIdentity;
  readonly log: Log;
  readonly clock: Clock;
  readonly connector: TurnConnector;
  /** Whether somebody of that tenant is served; asked after the caller is authenticated, before any handler. */
  readonly isServed: (tenantId: TenantId, activity: Activity) => Promise<boolean>;
  readonly onTurn: (context: TurnContext) => Promise<void>;
  /** After a fault, once the person has been told: for instance to end a dialog. */
  readonly afterFault?: (context: TurnContext) => Promise<void>;
  /** Default: those of the cloud's OpenID metadata. */
  readonly keys?: SigningKeys;
}

/**
 * Takes one activity whose envelope has been checked, with the caller's token; none in anonymous mode.
 *
 * @returns 401 not authentic; 403 a tenant that is not served; 503 that cannot be told at present; else 200, with a body
 *   for an invoke
 */
export type BotEndpoint = (token: BearerToken | undefined, activity: Activity) => Promise<TurnAnswer>;

const INVOKE = 'invoke';
const ERROR = 'application/vnd.microsoft.error';

export function createBotEndpoint(parts: BotEndpointParts): BotEndpoint {
  const { bot, log, clock, connector, isServed, onTurn } = parts;
  const keys = parts.keys ?? signingKeys(bot.cloud.ToBotFromChannelOpenIdMetadataUrl, clock);
  const { sdk, authenticate } = botAuthentication(bot, keys);
  const adapter = new PorterAdapter(sdk, connector);
  adapter.onTurnError = (context, error) => apologise(context, error, parts);

  return async (token, activity) => {
    const tenantId = tenantOf(activity);
    if (tenantId === undefined && !isAnonymised(activity)) return { status: 403 };
    try {
      const authenticated = await authenticate(token, activity);
      if (!authenticated.ok) return { status: 401 };
      if (tenantId !== undefined && !(await isServed(tenantId, activity))) return { status: 403 };
      const startedAt = performance.now();
      const answer = await adapter.run(authenticated.value, prepared(activity), onTurn);
      const ms = Math.round(performance.now() - startedAt);
      log.info({ activityId: activity.id, type: activity.type, name: activity.name, ms }, 'turn');
      return activity.type === INVOKE
        ? { status: 200, body: answer?.body ?? unknownInvoke(readerOf(activity)) }
        : { status: 200, ...(answer?.body === undefined ? {} : { body: answer.body }) };
    } catch (error) {
      const message = error instanceof KeysUnavailable ? 'callers cannot be authenticated' : 'turn not begun';
      const id = idOf(activity);
      log.error({ activityId: id, ...faultFields(error) }, message);
      return { status: 503, id };
    }
  };
}

/** Whatever no handler answered; without a body the client would take it for a failure, and send it again. */
function unknownInvoke(reader: Reads): object {
  const message = say(reader, 'refusals.unknown-request');
  return { statusCode: 400, type: ERROR, value: { code: 'invalid', message } };
}

/** Instants as the SDK has them; an invoke is answered in its response, whatever mode of delivery it asks for. */
function prepared(activity: Activity): Activity {
  const made: Activity = { ...activity };
  for (const name of ['timestamp', 'localTimestamp', 'expiration'] as const) {
    const told: unknown = activity[name];
    const date = new Date(typeof told === 'string' ? told : Number.NaN);
    if (Number.isNaN(date.getTime())) delete made[name];
    else made[name] = date;
  }
  if (made.type === INVOKE) made.deliveryMode = 'normal';
  return made;
}

/** By which whoever got an apology and whoever reads the log find each other. Not every activity brings one. */
function idOf({ id }: Partial<Pick<Activity, 'id'>>): string {
  return id === undefined || id === '' ? randomUUID() : id;
}

/** Where the answer to an invoke is shown in a shape of its own: a dialog, and the box in which a message is composed. */
function shownIn(activity: Activity, text: Text): object {
  if (isTask(activity)) return { task: taskMessage(text) };
  return isCompose(activity) ? told(text) : {};
}

/** Tells the person, once and plainly, with an id by which the log can be found. */
async function apologise(
  context: TurnContext,
  error: unknown,
  { log, afterFault }: BotEndpointParts,
): Promise<void> {
  const { type } = context.activity;
  const activityId = idOf(context.activity);
  log.error({ activityId, ...faultFields(error) }, 'turn failed');
  const text = say(readerOf(context.activity), 'refusals.fault', { id: clean(activityId) });
  try {
    if (type === INVOKE) {
      const fault = { statusCode: 500, type: ERROR, value: { code: 'fault', message: text } };
      const body = { ...fault, ...shownIn(context.activity, text) };
      await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
    } else if (type === 'message') {
      await context.sendActivity(text);
    }
    await afterFault?.(context);
  } catch (further) {
    log.warn({ activityId, ...faultFields(further) }, 'apology not delivered');
  }
}
