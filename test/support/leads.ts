import { LeadId, takeLead, type Lead, type LeadFacts } from '../../src/domain/leads/lead.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { inDays } from './referrals.ts';

export const leadPartner = PartnerId.parse('1001');

export function leadIdOf(number: number): LeadId {
  return LeadId.parse(`1ead0000-0000-4000-8000-${String(number).padStart(12, '0')}`);
}

/** A lead that waits for an answer, as Partner Center has it. */
export function leadFacts(number = 1, overrides: Partial<LeadFacts> = {}): LeadFacts {
  return {
    leadId: leadIdOf(number),
    name: 'Migration to Azure',
    customerName: 'Fabrikam Residences',
    country: 'US',
    city: 'Redmond',
    size: '51to250employees',
    contact: { name: 'Jo Berg', email: 'jo@fabrikam.test', phone: '+1 555 0100' },
    notes: 'Starts with file servers.',
    dealValue: 10_000,
    currency: 'USD',
    closesOn: '2027-01-31',
    status: 'New',
    substatus: 'Received',
    createdAt: inDays(-3),
    updatedAt: inDays(-3),
    expiresAt: inDays(4),
    etag: '"1"',
    ...overrides,
  };
}

/** The same, as it is kept at its location. */
export function lead(number = 1, overrides: Partial<Lead> = {}): Lead {
  const taken = takeLead(undefined, leadPartner, leadFacts(number));
  if (taken === undefined) throw new Error('not taken');
  return { ...taken, ...overrides };
}

/** The same, as it comes over the wire. */
export function referralResource(facts: LeadFacts, direction = 'Incoming'): object {
  const { contact } = facts;
  return {
    id: facts.leadId,
    engagementId: facts.leadId,
    organizationName: 'Contoso',
    name: facts.name,
    createdDateTime: facts.createdAt.toISOString(),
    updatedDateTime: facts.updatedAt.toISOString(),
    expirationDateTime: facts.expiresAt?.toISOString() ?? null,
    status: facts.status,
    substatus: facts.substatus,
    type: 'Independent',
    direction,
    qualification: 'SalesQualified',
    customerProfile: {
      name: facts.customerName,
      address: { addressLine1: '1 Way', city: facts.city, state: 'WA', country: facts.country },
      size: facts.size,
      team:
        contact === null
          ? []
          : [{ firstName: 'Jo', lastName: 'Berg', phoneNumber: contact.phone, email: contact.email }],
      ids: null,
    },
    consent: { consentToToShareInfoWithOthers: true, consentToContact: true },
    details: {
      notes: facts.notes,
      dealValue: facts.dealValue,
      currency: facts.currency,
      closingDateTime: `${facts.closesOn ?? '2027-01-31'}T00:00:00Z`,
    },
    eTag: facts.etag,
    links: { self: { uri: '/x', method: 'GET' } },
  };
}
