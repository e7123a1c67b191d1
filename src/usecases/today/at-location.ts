import { isProgramAdmin, mayActOn, type Rights } from '../../domain/memberships/rights.ts';
import { acceptanceOf, acceptanceRate, quarterOf } from '../../domain/referrals/acceptance.ts';
import { isPaused } from '../../domain/referrals/match.ts';
import { LAST_DAYS } from '../../domain/renewals/anniversary.ts';
import { addDays, dayOf } from '../../domain/shared/time.ts';
import { unseenLoss, type Looked } from '../../domain/today/lost.ts';
import type { Waiting } from '../../domain/today/waiting.ts';
import { FormerDocument } from '../associations/documents.ts';
import { ClaimEntryDocument } from '../claims/documents.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { OfferEntryDocument } from '../referrals/documents.ts';
import { figuresOf } from '../referrals/figures.ts';
import { dueAt } from '../renewals/next.ts';

const MAX_OFFERS = 10;
/** Entries of a location's list of claims that are looked at: those that wait for it come first. */
const MAX_CLAIMS = 20;
/** Rejections that are looked at, the latest first. */
const MAX_REJECTED = 20;
/** The end of a rejection's dispute is told of when it is this near. */
const DEADLINE_DAYS = 7;
/** More customers than a location loses within a week. */
const MAX_FORMER = 200;

/** For whom it is looked: what they may do at the location, what they have looked at, and when. */
export interface Looking {
  readonly rights: Rights;
  readonly looked: () => Promise<Looked>;
  readonly now: Date;
}

/** What waits at one location for somebody with these rights there. Reads: offers; claims, twice; what ended; the quarter; renewals. */
export async function atLocation(documents: Documents, looking: Looking): Promise<readonly Waiting[]> {
  const found = await Promise.all([
    offers(documents, looking),
    claims(documents, looking),
    disputes(documents, looking),
    lost(documents, looking),
    acceptance(documents, looking),
    renewals(documents, looking),
  ]);
  return [...found.flat(), ...pause(looking)];
}

async function offers(documents: Documents, { rights }: Looking): Promise<readonly Waiting[]> {
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

async function claims(documents: Documents, { rights }: Looking): Promise<readonly Waiting[]> {
  if (rights.incentiveRole === null) return [];
  const page = await documents.list(ClaimEntryDocument, partitions.partner(rights.location.partnerId), {
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

/** Rejections whose dispute ends this week: a deadline that nothing else asks about. */
async function disputes(documents: Documents, { rights, now }: Looking): Promise<readonly Waiting[]> {
  if (rights.incentiveRole === null) return [];
  const page = await documents.list(ClaimEntryDocument, partitions.partner(rights.location.partnerId), {
    where: [{ field: 'status', is: '=', value: 'rejected' }],
    orderBy: [{ field: 'rank' }],
    limit: MAX_REJECTED,
  });
  const until = addDays(now, DEADLINE_DAYS);
  return page.items.flatMap(({ value: { customerName, claimId, dueAt } }) =>
    dueAt !== null && dueAt > now && dueAt <= until
      ? [{ kind: 'dispute', customerName, claimId, dueAt } as const]
      : [],
  );
}

async function lost(documents: Documents, { rights, looked, now }: Looking): Promise<readonly Waiting[]> {
  const { partnerId } = rights.location;
  const page = await documents.list(FormerDocument, partitions.partner(partnerId), { limit: MAX_FORMER });
  if (page.items.length === 0) return [];
  const seen = await looked();
  return page.items.flatMap(({ value: { customerId, customerName, endings } }) => {
    const loss = unseenLoss(customerId, endings, seen, now);
    if (loss === undefined) return [];
    const { product, target: subscriptionId, isFound, ended: at } = loss;
    return [
      { kind: 'lost', customerName, product, subscriptionId, partnerId, isTold: !isFound, at } as const,
    ];
  });
}

async function acceptance(documents: Documents, { rights, now }: Looking): Promise<readonly Waiting[]> {
  const { partnerId, name } = rights.location;
  const figures = await figuresOf(documents, partnerId, quarterOf(now));
  const standing = acceptanceOf(figures);
  const rate = acceptanceRate(figures);
  return (standing === 'near' || standing === 'under') && rate !== undefined
    ? [{ kind: 'acceptance', standing, rate, locationName: name, partnerId }]
    : [];
}

/** Of those who can do something about it. */
async function renewals(documents: Documents, { rights, now }: Looking): Promise<readonly Waiting[]> {
  if (!isProgramAdmin(rights)) return [];
  const { partnerId, name } = rights.location;
  const until = dayOf(addDays(now, LAST_DAYS));
  const dues = await dueAt(documents, rights.location, dayOf(now));
  return dues
    .filter(({ due }) => due <= until)
    .map(({ program, due }) => ({ kind: 'renewal', program, locationName: name, partnerId, due }));
}

function pause({ rights: { location }, now }: Looking): readonly Waiting[] {
  const { partnerId, name, pausedUntil } = location;
  return isPaused(location, now) && pausedUntil !== null
    ? [{ kind: 'pause', locationName: name, partnerId, until: pausedUntil }]
    : [];
}
