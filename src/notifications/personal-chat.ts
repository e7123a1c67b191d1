import type { ConversationReference } from '../domain/memberships/person.ts';
import type { Log } from '../usecases/ports.ts';
import { ConnectorError } from './connector-error.ts';
import type { Connector } from './connector.ts';

/** Whom to open a chat with, and by which bot. */
export interface ChatWith {
  readonly serviceUrl: string;
  readonly botId: string;
  readonly tenantId: string;
  readonly aadObjectId: string;
}

/** Opens, or finds, the chat with one person. @returns undefined where Teams opens none */
export async function personalChat(
  connector: Pick<Connector, 'createConversation'>,
  log: Log,
  { serviceUrl, botId, tenantId, aadObjectId }: ChatWith,
): Promise<ConversationReference | undefined> {
  try {
    const chat = { botId, tenantId, memberId: aadObjectId };
    const { conversationId } = await connector.createConversation(serviceUrl, chat);
    return { conversationId, serviceUrl, userId: aadObjectId, botId };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    log.info({ status: error.status, code: error.code }, 'chat not opened');
    return undefined;
  }
}
