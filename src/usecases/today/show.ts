import { isRecent } from '../../domain/associations/former.ts';
import { mayActOn, type Rights } from '../../domain/memberships/rights.ts';
import type { Person } from '../../domain/memberships/person.ts';
import { acceptanceOf, acceptanceRate, quarterOf } from '../../domain/referrals/acceptance.ts';
import { isPaused } from '../../domain/referrals/match.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { addDays } from '../../domain/shared/time.ts';
import { byUrgency, type Waiting } from '../../domain/today/waiting.ts';
import { FormerDocument } from '../associations/documents.ts';
import { countUnmatched } from '../associations/mails.ts';
import { ClaimEntryDocument } from '../claims/documents.ts';
import { countWaiting } from '../claims/queue.ts';
import type { Context } from '../context.ts';
import { locationsOf } from '../memberships/locations-of.ts';
import { isOperator } from '../operators/operator.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { OfferEntryDocument, PartStandingDocument } from '../referrals/documents.ts';
import { figuresOf } from '../referrals/figures.ts';
import { accountScore } from '../scores/figures.ts';

export interface Today {
  /** Most urgent first. */
  readonly waiting: readonly Waiting[];
  readonly hasRole: boolean;
  readonly isOperator: boolean;
}

/** Locations that one turn looks through. */
const MAX_LOCATIONS = 10;
const MAX_OFFERS = 10;
/** Entries of a location's list of claims that are looked at: those that wait for it come first. */
const MAX_CLAIMS = 20;
/** More customers than a location loses within a week. */
const MAX_FORMER = 200;
/** So long a lost Digital Partner of Record is told of. Ours: nobody writes down who has looked at it. */
const LOST_DAYS = 7;

/**
 * What waits for somebody now, over all their locations, and in the programme for its staff.
 *
 * Reads, for each of their locations: its roster, offers, claims, what ended, the quarter; once an account: its figures.
 */
export async function showToday(
  context: Context,
  person: Person,
): Promise<Result<Today, { readonly code: 'forbidden' }>> {
  const { documents, clock } = context;
  const now = clock.now();
  const [rights, operates] = await Promise.all([
    locationsOf(documents, person, now),
    person.operator ? isOperator(documents, person) : false,
  ]);
  if (rights.length === 0 && !operates) return refuse({ code: 'forbidden' });
  const at = rights.slice(0, MAX_LOCATIONS);
  const found = await Promise.all([
    ...at.map((one) => atLocation(documents, one, now)),
    closest(documents, at),
    operates ? forStaff(context) : [],
  ]);
  return ok({
    waiting: found.flat().sort(byUrgency),
    hasRole: rights.length > 0,
    isOperator: operates,
  });
}

async function atLocation(documents: Documents, rights: Rights, now: Date): Promise<readonly Waiting[]> {
  const found = await Promise.all([
    offers(documents, rights),
    claims(documents, rights),
    lost(documents, rights, now),
    acceptance(documents, rights, now),
  ]);
  return [...found.flat(), ...pause(rights, now)];
}

async function offers(documents: Documents, rights: Rights): Promise<readonly Waiting[]> {
  const page = await documents.list(OfferEntryDocument, partitions.partner(rights.location.partnerId), {
    where: [{ field: 'status', is: '=', value: 'offered' }],
    orderBy: [{ field: 'respondBy' }],
    limit: MAX_OFFERS,
  });
  return page.items
    .map(({ value }) => value)
    .filter(({ kind }) => mayActOn(kind, rights))
    .map(({ customerName, referralId, part, respondBy }) => ({
      kind: 'offer',
      customerName,
      referralId,
      part,
      dueAt: respondBy,
    }));
}

async function claims(
  documents: Documents,
  { location, incentiveRole }: Rights,
): Promise<readonly Waiting[]> {
  if (incentiveRole === null) return [];
  const page = await documents.list(ClaimEntryDocument, partitions.partner(location.partnerId), {
    orderBy: [{ field: 'rank' }],
    limit: MAX_CLAIMS,
  });
  return page.items
    .map(({ value }) => value)
    .filter(({ waitsOnPartner }) => waitsOnPartner)
    .map(({ customerName, claimId, isContested, dueAt }) => ({
      kind: 'claim',
      customerName,
      claimId,
      isContested,
      dueAt,
    }));
}

async function lost(documents: Documents, { location }: Rights, now: Date): Promise<readonly Waiting[]> {
  const page = await documents.list(FormerDocument, partitions.partner(location.partnerId), {
    limit: MAX_FORMER,
  });
  const since = addDays(now, -LOST_DAYS);
  return page.items.flatMap(({ value: { customerId, customerName, endings } }) =>
    endings
      .filter(({ association, ended }) => association === 'dpor' && isRecent(ended, now) && ended >= since)
      .slice(0, 1)
      .map(({ product, ended }) => ({ kind: 'lost', customerId, customerName, product, at: ended }) as const),
  );
}

async function acceptance(
  documents: Documents,
  { location }: Rights,
  now: Date,
): Promise<readonly Waiting[]> {
  const { partnerId, name } = location;
  const figures = await figuresOf(documents, partnerId, quarterOf(now));
  const standing = acceptanceOf(figures);
  const rate = acceptanceRate(figures);
  return (standing === 'near' || standing === 'under') && rate !== undefined
    ? [{ kind: 'acceptance', standing, rate, locationName: name, partnerId }]
    : [];
}

function pause({ location }: Rights, now: Date): readonly Waiting[] {
  const { partnerId, name, pausedUntil } = location;
  return isPaused(location, now) && pausedUntil !== null
    ? [{ kind: 'pause', locationName: name, partnerId, until: pausedUntil }]
    : [];
}

/** Of the accounts at which they stand the area that needs least. */
async function closest(documents: Documents, at: readonly Rights[]): Promise<readonly Waiting[]> {
  const accounts = [...new Set(at.map(({ location }) => location.globalId))];
  const scored = await Promise.all(
    accounts.map(async (globalId) => ({ globalId, score: await accountScore(documents, globalId) })),
  );
  const [least] = scored
    .flatMap(({ globalId, score }) => score.areas.map((area) => ({ globalId, ...area })))
    .filter(({ hasFigures, qualified }) => hasFigures && !qualified)
    .sort((one, two) => one.missing - two.missing || one.zero.length - two.zero.length);
  return least === undefined
    ? []
    : [
        {
          kind: 'closest',
          globalId: least.globalId,
          area: least.area,
          total: least.total,
          missing: least.missing,
        },
      ];
}

async function forStaff(context: Context): Promise<readonly Waiting[]> {
  const { documents } = context;
  const [queue, mails, referrals] = await Promise.all([
    countWaiting(documents),
    countUnmatched(context),
    documents.count(PartStandingDocument, partitions.program('referrals'), [
      { field: 'urgent', is: '=', value: true },
    ]),
  ]);
  const counts = [
    { kind: 'queue', count: queue },
    { kind: 'mails', count: mails },
    { kind: 'referrals', count: referrals },
  ] as const;
  return counts.filter(({ count }) => count > 0);
}
