import type { Sighting } from '../usecases/memberships/recognise.ts';
import type { Log } from '../usecases/ports.ts';
import { ConnectorError } from './connector-error.ts';
import type { Connector } from './connector.ts';

/**
 * The address of whoever sent an activity, as Teams' roster of that chat has it: the one source that a person cannot
 * choose. It counts only when the roster speaks of the same person, and of the same tenant where it names one.
 */
export async function memberEmail(
  connector: Pick<Connector, 'getMember'>,
  log: Log,
  { conversation, aadObjectId, tenantId }: Sighting,
): Promise<string | undefined> {
  if (conversation === undefined) return undefined;
  const { serviceUrl, conversationId, userId } = conversation;
  try {
    const member = await connector.getMember(serviceUrl, conversationId, userId);
    const same =
      member.aadObjectId?.toLowerCase() === aadObjectId &&
      (member.tenantId === undefined || member.tenantId.toLowerCase() === tenantId);
    return same ? (member.email ?? member.userPrincipalName) : undefined;
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    log.info({ status: error.status, code: error.code }, 'roster not read');
    return undefined;
  }
}
