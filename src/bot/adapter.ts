import type { Activity, ConversationReference, ResourceResponse, TurnContext } from 'botbuilder';
import { CloudAdapterBase, INVOKE_RESPONSE_KEY } from 'botbuilder-core';
import { isTargeted } from './aside.ts';
import type { AuthenticateRequestResult, BotFrameworkAuthentication } from 'botframework-connector';

/** What the adapter needs of the connector client. */
export interface TurnConnector {
  sendToConversation(serviceUrl: string, conversationId: string, activity: Partial<Activity>): Promise<Sent>;
  reply(
    serviceUrl: string,
    conversationId: string,
    replyToId: string,
    activity: Partial<Activity>,
  ): Promise<Sent>;
  /** To one of those who are there; nobody else sees it. */
  sendTargeted(serviceUrl: string, conversationId: string, activity: Partial<Activity>): Promise<Sent>;
  updateActivity(
    serviceUrl: string,
    conversationId: string,
    activityId: string,
    activity: Partial<Activity>,
  ): Promise<Sent>;
  deleteActivity(serviceUrl: string, conversationId: string, activityId: string): Promise<void>;
}

interface Sent {
  readonly activityId: string | undefined;
}

/** What a turn answers to its caller. */
export interface TurnAnswer {
  readonly status: number;
  readonly body?: unknown;
  /** With a 5xx: by which the log's line is found. */
  readonly id?: string;
}

/** The SDK's adapter, with everything it sends going through one connector client. */
export class PorterAdapter extends CloudAdapterBase {
  readonly #connector: TurnConnector;

  constructor(authentication: BotFrameworkAuthentication, connector: TurnConnector) {
    super(authentication);
    this.#connector = connector;
  }

  /** Runs a turn of a caller that is authenticated already. */
  async run(
    authenticated: AuthenticateRequestResult,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<TurnAnswer | undefined> {
    return this.processActivity(authenticated, activity, logic);
  }

  override async sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    const responses: ResourceResponse[] = [];
    for (const activity of activities) {
      responses.push({ id: (await this.#send(context, activity)) ?? '' });
    }
    return responses;
  }

  override async updateActivity(
    context: TurnContext,
    activity: Partial<Activity>,
  ): Promise<ResourceResponse | void> {
    const { serviceUrl, conversationId } = addressOf(context, activity);
    const sent = await this.#connector.updateActivity(
      serviceUrl,
      conversationId,
      activity.id ?? '',
      activity,
    );
    return sent.activityId === undefined ? undefined : { id: sent.activityId };
  }

  override async deleteActivity(
    context: TurnContext,
    reference: Partial<ConversationReference>,
  ): Promise<void> {
    const { serviceUrl, conversationId } = addressOf(context, reference);
    await this.#connector.deleteActivity(serviceUrl, conversationId, reference.activityId ?? '');
  }

  async #send(context: TurnContext, activity: Partial<Activity>): Promise<string | undefined> {
    if (activity.type === 'invokeResponse') {
      context.turnState.set(INVOKE_RESPONSE_KEY, activity);
      return undefined;
    }
    // Traces are for the emulator; a turn does not wait.
    if (activity.type === 'trace' || activity.type === 'delay') return undefined;
    const { id: _id, ...body } = activity;
    const { serviceUrl, conversationId } = addressOf(context, body);
    if (isTargeted(body)) {
      return (await this.#connector.sendTargeted(serviceUrl, conversationId, body)).activityId;
    }
    const sent =
      body.replyToId === undefined || body.replyToId === ''
        ? await this.#connector.sendToConversation(serviceUrl, conversationId, body)
        : await this.#connector.reply(serviceUrl, conversationId, body.replyToId, body);
    return sent.activityId;
  }
}

function addressOf(
  context: TurnContext,
  to: Partial<Pick<Activity, 'serviceUrl' | 'conversation'>>,
): { readonly serviceUrl: string; readonly conversationId: string } {
  return {
    serviceUrl: to.serviceUrl ?? context.activity.serviceUrl,
    conversationId: to.conversation?.id ?? context.activity.conversation.id,
  };
}
