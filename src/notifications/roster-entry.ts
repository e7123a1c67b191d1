import { isOutsider } from '../domain/memberships/outsider.ts';
import type { RosterEntry, Sighting } from '../usecases/memberships/recognise.ts';
import type { Log } from '../usecases/ports.ts';
import { ConnectorError } from './connector-error.ts';
import type { Connector } from './connector.ts';

/**
 * What Teams' roster of that chat has of whoever sent an activity: their address, from the one source that a person cannot
 * choose, and whether they belong to the organisation. It counts only when the roster speaks of the same person, and their
 * address only in their own tenant.
 */
export async function rosterEntry(
  connector: Pick<Connector, 'getMember'>,
  log: Log,
  { conversation, aadObjectId, tenantId }: Sighting,
): Promise<RosterEntry | undefined> {
  if (conversation === undefined) return undefined;
  const { serviceUrl, conversationId, userId } = conversation;
  try {
    const member = await connector.getMember(serviceUrl, conversationId, userId);
    if (member.aadObjectId?.toLowerCase() !== aadObjectId) return undefined;
    const outsider = isOutsider(member, tenantId);
    return { outsider, email: outsider ? undefined : (member.email ?? member.userPrincipalName) };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    log.info({ status: error.status, code: error.code }, 'roster not read');
    return undefined;
  }
}
