import type { Actor, Person } from '../../domain/memberships/person.ts';
import { isProgramAdmin, type Rights } from '../../domain/memberships/rights.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { audited } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { hashOf } from '../hash-of.ts';
import { rightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Documents } from '../ports.ts';
import { LocationAgentsDocument } from './documents.ts';

const SWITCH = 'agent-switch';

/**
 * Whether agents may work in a person's name: not where they have switched them off themselves, and not where any location
 * at which they stand has, since what an agent is told of one is told to the same agent. One read a location.
 */
export async function agentsAllowed(
  documents: Documents,
  { settings, standings }: Pick<Person, 'settings' | 'standings'>,
): Promise<boolean> {
  if (settings.agents === 'off') return false;
  const at = await Promise.all(standings.map(({ partnerId }) => allowedAt(documents, partnerId)));
  return at.every(Boolean);
}

async function allowedAt(documents: Documents, partnerId: PartnerId): Promise<boolean> {
  const stored = await documents.get(LocationAgentsDocument, partitions.partner(partnerId), SWITCH);
  return stored?.value.allowed ?? true;
}

/** How a location has it, for whoever has a right there. */
export interface LocationAgents {
  readonly rights: Rights;
  readonly allowed: boolean;
}

export async function showLocationAgents(
  { documents, clock }: Context,
  actor: Pick<Actor, 'personId'>,
  partnerId: PartnerId,
): Promise<Result<LocationAgents, { readonly code: 'forbidden' }>> {
  const rights = await rightsAt(documents, actor, partnerId, clock.now());
  if (rights === undefined) return refuse({ code: 'forbidden' });
  return ok({ rights, allowed: await allowedAt(documents, partnerId) });
}

/** Switches agents on or off for all who stand at a location: its program admins only. */
export function setLocationAgents(
  { documents, clock, queues }: Context,
  actor: Pick<Actor, 'personId' | 'aadObjectId'>,
  { partnerId, allowed }: { readonly partnerId: PartnerId; readonly allowed: boolean },
  opId: string,
): Promise<Result<LocationAgents, { readonly code: 'forbidden' }>> {
  const partition = partitions.partner(partnerId);
  return decideAgain(queues, partition, async () => {
    const now = clock.now();
    const rights = await rightsAt(documents, actor, partnerId, now);
    if (rights === undefined || !isProgramAdmin(rights)) return refuse({ code: 'forbidden' });
    const stored = await documents.get(LocationAgentsDocument, partition, SWITCH);
    if ((stored?.value.allowed ?? true) !== allowed) {
      const value = { allowed, by: actor.aadObjectId, at: now };
      await documents.commit(partition, [
        stored === undefined
          ? create(LocationAgentsDocument, SWITCH, value)
          : replace(LocationAgentsDocument, stored, value),
        audited(`agents:${hashOf(`${actor.personId}:${opId}`)}`, {
          at: now,
          actor: actor.aadObjectId,
          action: 'agents.set',
          subject: partnerId,
          outcome: 'done',
          detail: allowed ? 'on' : 'off',
        }),
      ]);
    }
    return ok({ rights, allowed });
  });
}
