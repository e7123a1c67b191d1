import type { Log } from '../usecases/ports.ts';
import { ConnectorError } from './connector-error.ts';
import type { Connector } from './connector.ts';

/** A conversation, and who is asked about. */
export interface InConversation {
  readonly serviceUrl: string;
  readonly conversationId: string;
  readonly aadObjectId: string;
}

/** Whether Teams' roster of a conversation names this person and nobody else; not when it cannot be read. */
export async function isSoleMember(
  connector: Pick<Connector, 'getMembers'>,
  log: Log,
  { serviceUrl, conversationId, aadObjectId }: InConversation,
): Promise<boolean> {
  try {
    const { members, more } = await connector.getMembers(serviceUrl, conversationId);
    const [only, ...others] = members;
    return !more && others.length === 0 && only?.aadObjectId?.toLowerCase() === aadObjectId.toLowerCase();
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    log.info({ status: error.status, code: error.code }, 'roster not read');
    return false;
  }
}
