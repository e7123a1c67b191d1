import type { Lead, LeadId } from '../../domain/leads/lead.ts';
import type { Contact } from '../../domain/memberships/contact.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import { may } from '../../domain/memberships/policy.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { rosterRightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import type { Document, Documents } from '../ports.ts';
import { LeadDocument } from './documents.ts';

/** Which lead, of which location. */
export interface LeadRef {
  readonly partnerId: PartnerId;
  readonly leadId: LeadId;
}

export function leadId({ leadId: id }: Pick<LeadRef, 'leadId'>): string {
  return `lead:${id}`;
}

export function leadAt(documents: Documents, ref: LeadRef): Promise<Document<Lead> | undefined> {
  return documents.get(LeadDocument, partitions.partner(ref.partnerId), leadId(ref));
}

/** A lead that somebody may see. */
export interface FoundLead {
  readonly stored: Document<Lead>;
  readonly location: Location;
  /** The location's roster: cards show who answered. */
  readonly roster: readonly Contact[];
}

/** What a card shows of a lead: who answered is called what the roster says now; `''` for whoever has left it. */
export function shownLead(lead: Lead, { location, roster }: Pick<FoundLead, 'location' | 'roster'>) {
  const answeredBy = roster.find(({ personId }) => personId === lead.answer?.by)?.name ?? '';
  return { lead, partnerName: location.name, answeredBy };
}

/**
 * A lead, for whoever has a role at its location. Three reads.
 * @returns undefined for one that is not there, and for one that is not for them
 */
export async function findLead(
  { documents, clock }: Pick<Context, 'documents' | 'clock'>,
  actor: Pick<Actor, 'personId'>,
  ref: LeadRef,
): Promise<FoundLead | undefined> {
  const [stored, held] = await Promise.all([
    leadAt(documents, ref),
    rosterRightsAt(documents, actor, ref.partnerId, clock.now()),
  ]);
  if (stored === undefined || held === undefined || !may('referrals', held.rights)) return undefined;
  return { stored, location: held.rights.location, roster: held.roster };
}
