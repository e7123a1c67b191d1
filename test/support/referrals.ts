import type { Location } from '../../src/domain/referrals/location.ts';
import type { MatchRequest } from '../../src/domain/referrals/match.ts';
import type { Offer, Referral } from '../../src/domain/referrals/referral.ts';
import { CustomerId, GlobalId, PartnerId, ReferralId, TenantId } from '../../src/domain/shared/ids.ts';

/** A Monday. */
export const noon = new Date('2026-11-23T12:00:00.000Z');
export const inDays = (days: number): Date => new Date(noon.getTime() + days * 86_400_000);
export const before = (date: Date, ms = 1): Date => new Date(date.getTime() - ms);

export const contosoTenant = TenantId.parse('11111111-1111-4111-8111-111111111111');
export const tailspin = CustomerId.parse('aaaaaaaa-0000-4000-8000-000000000001');

/** A location that meets every criterion of {@link request}. */
export function location(overrides: Partial<Location> & { partnerId?: PartnerId } = {}): Location {
  const partnerId = overrides.partnerId ?? PartnerId.parse('1001');
  return {
    partnerId,
    globalId: GlobalId.parse('9000'),
    name: `Location ${partnerId}`,
    tenantId: contosoTenant,
    country: 'US',
    countries: ['US'],
    languages: ['en'],
    industries: ['*'],
    minSeats: 1,
    maxSeats: null,
    referralReady: true,
    benefitContact: [],
    standardContact: [],
    mailboxes: [],
    memberships: [{ program: 'FRP', anniversary: '2027-06-30', ends: null }],
    programs: ['FRP'],
    endorsements: [
      { workload: 'teams', expires: '2027-12-31' },
      { workload: 'exchange', expires: '2027-12-31' },
    ],
    endorsed: ['teams', 'exchange'],
    pausedUntil: null,
    pause: null,
    lastPauseEndedAt: null,
    received: 0,
    receivedAllTime: 0,
    lastOfferedAt: null,
    order: Number(partnerId),
    ...overrides,
  };
}

export function request(overrides: Partial<MatchRequest> = {}): MatchRequest {
  return {
    kind: 'benefit',
    country: 'US',
    language: 'en',
    industry: 'retail',
    seats: 1250,
    workloads: ['teams', 'exchange'],
    letGo: [],
    leftOut: [],
    ...overrides,
  };
}

export function offer(overrides: Partial<Offer> = {}): Offer {
  return {
    round: 1,
    partnerId: PartnerId.parse('1001'),
    partnerName: 'Location 1001',
    status: 'offered',
    why: 'round-robin',
    claimed: [],
    offeredAt: noon,
    respondBy: inDays(7),
    decidedAt: null,
    decidedBy: null,
    reason: '',
    notes: '',
    opId: '',
    workloads: ['teams', 'exchange'],
    revision: 1,
    assignee: null,
    journal: [],
    followUp: null,
    outcome: null,
    ...overrides,
  };
}

export function referral(overrides: Partial<Referral> = {}): Referral {
  return {
    referralId: ReferralId.parse('R-1'),
    kind: 'benefit',
    customer: {
      customerId: tailspin,
      name: 'Tailspin Toys',
      country: 'US',
      language: 'en',
      industry: 'retail',
      seats: 1250,
      contact: { name: 'Jo Berg', email: 'jo@tailspin.test', phone: '' },
    },
    workloads: ['teams', 'exchange'],
    requestedAt: noon,
    receivedAt: noon,
    notes: 'Wants to start in January',
    parts: [{ part: 1, workloads: ['teams', 'exchange'], offers: [offer()], redirect: null }],
    ...overrides,
  };
}
